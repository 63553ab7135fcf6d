import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSimulation } from './simulation.ts';
import { scenarioOf, serverSpec, strategyOf } from './testing/scenarioOf.ts';
import { beginWindow, countIn, emptyWindows, measuresOf } from './windows.ts';

const counted = (latencyUs: number) =>
  ({
    ...({ outcome: 'served', latencyUs, losesSession: false, itemsLost: 0 } as const),
    ...{ hadSession: true, reachedHome: false },
  }) as const;
const standing = () => new Float64Array(3);

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

  it('add up for each server and for what sessions cost, in a run of any length', () => {
    for (const seconds of [30, 121, 1000]) {
      const actions = [{ atMs: 15_000, do: 'addServer', server: serverSpec(9) } as const];
      const simulation = createSimulation(scenarioOf({ ...strategyOf('redis'), actions }));
      simulation.advance(seconds * 1_000_000);
      const windows = simulation.windows();
      const { perServer, costs } = simulation.measures();
      const answered = perServer.map((_, row) =>
        windows.reduce((all, window) => all + (window.perServer[row]?.requests ?? 0), 0),
      );
      expect(answered).toEqual(perServer.map(({ requests }) => requests));
      expect(windows.at(-1)?.perServer.map(({ sessions }) => sessions)).toEqual(
        perServer.map(({ sessions }) => sessions),
      );
      expect(windows.reduce((all, window) => all + window.roundTrips, 0)).toBe(costs.roundTrips);
      expect(costs.roundTrips).toBeGreaterThan(0);
    }
  });

  it('have percentiles at most 13 % above the exact ones', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 600_000_000 }), { minLength: 1, maxLength: 200 }), (latencies) => {
        const windows = emptyWindows();
        beginWindow(windows, 0, standing());
        for (const us of latencies) countIn(windows, 0, counted(us));
        const found = measuresOf(windows, standing())[0]!.latencyMs!;
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
