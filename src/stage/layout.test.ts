import { describe, expect, it } from 'vitest';
import type { Rect } from './geometry.ts';
import { layoutStage, type StageLayout, seatPeople, seatRect } from './layout.ts';

const SCREENS = [
  { width: 1440, height: 508, rem: 16 },
  { width: 1920, height: 610, rem: 19.2 },
  { width: 640, height: 284, rem: 16 },
  { width: 390, height: 700, rem: 16 },
  { width: 320, height: 568, rem: 16 },
];

const boxesOf = ({ rows, cells, crowds, balancer, servers, store }: StageLayout): readonly Rect[] => [
  ...rows,
  ...crowds.map(({ box }) => box),
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
      [400, 40],
      [2000, 200],
    ] as const) {
      const crowds = people > 40 ? [people / 2, people / 4, people / 4] : [];
      const layout = layoutStage(size, { people, crowds, servers, hasStore, isBalancerFull: false });
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
    for (const people of [1, 8, 36]) {
      const counts = { people, crowds: [], servers: 4, hasStore: false, isBalancerFull: false };
      const { rows, cells, more } = layoutStage(size, counts);
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

it('gives each of a crowd a place of their own, inside of it', () => {
  const counts = { people: 400, crowds: [300, 100], servers: 40, hasStore: false, isBalancerFull: false };
  const layout = layoutStage({ width: 1440, height: 508, rem: 16 }, counts);
  const places = Array.from({ length: 400 }, (_, person) => seatRect(layout, layout.rows.length + person));
  expect(new Set(places.map((place) => `${place?.x} ${place?.y}`)).size).toBe(400);
  const second = layout.crowds[1]?.box;
  for (const place of places.slice(300)) {
    expect(place?.y).toBeGreaterThanOrEqual(second?.y ?? Number.NaN);
    expect((place?.y ?? 0) + (place?.height ?? 0)).toBeLessThanOrEqual((second?.y ?? 0) + (second?.height ?? 0));
  }
});
