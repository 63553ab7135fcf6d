import { describe, expect, it } from 'vitest';
import type { TimedAction } from './actions.ts';
import type { FinishedRequest } from './evidence.ts';
import { createSimulation } from './simulation.ts';
import type { Happening } from './snapshot.ts';
import { scenarioOf, strategyOf } from './testing/scenarioOf.ts';

const people = [{ count: 4, behaviour: 'shopper', network: 'home' }] as const;
const workload = { thinkMs: 2000 };

function runOf(change: Parameters<typeof scenarioOf>[0], actions: readonly TimedAction[], untilMs = 240_000) {
  const simulation = createSimulation(scenarioOf({ people, workload, ...change, actions }));
  const finished: FinishedRequest[] = [];
  const happenings: Happening[] = [];
  simulation.advance(untilMs * 1000, {
    finished: (request) => void finished.push(request),
    happened: (happening) => void happenings.push(happening),
  });
  return { simulation, finished, happenings, measures: simulation.measures() };
}

const openTabs = ['ada', 'ben', 'cleo', 'dev'].map((person) => ({ atMs: 0, do: 'openTab', person }) as const);

describe('a second tab', () => {
  it('asks beside the first and changes nothing of what the person wants there', () => {
    const wishes = (actions: readonly TimedAction[]) =>
      runOf(strategyOf('sticky-cookie'), actions).finished.map(({ person, atMs, url }) => `${person} ${atMs} ${url}`);
    const alone = wishes([]);
    const together = new Set(wishes(openTabs));
    expect(together.size).toBeGreaterThan(alone.length * 1.5);
    expect(alone.filter((wish) => together.has(wish)).length / alone.length).toBeGreaterThan(0.95);
  });

  it('has the same cookies: it comes to the same server and is known there', () => {
    const { measures } = runOf(strategyOf('sticky-cookie'), openTabs);
    expect(measures.outcomes['session-lost']).toBe(0);
    // An answer that comes after its person has signed out finds them without a home.
    expect(measures.affinityRatio).toBeGreaterThan(0.99);
  });

  it('overwrites what the first has changed where the client carries the session, and not in one memory', () => {
    const slow = { thinkMs: 500, serviceMs: { median: 200, p99: 600 } };
    const token = runOf({ ...strategyOf('jwt'), workload: slow }, openTabs).measures;
    const memory = runOf({ ...strategyOf('sticky-cookie'), workload: slow }, openTabs).measures;
    expect(token.outcomes['lost-update']).toBeGreaterThan(0);
    expect(memory.outcomes['lost-update']).toBe(0);
  });

  it('that finds its person signed out by the first has lost nothing', () => {
    const eager = { workload: { thinkMs: 100, visitRequests: 4, serviceMs: { median: 60, p99: 400 } } };
    const { measures, finished } = runOf({ ...strategyOf('sticky-cookie'), ...eager }, openTabs);
    expect(finished.filter(({ url, status }) => status === 302 && url !== '/logout').length).toBeGreaterThan(0);
    expect(measures.outcomes['session-lost']).toBe(0);
  });

  it('can be opened and closed once, by someone who lives by a plan', () => {
    const { simulation, happenings } = runOf({}, [], 1000);
    const refusal = (action: Parameters<typeof simulation.act>[0]) => simulation.act(action)?.code ?? null;
    expect(refusal({ do: 'closeTab', person: 'ada' })).toBe('no-tab-open');
    expect(refusal({ do: 'openTab', person: 'ada' })).toBeNull();
    expect(refusal({ do: 'openTab', person: 'ada' })).toBe('tab-already-open');
    expect(refusal({ do: 'closeTab', person: 'ada' })).toBeNull();
    expect(refusal({ do: 'openTab', person: 'nobody' })).toBe('no-such-person');
    expect(happenings).toEqual([]);
    const closed = runOf(strategyOf('sticky-cookie'), [
      ...openTabs,
      ...openTabs.map(({ person }) => ({ atMs: 1, do: 'closeTab', person }) as const),
    ]);
    expect(closed.measures.requests).toBe(runOf(strategyOf('sticky-cookie'), []).measures.requests);
  });
});

describe('a second device', () => {
  const added = { atMs: 20_000, do: 'addDevice', person: 'ada' } as const;

  it('has the same account, its own cookies and its own session', () => {
    const { simulation, finished, happenings, measures } = runOf(strategyOf('sticky-cookie'), [added]);
    const device = simulation.snapshot().people.find(({ id }) => id === 'ada-device-2')!;
    expect(device).toMatchObject({ account: 'ada', network: 'mobile', behaviour: 'shopper' });
    expect(happenings.find(({ kind }) => kind === 'device-added')).toMatchObject({ person: 'ada', device: device.id });
    const first = finished.find(({ person }) => person === device.id)!;
    expect([first.url, first.binding]).toEqual(['/login', 'stranger']);
    expect(measures.sessionsLost).toBe(0);
  });

  it('is counted, and named by its number', () => {
    const { simulation } = runOf({}, [added, { ...added, network: 'home' }]);
    expect(simulation.snapshot().people.map(({ id }) => id)).toEqual([
      ...['ada', 'ben', 'cleo', 'dev', 'ada-device-2', 'ada-device-3'],
    ]);
    expect(simulation.snapshot().people.at(-1)!.network).toBe('home');
  });
});
