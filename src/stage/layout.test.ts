import { describe, expect, it } from 'vitest';
import type { Rect } from './geometry.ts';
import { layoutStage, type StageLayout, seatPeople } from './layout.ts';

const SCREENS = [
  { width: 1440, height: 508, rem: 16 },
  { width: 1920, height: 610, rem: 19.2 },
  { width: 640, height: 284, rem: 16 },
  { width: 390, height: 700, rem: 16 },
  { width: 320, height: 568, rem: 16 },
];

const boxesOf = ({ rows, cells, balancer, servers, store }: StageLayout): readonly Rect[] => [
  ...rows,
  ...cells,
  balancer,
  ...servers,
  ...(store ? [store] : []),
];

const overlap = (a: Rect, b: Rect): boolean =>
  a.x < b.x + b.width - 0.01 &&
  b.x < a.x + a.width - 0.01 &&
  a.y < b.y + b.height - 0.01 &&
  b.y < a.y + a.height - 0.01;

describe.each(SCREENS)('on a stage of $width × $height', (size) => {
  it.each([true, false])('nothing overlaps and nothing is cut off (store: %s)', (hasStore) => {
    for (const [people, servers] of [
      [1, 4],
      [8, 1],
      [36, 4],
      [36, 9],
      [200, 16],
    ] as const) {
      const layout = layoutStage(size, { people, servers, hasStore, isBalancerFull: false });
      const boxes = boxesOf(layout);
      boxes.forEach((a, index) => {
        for (const b of boxes.slice(index + 1)) expect(overlap(a, b), JSON.stringify([a, b])).toBe(false);
        expect(a.x).toBeGreaterThanOrEqual(0);
        expect(a.x + a.width).toBeLessThanOrEqual(size.width);
        expect(a.y + a.height).toBeLessThanOrEqual(layout.height);
      });
    }
  });

  it('has a place for everybody, or a button behind which they are', () => {
    for (const people of [1, 8, 36, 200]) {
      const { rows, cells, more } = layoutStage(size, { people, servers: 4, hasStore: false, isBalancerFull: false });
      expect(rows.length).toBeGreaterThan(0);
      expect(rows.length + cells.length < people).toBe(more !== null);
    }
  });
});

it('seats the selected person in full, and moves nobody else but the one in that seat', () => {
  expect(seatPeople([0, 1, 2, 3, 4, 5], 1, 3)).toEqual([0, 1, 2, 3, 4, 5]);
  expect(seatPeople([0, 1, 2, 3, 4, 5], 4, 3)).toEqual([0, 1, 4, 3, 2, 5]);
  expect(seatPeople([0, 2, 3, 5], 5, 2)).toEqual([0, 5, 3, 2]);
});
