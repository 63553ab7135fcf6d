import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createHistory } from './history.ts';
import { createSimulation } from './simulation.ts';
import type { Happening } from './snapshot.ts';
import { scenarioOf, strategyOf } from './testing/scenarioOf.ts';

const scenario = scenarioOf({
  ...strategyOf('sticky-cookie'),
  actions: [
    { atMs: 30_000, do: 'kill', server: 's2' },
    { atMs: 150_000, do: 'kill', server: 's1' },
  ],
});

function digestAt(us: number): string {
  const simulation = createSimulation(scenario);
  simulation.advance(us);
  return simulation.digest();
}

describe('a history', () => {
  it('goes to any moment, back and forth, and finds it as it was', () => {
    const history = createHistory(scenario);
    history.advance(120_000_000);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 130_000_000 }), { minLength: 1, maxLength: 6 }), (moments) => {
        for (const us of moments) {
          history.seek(us);
          expect(history.simulation.nowUs).toBe(us);
          expect(history.simulation.digest()).toBe(digestAt(us));
        }
      }),
      { numRuns: 15 },
    );
  });

  it('tells what happens once, not again when the past is replayed', () => {
    const history = createHistory(scenario);
    const told: Happening[] = [];
    const sink = { happened: (happening: Happening) => void told.push(happening) };
    history.advance(60_000_000, sink);
    const before = told.length;
    history.seek(10_000_000, sink);
    history.seek(60_000_000, sink);
    expect(told.length).toBe(before);
    history.seek(200_000_000, sink);
    expect(told.length).toBeGreaterThan(before);
  });

  it('makes a new future of an action in the past, keeps the scenario’s own actions, and sets the old one aside', () => {
    const history = createHistory(scenario);
    history.advance(20_000_000);
    history.act({ do: 'kill', server: 's4' });
    history.advance(60_000_000);
    const oldFuture = history.simulation.digest();
    history.seek(10_000_000);
    expect(history.act({ do: 'drain', server: 's1' })).toBeNull();
    expect(history.branches).toEqual([
      { atMs: 10_000, shared: [], actions: [{ do: 'kill', server: 's4', atMs: 20_000 }] },
    ]);
    expect(history.simulation.actions.map((action) => action.do)).toEqual(['drain', 'kill', 'kill']);
    history.advance(60_000_000);
    expect(history.simulation.digest()).not.toBe(oldFuture);
    history.takeBranch(0);
    expect(history.branches[0]!.actions).toMatchObject([{ do: 'drain', server: 's1' }]);
    history.seek(60_000_000);
    expect(history.simulation.digest()).toBe(oldFuture);
  });

  it('explains a request of the present future only', () => {
    const history = createHistory(scenario);
    history.advance(60_000_000);
    const sent = history.simulation.requestsSent;
    expect(history.explain(sent - 5)).not.toBeNull();
    history.seek(5_000_000);
    expect(history.explain(sent - 5)).toBeNull();
  });

  it('keeps its memory bounded however long the run', () => {
    const small = scenarioOf({ people: [{ count: 2, behaviour: 'shopper', network: 'home' }] });
    const history = createHistory(small);
    history.advance(86_400_000_000);
    history.seek(43_200_000_000);
    expect(history.simulation.nowUs).toBe(43_200_000_000);
  });
});
