import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BUTTON_PX, placeEvents } from './placeEvents.ts';

const WORDS_PX = 50;
const place = (xs: readonly number[], trackPx = 600) =>
  placeEvents(
    xs.map((x) => ({ event: x, x })),
    trackPx,
    () => WORDS_PX,
  );

describe('the events of the timeline', () => {
  it('stand each with its words where there is room', () => {
    expect(place([100, 300]).map(({ words }) => words)).toEqual(['right', 'right']);
  });

  it('become one where their buttons would overlap', () => {
    expect(place([100, 110, 300])).toEqual([
      { events: [100, 110], x: 100, words: 'right' },
      { events: [300], x: 300, words: 'right' },
    ]);
  });

  it('have their words on the left at the end of the line', () => {
    expect(place([590]).map(({ words }) => words)).toEqual(['left']);
  });

  it('never stand on one another, and none is left out', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 600 }), { maxLength: 40 }), (xs) => {
        const placed = place(xs);
        const taken = placed.map(({ x, words }) => ({
          from: x - BUTTON_PX / 2 - (words === 'left' ? WORDS_PX : 0),
          to: x + BUTTON_PX / 2 + (words === 'right' ? WORDS_PX : 0),
        }));
        for (const [index, { from }] of taken.entries()) {
          if (index > 0) expect(from).toBeGreaterThanOrEqual(taken[index - 1]?.to ?? 0);
        }
        expect(placed.flatMap(({ events }) => events)).toEqual([...xs].sort((a, b) => a - b));
      }),
    );
  });
});
