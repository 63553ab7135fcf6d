/** Whatever ends a session is counted under its own name, and under no other. */
import { describe, expect, it } from 'vitest';
import type { TimedAction } from './actions.ts';
import { LOSS_CAUSE_LIST, type LossCause, NOT_LOST } from './lossCauses.ts';
import { createSimulation } from './simulation.ts';
import { spreadOf } from './spread.ts';
import { type Ask, play, type Setting } from './testing/play.ts';
import { scenarioOf, serverSpec, strategyOf } from './testing/scenarioOf.ts';

const two = { servers: [serverSpec(1), serverSpec(2)] };
const cookie: Setting = { ...two, persistence: { id: 'inserted-cookie' } };
const table: Setting = { ...two, persistence: { id: 'source-ip-stick-table' } };
const cache: Setting = { ...two, persistence: { id: 'none' }, sessionState: { id: 'distributed-cache' } };
const ask = (atMs: number, change: Partial<Ask> = {}): Ask => ({ atMs, person: 'p1', ...change });
const other = (atMs: number): Ask => ({ atMs, person: 'p2' });

const cases: readonly (readonly [LossCause, Setting, readonly (Ask | TimedAction)[]])[] = [
  ['killed', cookie, [ask(0), { atMs: 1000, do: 'kill', server: 's1', detected: true }, ask(3000)]],
  ['restarted', cookie, [ask(0), { atMs: 1000, do: 'restart', server: 's1' }, ask(9000)]],
  ['removed', cookie, [ask(0), { atMs: 1000, do: 'removeServer', server: 's1' }, ask(9000)]],
  [
    'node-killed',
    cache,
    [
      ask(0),
      { atMs: 1000, do: 'killNode', node: 'cache-1' },
      { atMs: 2000, do: 'startNode', node: 'cache-1' },
      ask(3000),
    ],
  ],
  [
    'evicted',
    { ...cache, sessionState: { id: 'distributed-cache', maxSessions: 1, whenFull: 'allkeys-lru' } },
    [ask(0), other(1000), ask(2000)],
  ],
  [
    'token-rejected',
    { ...two, persistence: { id: 'none' }, sessionState: { id: 'signed-token', acceptsOldKeyMs: 0 } },
    [ask(0), { atMs: 1000, do: 'rotateKey' }, ask(2000)],
  ],
  ['balancer-restarted', table, [ask(0), { atMs: 1000, do: 'restartBalancer' }, other(1500), ask(2000)]],
  ['address-changed', table, [ask(0), ask(1000, { address: '198.51.100.9' })]],
  ['cookies-lost', cookie, [ask(0), { atMs: 1000, do: 'clearCookies', person: 'p1' }, ask(2000)]],
  [
    'connection-closed',
    { ...two, persistence: { id: 'connection' } },
    [ask(0), { atMs: 1000, do: 'reconnect', person: 'p1' }, ask(2000)],
  ],
  ['binding-expired', { ...two, persistence: { id: 'source-ip-stick-table', expireMs: 5000 } }, [ask(0), ask(9000)]],
  ['re-bound', cookie, [ask(0), { atMs: 1000, do: 'maintenance', server: 's1' }, ask(2000)]],
  [
    'remapped',
    {
      persistence: { id: 'none' },
      servers: [1, 2, 3, 4].map((n) => serverSpec(n)),
      loadBalancer: { balancing: { id: 'hash-modulo' } },
    },
    [
      ...[1, 2, 3, 4, 5, 6].map((n): Ask => ({ atMs: n, person: `p${n}` })),
      { atMs: 1000, do: 'maintenance', server: 's4' },
      ...[1, 2, 3, 4, 5, 6].map((n): Ask => ({ atMs: 2000 + n, person: `p${n}` })),
    ],
  ],
  [
    'not-copied',
    { ...two, persistence: { id: 'none' }, sessionState: { id: 'replication', delayMs: 5000, delayP99Ms: 5000 } },
    [ask(0), ask(1000)],
  ],
  [
    'not-copied',
    {
      ...two,
      persistence: { id: 'none' },
      sessionState: { id: 'database', readFrom: 'replica', lagMs: 5000, lagP99Ms: 5000 },
    },
    [ask(0), ask(1000)],
  ],
  [
    // Known by chance after the restart, and bound by nothing since: only sign-ins are learned.
    'balancer-restarted',
    { ...two, persistence: { id: 'learned-cookie' } },
    [ask(0), { atMs: 1000, do: 'restartBalancer' }, other(1500), other(1600), other(1700), ask(2000), ask(3000)],
  ],
  ['not-bound', { ...two, persistence: { id: 'none' } }, [ask(0), ask(1000)]],
];

it.each(cases)('%s', (cause, setting, steps) => {
  const { history } = play(setting, steps);
  const { sessionsLostBy, sessionsLost } = history.simulation.measures();
  const counted = LOSS_CAUSE_LIST.filter((name) => sessionsLostBy[name] > 0);
  expect(counted).toEqual([cause]);
  if (!NOT_LOST.includes(cause)) expect(sessionsLostBy[cause]).toBe(sessionsLost);
});

it('expired, of somebody who was away for longer than a session lives', () => {
  const sessionState = { id: 'server-memory', idleMs: 1000 };
  const simulation = createSimulation(scenarioOf({ ...strategyOf('sticky-cookie'), sessionState }));
  simulation.advance(60_000_000);
  const { sessionsLostBy, outcomes, sessionsLost } = simulation.measures();
  expect(sessionsLostBy.expired).toBeGreaterThan(20);
  expect(sessionsLostBy.expired).toBeLessThanOrEqual(outcomes.expired);
  expect(sessionsLost).toBe(0);
});

describe('a change of the pool', () => {
  const people = [{ count: 400, behaviour: 'shopper', network: 'home' }] as const;
  const remapsOf = (strategy: string, action: TimedAction, balancing?: string) => {
    const base = strategyOf(strategy);
    const loadBalancer =
      balancing === undefined ? base.loadBalancer : { ...base.loadBalancer, balancing: { id: balancing } };
    const servers = [1, 2, 3, 4].map((n) => serverSpec(n, { workers: 100 }));
    const simulation = createSimulation(scenarioOf({ ...base, loadBalancer, people, servers, actions: [action] }));
    simulation.advance(120_000_000);
    return simulation.measures().remaps;
  };
  const maintenance = { atMs: 40_000, do: 'maintenance', server: 's2' } as const;

  it('moves those of the server that went, and nobody else, with a cookie or a ring', () => {
    for (const strategy of ['sticky-cookie', 'source-ip-hash']) {
      const [change] = remapsOf(strategy, maintenance);
      expect(change).toMatchObject({ what: 'maintained', server: 's2', atMs: 40_000 });
      expect(change!.present).toBeGreaterThan(150);
      expect(change!.fraction!).toBeGreaterThan(0.15);
      expect(change!.fraction!).toBeLessThan(0.35);
    }
  });

  it('moves nearly everybody with hash modulo, and nobody who is drained', () => {
    expect(remapsOf('no-persistence', maintenance, 'hash-modulo')[0]!.fraction!).toBeGreaterThan(0.65);
    const drain = { atMs: 40_000, do: 'drain', server: 's2' } as const;
    expect(remapsOf('sticky-cookie', drain)[0]).toMatchObject({ what: 'drained', fraction: 0 });
  });

  it('is told for a death and for the return', () => {
    const kill = { atMs: 40_000, do: 'flap', server: 's2', periodMs: 30_000, times: 1 } as const;
    const changes = remapsOf('sticky-cookie', kill);
    expect(changes.map(({ what }) => what)).toEqual(['killed', 'up']);
    expect(changes[1]!.fraction).toBe(0);
  });
});

describe('a spread', () => {
  it('has the figures of the textbook', () => {
    const spread = spreadOf([40, 20, 20, 20], [1, 1, 1, 1])!;
    expect(spread.maxOverMean).toBeCloseTo(1.6, 9);
    expect(spread.cv).toBeCloseTo(0.346, 3);
    expect(spread.jain).toBeCloseTo(0.893, 3);
  });

  it('is even where each has its share by weight, and leaves out who has none', () => {
    expect(spreadOf([30, 10, 7], [3, 1, 0])).toEqual({ maxOverMean: 1, cv: 0, jain: 1 });
    expect(spreadOf([0, 0], [1, 1])).toBeNull();
    expect(spreadOf([], [])).toBeNull();
  });
});
