/** What the lab opens with: the smallest crowd in which a lost server is felt by some and not by others. */
import type { Scenario } from '../engine/index.ts';
import { words } from '../language/words.ts';

/** People have carts and the load balancer has something to remember by now. */
export const WARM_UP_MS = 20_000;

const server = (id: string, address: string) => ({ id, weight: 100, address, workers: 4, queueSlots: 64 });

export const openingScenario: Scenario = {
  version: 1,
  title: words.scenario.opening,
  // Of many seeds one in which Ada has a cart on s3 when the lab opens, and does not keep a newcomer waiting.
  seed: 297,
  durationMs: 60_000,
  people: [
    { count: 24, behaviour: 'shopper', network: 'home' },
    { count: 12, behaviour: 'shopper', network: 'office-nat' },
  ],
  servers: [
    server('s1', '10.0.0.11:8080'),
    server('s2', '10.0.0.12:8080'),
    server('s3', '10.0.0.13:8080'),
    server('s4', '10.0.0.14:8080'),
  ],
  loadBalancer: {
    profile: 'haproxy',
    balancing: { id: 'round-robin' },
    persistence: { id: 'inserted-cookie' },
    healthCheck: { intervalMs: 2000, fall: 3, rise: 2 },
    detection: 'active',
    passive: { maxFails: 1, failTimeoutMs: 10_000 },
    retries: 3,
    retryOn: 'same-server',
    redispatch: true,
    connectTimeoutMs: 5000,
    serverTimeoutMs: 50_000,
    slowStartMs: 0,
    keepAliveMs: 60_000,
    balancers: 1,
    arrangement: 'active-standby',
    peers: false,
  },
  sessionState: { id: 'server-memory' },
  workload: {
    thinkMs: 3000,
    visitRequests: 12,
    serviceMs: { median: 60, p99: 200 },
    // The people live an ocean away, so that a request takes long enough to be followed by eye.
    distanceMs: 300,
  },
  actions: [],
};

/** The moment a run is first shown at: warm, but before anything is done to it. */
export function openingMs(scenario: Scenario): number {
  const firstActionMs = scenario.actions[0]?.atMs ?? Number.POSITIVE_INFINITY;
  return Math.max(0, Math.min(WARM_UP_MS, firstActionMs - 2000));
}
