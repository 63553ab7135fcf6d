import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSimulation } from './simulation.ts';
import { scenarioOf, strategyOf } from './testing/scenarioOf.ts';
import { countIn, emptyWindows, measuresOf } from './windows.ts';

const counted = (latencyUs: number) =>
  ({ outcome: 'served', latencyUs, itemsLost: 0, hadSession: true, reachedHome: false }) as const;

describe('measures over time', () => {
  it('add up to the measures in total, in a run of any length', () => {
    for (const seconds of [30, 119, 121, 1000]) {
      const scenario = scenarioOf({
        ...strategyOf('sticky-cookie'),
        actions: [{ atMs: 20_000, do: 'kill', server: 's2' }],
      });
      const simulation = createSimulation(scenario);
      simulation.advance(seconds * 1_000_000);
      const windows = simulation.windows();
      const total = simulation.measures();
      const sum = (name: 'requests' | 'unavailable' | 'sessionsLost' | 'itemsLost') =>
        windows.reduce((all, window) => all + window[name], 0);
      expect(sum('requests')).toBe(total.requests);
      expect(sum('unavailable')).toBe(total.outcomes.unavailable);
      expect(sum('sessionsLost')).toBe(total.sessionsLost);
      expect(sum('itemsLost')).toBe(total.itemsLost);
      expect(windows.length).toBeLessThanOrEqual(120);
      expect(windows.at(-1)!.toMs).toBeGreaterThanOrEqual((seconds - 20) * 1000);
    }
  });

  it('have percentiles at most 13 % above the exact ones', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 600_000_000 }), { minLength: 1, maxLength: 200 }), (latencies) => {
        const windows = emptyWindows();
        for (const us of latencies) countIn(windows, 500_000, counted(us));
        const found = measuresOf(windows)[0]!.latencyMs!;
        const sorted = [...latencies].sort((a, b) => a - b);
        for (const [share, ms] of [
          [0.5, found.p50],
          [0.95, found.p95],
          [0.99, found.p99],
        ] as const) {
          const exact = sorted[Math.ceil(sorted.length * share) - 1]! / 1000;
          expect(ms).toBeGreaterThanOrEqual(exact);
          expect(ms).toBeLessThanOrEqual(exact * 1.13 + 1.1);
        }
      }),
    );
  });
});
