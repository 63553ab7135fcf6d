import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emptyLatency, percentileUs, recordLatency } from './latency.ts';

describe('latency percentiles', () => {
  it('are within 0.8 % of the exact ones', () => {
    const latencies = fc.array(fc.integer({ min: 0, max: 4_000_000_000 }), { minLength: 1, maxLength: 300 });
    fc.assert(
      fc.property(latencies, fc.constantFrom(0.5, 0.95, 0.99, 1), (us, share) => {
        const buckets = emptyLatency();
        for (const value of us) recordLatency(buckets, value);
        const exact = [...us].sort((a, b) => a - b)[Math.ceil(us.length * share) - 1]!;
        const found = percentileUs(buckets, share)!;
        expect(found).toBeGreaterThanOrEqual(exact);
        expect(found).toBeLessThanOrEqual(exact * 1.008 + 1);
      }),
    );
  });

  it('are null where nothing was recorded', () => {
    expect(percentileUs(emptyLatency(), 0.5)).toBeNull();
  });
});
