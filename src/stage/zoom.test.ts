import { expect, it } from 'vitest';
import { levelFrom, levelOf, shownPart, touches } from './zoom.ts';

it('shows no less at the level that it goes to than was asked for', () => {
  for (const k of [1, 1.2, 2, 5, 7.9, 23, 31]) {
    expect(levelFrom(k)).toBeGreaterThanOrEqual(k);
    expect(levelOf(levelFrom(k))).toBe(levelFrom(k));
  }
});

it('knows which part of the layout is on the screen', () => {
  const part = shownPart({ k: 2, x: -100, y: -40 }, { width: 400, height: 200 });
  expect(part).toEqual({ x: 50, y: 20, width: 200, height: 100 });
  expect(touches(part, { x: 240, y: 100, width: 20, height: 20 })).toBe(true);
  expect(touches(part, { x: 251, y: 100, width: 20, height: 20 })).toBe(false);
});
