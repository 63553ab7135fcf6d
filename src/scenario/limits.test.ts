/** Scenarios at the limits end clearly: refused with the field that is to blame, or run with figures that are figures. */
import { describe, expect, it } from 'vitest';
import { createSimulation } from '../engine/index.ts';
import { readScenario } from './readScenario.ts';

const smallest = { version: 1, people: [{ count: 20 }], servers: [{ id: 's1' }, { id: 's2' }] };

/** Reads it as a file, runs it, and gives what was measured. */
function measured(change: object, untilMs = 30_000) {
  const read = readScenario(JSON.stringify({ ...smallest, ...change }));
  if (!read.ok) throw new Error(read.problem);
  const simulation = createSimulation(read.scenario);
  simulation.advance(untilMs * 1000);
  return simulation.measures();
}

function numbersIn(value: unknown): number[] {
  if (typeof value === 'number') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(numbersIn) : [];
}

const both = (action: object) => ['s1', 's2'].map((server) => ({ atMs: 0, server, ...action }));

describe('runs, and every figure is one', () => {
  it.each([
    ['one person and one server', { people: [{ count: 1 }], servers: [{ id: 's1' }] }],
    ['nobody', { people: [{ count: 0 }] }],
    ['all servers dead', { actions: both({ do: 'kill' }) }],
    ['all servers dead under a hash', { actions: both({ do: 'kill' }), loadBalancer: { balancing: { id: 'maglev' } } }],
    ['all servers in maintenance', { actions: both({ do: 'maintenance' }) }],
    ['all servers removed', { actions: both({ do: 'removeServer' }) }],
    ['all weights zero', { servers: [{ id: 's1', weight: 0 }] }],
    ['a cache with room for one', { sessionState: { id: 'distributed-cache', maxSessions: 1 } }],
    ['a pool that is always dry', { sessionState: { id: 'database', poolSize: 1, readMs: 60_000, readP99Ms: 60_000 } }],
    ['people who do not think', { workload: { thinkMs: 1 } }],
    ['the shortest timeouts', { loadBalancer: { connectTimeoutMs: 1, serverTimeoutMs: 1, keepAliveMs: 1 } }],
    ['sticky and stateless', { sessionState: { id: 'stateless' }, loadBalancer: { persistence: { id: 'path' } } }],
  ])('%s', (_what, change) => {
    const measures = measured(change);
    expect(numbersIn(measures).filter((number) => !Number.isFinite(number))).toEqual([]);
    const fates = Object.values(measures.outcomes).reduce((sum, count) => sum + count, 0);
    expect(fates).toBe(measures.requests);
  });

  it('all servers dead: nobody is served, and everybody is told so', () => {
    const { outcomes, requests } = measured({ actions: both({ do: 'kill' }) });
    expect(requests).toBeGreaterThan(20);
    expect(outcomes.unavailable).toBe(requests);
  });

  it('100,000 people', { timeout: 60_000 }, () => {
    const { requests, inFlight } = measured({ people: [{ count: 100_000 }] }, 2000);
    expect(requests + inFlight).toBeGreaterThan(1000);
  });
});

describe('is refused, and the field is named', () => {
  it.each([
    [{ people: [{ count: 100_001 }] }, 'people[0].count: 100001 is above 100000'],
    [{ people: [{ count: 60_000 }, { count: 60_000 }] }, 'people: 120000 in all; the most is 100000'],
    [{ people: [] }, 'people: needs at least 1'],
    [{ servers: [] }, 'servers: needs at least 1'],
    [{ workload: { thinkMs: 0.0004 } }, 'workload.thinkMs: 0.0004 is below 1'],
    [{ loadBalancer: { connectTimeoutMs: 0 } }, 'loadBalancer.connectTimeoutMs: 0 is below 1'],
    [{ loadBalancer: { balancing: { id: 'two-choices', draws: 0 } } }, 'loadBalancer.balancing.draws: 0 is below 1'],
    [
      { sessionState: { id: 'replication', delayMs: 60, delayP99Ms: 5 } },
      'sessionState.delayP99Ms: 5 is below delayMs',
    ],
  ])('%j', (change, problem) => {
    const read = readScenario(JSON.stringify({ ...smallest, ...change }));
    expect(read).toMatchObject({ ok: false, problem: expect.stringContaining(problem) });
  });
});

it('an action that can’t be done at its moment is passed over, and told', () => {
  const actions = [
    { atMs: 1000, do: 'rotateKey' },
    { atMs: 2000, do: 'drain', server: 's1' },
    { atMs: 3000, do: 'drain', server: 's1' },
  ];
  expect(measured({ actions }).refused).toEqual([
    { atMs: 1000, do: 'rotateKey', code: 'no-key', value: 'rotateKey' },
    { atMs: 3000, do: 'drain', code: 'already-draining', value: 's1' },
  ]);
});
