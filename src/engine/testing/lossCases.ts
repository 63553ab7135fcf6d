/** For each cause of a loss a run of recorded requests in which that, and nothing else, ends a session. */
import type { TimedAction } from '../actions.ts';
import type { LossCause } from '../lossCauses.ts';
import type { Ask, Setting } from './play.ts';
import { serverSpec } from './scenarioOf.ts';

const two = { servers: [serverSpec(1), serverSpec(2)] };
const cookie: Setting = { ...two, persistence: { id: 'inserted-cookie' } };
const table: Setting = { ...two, persistence: { id: 'source-ip-stick-table' } };
const cache: Setting = { ...two, persistence: { id: 'none' }, sessionState: { id: 'distributed-cache' } };
const ask = (atMs: number, change: Partial<Ask> = {}): Ask => ({ atMs, person: 'p1', ...change });
const other = (atMs: number): Ask => ({ atMs, person: 'p2' });

type LossCase = readonly [LossCause, Setting, readonly (Ask | TimedAction)[]];

export const lossCases: readonly LossCase[] = [
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
    'other-balancer',
    { ...table, loadBalancer: { balancers: 2 } },
    [ask(0), { atMs: 1000, do: 'killBalancer' }, other(6000), ask(7000)],
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
