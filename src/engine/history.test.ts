import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { currentBranch } from './course.ts';
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

  it('moves nothing by asking what can be done', () => {
    const asked = createHistory(scenario);
    const left = createHistory(scenario);
    for (let step = 0; step < 4000; step += 1) {
      asked.stepEvent(60_000_000);
      asked.simulation.refusal({ do: 'kill', server: 's1' });
      left.stepEvent(60_000_000);
    }
    expect(asked.simulation.events).toBe(left.simulation.events);
    expect(asked.simulation.digest()).toBe(left.simulation.digest());
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

  it('tells a stretch again as it was, also when a request was explained before', () => {
    const history = createHistory(scenario);
    history.advance(60_000_000);
    const told = (): string[] => {
      const events: string[] = [];
      history.replay(20_000_000, 60_000_000, {
        happened: (happening) => void events.push(JSON.stringify(happening)),
        finished: (request) => void events.push(JSON.stringify(request)),
      });
      return events;
    };
    const before = told();
    expect(before.length).toBeGreaterThan(50);
    for (const request of [history.simulation.requestsFinished >> 1, 40, history.simulation.requestsFinished - 5]) {
      expect(history.explain(request)).not.toBeNull();
      expect(told()).toEqual(before);
    }
  });

  it('makes a new future of an action in the past, keeps the scenario’s own actions, and sets the old one aside', () => {
    const history = createHistory(scenario);
    history.advance(20_000_000);
    history.act({ do: 'kill', server: 's4' });
    history.advance(60_000_000);
    const oldFuture = history.simulation.digest();
    history.seek(10_000_000);
    expect(history.act({ do: 'drain', server: 's1' })).toBeNull();
    expect(history.course.branches.map(({ actions }) => actions)).toEqual([
      [{ do: 'kill', server: 's4', atMs: 20_000 }],
      [{ do: 'drain', server: 's1', atMs: 10_000 }],
    ]);
    expect(history.simulation.actions.map((action) => action.do)).toEqual(['drain', 'kill', 'kill']);
    history.advance(60_000_000);
    expect(history.simulation.digest()).not.toBe(oldFuture);
    history.takeBranch(1);
    expect(history.simulation.nowUs).toBe(60_000_000);
    expect(history.simulation.digest()).toBe(oldFuture);
  });

  it('undoes and redoes what was done, at the same moment', () => {
    const history = createHistory(scenario);
    const undisturbed = createHistory(scenario);
    undisturbed.advance(60_000_000);
    history.advance(20_000_000);
    history.act({ do: 'kill', server: 's4' });
    history.advance(60_000_000);
    const killed = history.simulation.digest();
    expect(history.undo()).toBe(true);
    expect(history.simulation.nowUs).toBe(60_000_000);
    expect(history.simulation.digest()).toBe(undisturbed.simulation.digest());
    expect(history.undo()).toBe(false);
    expect(history.redo()).toBe(true);
    expect(history.simulation.digest()).toBe(killed);
  });

  it('undoes in one step what was done together, also where that had made a branch', () => {
    const history = createHistory(scenario);
    history.advance(20_000_000);
    const before = history.simulation.digest();
    const killBoth = (): void => {
      history.act({ do: 'kill', server: 's1' });
      history.act({ do: 'kill', server: 's2' }, {}, true);
    };
    killBoth();
    const together = history.simulation.digest();
    expect(currentBranch(history.course).done).toHaveLength(1);
    expect(history.undo()).toBe(true);
    expect(history.simulation.digest()).toBe(before);
    expect(history.redo()).toBe(true);
    expect(history.simulation.digest()).toBe(together);
    history.undo();
    history.advance(30_000_000);
    history.act({ do: 'drain', server: 's3' });
    history.seek(20_000_000);
    killBoth();
    expect(history.course.branches).toHaveLength(2);
    history.undo();
    expect(history.course.branches).toHaveLength(1);
    expect(currentBranch(history.course).done.flat()).toMatchObject([{ do: 'drain' }]);
    expect(history.simulation.digest()).toBe(before);
    history.redo();
    expect(history.simulation.digest()).toBe(together);
  });

  it('undoes the action that made a branch by going back to the future that was left', () => {
    const history = createHistory(scenario);
    history.advance(20_000_000);
    history.act({ do: 'kill', server: 's4' });
    history.advance(60_000_000);
    const killed = history.simulation.digest();
    history.seek(19_000_000);
    history.act({ do: 'drain', server: 's4' });
    history.advance(60_000_000);
    const drained = history.simulation.digest();
    history.undo();
    expect(history.simulation.digest()).toBe(killed);
    expect(history.course.branches).toHaveLength(1);
    history.redo();
    expect(history.simulation.digest()).toBe(drained);
    expect(history.course.branches).toHaveLength(2);
  });

  it('steps an event, or a request, back and on again, and finds everything as it was', () => {
    const history = createHistory(scenario);
    history.advance(30_000_000);
    const { simulation } = history;
    for (let step = 0; step < 20; step += 1) {
      const before = simulation.events;
      history.stepEvent(60_000_000);
      const digest = simulation.digest();
      const event = history.stepEvent(60_000_000);
      expect(simulation.events).toBe(before + 2);
      expect(history.stepEventBack()).toEqual(event);
      expect(simulation.digest()).toBe(digest);
    }
    const finished = simulation.requestsFinished;
    history.advanceToNextFinish(60_000_000);
    const digest = simulation.digest();
    history.advanceToNextFinish(60_000_000);
    expect(history.stepFinishBack()).not.toBeNull();
    expect(simulation.requestsFinished).toBe(finished + 1);
    expect(simulation.digest()).toBe(digest);
  });

  it('acts just before an action of the same moment, which then belongs to the other future', () => {
    const history = createHistory(scenario);
    history.advance(20_000_000);
    history.stepEvent(60_000_000);
    history.act({ do: 'kill', server: 's4' });
    expect(history.stepEventBack()).toMatchObject({ kind: 'action', action: { do: 'kill' } });
    expect(history.act({ do: 'drain', server: 's4' })).toBeNull();
    history.advance(40_000_000);
    expect(history.simulation.snapshot().servers[3]).toMatchObject({ process: 'running', admin: 'drain' });
    expect(history.course.branches).toHaveLength(2);
  });

  it('computes another future beside the present one, at the same moment', () => {
    const history = createHistory(scenario);
    history.advance(20_000_000);
    history.act({ do: 'kill', server: 's4' });
    history.advance(60_000_000);
    const killed = history.simulation.measures();
    history.seek(19_000_000);
    history.act({ do: 'drain', server: 's4' });
    history.advance(60_000_000);
    const side = history.beside(1);
    side?.advance(60_000_000);
    expect(side?.measures()).toEqual(killed);
    expect(history.simulation.measures().digest).not.toBe(killed.digest);
  });

  it('is brought back with all its futures', () => {
    const history = createHistory(scenario);
    history.advance(20_000_000);
    history.act({ do: 'kill', server: 's4' });
    history.advance(30_000_000);
    history.seek(19_000_000);
    history.act({ do: 'drain', server: 's4' });
    history.advance(60_000_000);
    const back = createHistory(scenario, [], structuredClone(history.course));
    back.advance(60_000_000);
    expect(back.simulation.digest()).toBe(history.simulation.digest());
    back.undo();
    history.undo();
    expect(back.simulation.digest()).toBe(history.simulation.digest());
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
