import { describe, expect, it } from 'vitest';
import type { WindowMeasures } from '../../engine/index.ts';
import { sampleAt, samplesIn, samplesOf, samplesOn } from './samples.ts';

const windows = Array.from(
  { length: 5 },
  (_, index) => ({ fromMs: index * 1000, toMs: (index + 1) * 1000, sessionsLost: index }) as unknown as WindowMeasures,
);

describe('samples of the windows', () => {
  it('add up the sessions lost, and leave out a window that has hardly begun', () => {
    expect(samplesOf(windows, 4600).map(({ lostSoFar }) => lostSoFar)).toEqual([0, 1, 3, 6, 10]);
    expect(samplesOf(windows, 4400).map(({ lostSoFar }) => lostSoFar)).toEqual([0, 1, 3, 6]);
    expect(samplesOf(windows, 4600).at(-1)).toMatchObject({ seconds: 0.6, toMs: 4600 });
  });

  it('are found by moment and by span, and the arrow keys go from one to the next', () => {
    const samples = samplesOf(windows, 5000);
    expect(sampleAt(samples, 2500)?.fromMs).toBe(2000);
    expect(sampleAt(samples, 9000)?.fromMs).toBe(4000);
    expect(sampleAt([], 100)).toBeNull();
    expect(samplesIn(samples, 1500, 3000).map(({ fromMs }) => fromMs)).toEqual([1000, 2000]);
    expect(samplesOn(samples, 2500, -1)?.fromMs).toBe(1000);
    expect(samplesOn(samples, 2500, Number.NEGATIVE_INFINITY)?.fromMs).toBe(0);
    expect(samplesOn(samples, 2500, 10)?.fromMs).toBe(4000);
  });
});
