/** A scenario for tests: the one of the README, with what a test wants different. */
import type { Choice, LoadBalancerSpec, Scenario, ServerSpec, Workload } from '../scenario.ts';
import { strategies } from '../strategies/registry.ts';

export function serverSpec(n: number, change: Partial<ServerSpec> = {}): ServerSpec {
  return { id: `s${n}`, weight: 1, address: `10.0.0.${10 + n}:8080`, workers: 4, queueSlots: 100, ...change };
}

type Change = Partial<Omit<Scenario, 'loadBalancer' | 'workload'>> & {
  readonly loadBalancer?: Partial<LoadBalancerSpec>;
  readonly workload?: Partial<Workload>;
};

export function scenarioOf(change: Change = {}): Scenario {
  return {
    version: 1,
    title: 'A test',
    seed: 7,
    durationMs: 120_000,
    people: [
      { count: 24, behaviour: 'shopper', network: 'home' },
      { count: 12, behaviour: 'shopper', network: 'office-nat' },
    ],
    servers: [1, 2, 3, 4].map((n) => serverSpec(n)),
    sessionState: { id: 'server-memory' },
    actions: [],
    ...change,
    loadBalancer: {
      profile: 'haproxy',
      balancing: { id: 'round-robin' },
      persistence: { id: 'none' },
      healthCheck: { intervalMs: 2000, fall: 3, rise: 2 },
      detection: 'active',
      passive: { maxFails: 1, failTimeoutMs: 10_000 },
      retries: 3,
      retryOn: 'same-server',
      redispatch: false,
      connectTimeoutMs: 5000,
      serverTimeoutMs: 50_000,
      slowStartMs: 0,
      keepAliveMs: 50_000,
      balancers: 1,
      arrangement: 'active-standby',
      peers: false,
      ...change.loadBalancer,
    },
    workload: {
      thinkMs: 10_000,
      visitRequests: 8,
      serviceMs: { median: 20, p99: 150 },
      distanceMs: 0,
      ...change.workload,
    },
  };
}

/** The axes of a preset, as a change for `scenarioOf`. */
export function strategyOf(id: string): {
  loadBalancer: { balancing: Choice; persistence: Choice };
  sessionState: Choice;
} {
  const strategy = strategies.find((preset) => preset.id === id);
  if (strategy === undefined) throw new Error(`no strategy ${id}`);
  const { balancing, persistence, sessionState } = strategy;
  return { loadBalancer: { balancing, persistence }, sessionState };
}
