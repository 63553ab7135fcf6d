import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { coarse, emptyLatency, percentileMs, recordLatency } from './latency.ts';
import { MEASURES } from './measureTable.ts';
import { createSimulation, type Simulation } from './simulation.ts';
import { scenarioOf, serverSpec, strategyOf } from './testing/scenarioOf.ts';

function run(seconds: number, strategy = 'sticky-cookie', slices = 1): Simulation {
  const actions = [{ atMs: 20_000, do: 'kill', server: 's2' } as const];
  const simulation = createSimulation(scenarioOf({ ...strategyOf(strategy), actions }));
  for (let slice = 1; slice <= slices; slice += 1) simulation.advance(Math.round((seconds * 1e6 * slice) / slices));
  return simulation;
}

describe('measures over time', () => {
  it.each([30, 119, 120, 121, 1000])('add up to the measures in total after %i s', (seconds) => {
    for (const strategy of ['sticky-cookie', 'no-persistence', 'tomcat-cluster', 'database']) {
      const simulation = run(seconds, strategy);
      const windows = simulation.windows();
      const total = simulation.measures();
      const sum = (pick: (window: (typeof windows)[number]) => number) =>
        windows.reduce((all, window) => all + pick(window), 0);
      expect(sum(({ requests }) => requests)).toBe(total.requests);
      for (const [outcome, count] of Object.entries(total.outcomes)) {
        expect(sum(({ outcomes }) => outcomes[outcome as keyof typeof outcomes])).toBe(count);
      }
      expect(sum(({ sessionsLost }) => sessionsLost)).toBe(total.sessionsLost);
      for (const [cause, count] of Object.entries(total.sessionsLostBy)) {
        expect(sum(({ sessionsLostBy }) => sessionsLostBy[cause as keyof typeof sessionsLostBy])).toBe(count);
      }
      expect(sum(({ itemsLost }) => itemsLost)).toBe(total.itemsLost);
      expect(sum(({ wire }) => wire.up + wire.down)).toBe(total.wire.up + total.wire.down);
      expect(sum(({ messages }) => messages)).toBe(total.costs.messages);
      expect(sum(({ roundTrips }) => roundTrips)).toBe(total.costs.roundTrips);
      expect(windows.length).toBeLessThanOrEqual(120);
      expect(windows.at(-1)!.toMs).toBeGreaterThanOrEqual(seconds * 1000);
      expect(windows.at(-1)!.fromMs).toBeLessThan(seconds * 1000);
      expect(windows.at(-1)!.imbalance.sessions).toEqual(total.imbalance.sessions);
    }
  });

  it('add up for each server, those that came later included', () => {
    for (const seconds of [30, 121, 1000]) {
      const actions = [{ atMs: 15_000, do: 'addServer', server: serverSpec(9) } as const];
      const simulation = createSimulation(scenarioOf({ ...strategyOf('redis'), actions }));
      simulation.advance(seconds * 1_000_000);
      const windows = simulation.windows();
      const { perServer, costs } = simulation.measures();
      const answered = perServer.map((_, row) =>
        windows.reduce((all, window) => all + window.perServer[row]!.requests, 0),
      );
      expect(answered).toEqual(perServer.map(({ requests }) => requests));
      expect(windows.at(-1)?.perServer.map(({ sessions }) => sessions)).toEqual(
        perServer.map(({ sessions }) => sessions),
      );
      const isWide = windows[0]!.toMs > 15_000;
      expect(windows[0]!.perServer.map(({ isInPool }) => isInPool)).toEqual([true, true, true, true, isWide]);
      expect(costs.roundTrips).toBeGreaterThan(0);
    }
  });

  it('are the same in whatever slices a run is advanced', () => {
    expect(run(300, 'redis', 77).windows()).toEqual(run(300, 'redis').windows());
  });

  it('have windows without requests, too', () => {
    const simulation = createSimulation(scenarioOf({ people: [{ count: 0, behaviour: 'shopper', network: 'home' }] }));
    simulation.advance(10_500_000);
    expect(simulation.windows()).toHaveLength(11);
    expect(simulation.windows()[3]).toMatchObject({ requests: 0, latencyMs: null, affinityRatio: null });
  });

  it('have percentiles at most 13 % above the exact ones', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 600_000_000 }), { minLength: 1, maxLength: 200 }), (latencies) => {
        const buckets = emptyLatency();
        for (const us of latencies) recordLatency(buckets, us);
        const sorted = [...latencies].sort((a, b) => a - b);
        for (const share of [0.5, 0.95, 0.99]) {
          const exact = sorted[Math.ceil(sorted.length * share) - 1]! / 1000;
          const found = percentileMs(coarse(buckets), share);
          expect(found).toBeGreaterThanOrEqual(exact);
          expect(found).toBeLessThanOrEqual(exact * 1.13 + 1.1);
        }
      }),
    );
  });
});

describe('the table of measures', () => {
  const at = (value: unknown, path: string): unknown => {
    const [name = '', ...rest] = path.split('.');
    const next = (value as Record<string, unknown>)[name.replace('[]', '')];
    const inside = name.endsWith('[]') ? (next as unknown[])[0] : next;
    return rest.length === 0 ? inside : at(inside, rest.join('.'));
  };
  const simulation = run(60);

  it.each(MEASURES)('$id: says in a line what it is, its unit and its source, and is where it says', (measure) => {
    expect(measure.definition).toMatch(/^[A-Z].*\.$/);
    expect(measure.unit).not.toBe('');
    expect(measure.source.length).toBeGreaterThan(8);
    for (const path of measure.at.split(', ')) expect(at(simulation.measures(), path)).not.toBeUndefined();
    for (const path of measure.inWindow?.split(', ') ?? []) {
      expect(at(simulation.windows()[0], path)).not.toBeUndefined();
    }
  });

  it('has no id twice', () => {
    expect(new Set(MEASURES.map(({ id }) => id)).size).toBe(MEASURES.length);
  });
});
