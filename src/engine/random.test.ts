import { describe, expect, it } from 'vitest';
import { exponential, keyedBits, lognormal, PURPOSE, quantile, uniform } from './random.ts';

describe('keyed randomness', () => {
  it('depends on each part of the key and on nothing else', () => {
    const draw = keyedBits(7, 3, PURPOSE.think, 5);
    expect(keyedBits(7, 3, PURPOSE.think, 5)).toBe(draw);
    for (const other of [
      keyedBits(8, 3, PURPOSE.think, 5),
      keyedBits(7, 4, PURPOSE.think, 5),
      keyedBits(7, 3, PURPOSE.wish, 5),
      keyedBits(7, 3, PURPOSE.think, 6),
    ]) {
      expect(other).not.toBe(draw);
    }
  });

  it.each([1, 2, 3])('is uniform over 64 bins by χ², for people and for draws of one person (seed %i)', (seed) => {
    const n = 64_000;
    for (const draw of [
      (k: number) => uniform(seed, k, PURPOSE.think, 0),
      (k: number) => uniform(seed, 11, PURPOSE.think, k),
    ]) {
      const bins = new Array<number>(64).fill(0);
      for (let k = 0; k < n; k += 1) bins[Math.floor(draw(k) * 64)]! += 1;
      const chi2 = bins.reduce((sum, count) => sum + (count - n / 64) ** 2 / (n / 64), 0);
      // 63 degrees of freedom: mean 63, standard deviation √126; five of them on either side.
      expect(Math.abs(chi2 - 63)).toBeLessThan(5 * Math.sqrt(126));
    }
  });

  it('has the mean of the exponential, the median and the 99th percentile of the lognormal it was asked for', () => {
    const n = 100_000;
    const draws = Array.from({ length: n }, (_, k) => uniform(5, k, PURPOSE.service, 1));
    const mean = draws.reduce((sum, u) => sum + exponential(10, u), 0) / n;
    expect(Math.abs(mean - 10)).toBeLessThan((5 * 10) / Math.sqrt(n));
    const service = lognormal(20, 150);
    expect(quantile(service, 0.5)).toBeCloseTo(20, 6);
    expect(quantile(service, 0.99)).toBeCloseTo(150, 4);
  });
});
