import { describe, expect, it } from 'vitest';
import { dateOf, epochSeconds } from './date.ts';

describe('the calendar of a run', () => {
  it('is the Gregorian one', () => {
    for (const hours of [0, 1, 25, 24 * 59, 24 * 364 + 23, 24 * 365, 24 * 500]) {
      const us = hours * 3_600_000_000 + 61_000_000;
      expect(dateOf(us)).toBe(new Date(epochSeconds(us) * 1000).toUTCString());
    }
  });
});
