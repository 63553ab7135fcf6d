/** What makes each place for session state different from the others. */
import { describe, expect, it } from 'vitest';
import type { Action, TimedAction } from '../actions.ts';
import type { Choice, RecordedRequest } from '../scenario.ts';
import { createSimulation } from '../simulation.ts';
import { play } from '../testing/play.ts';
import { scenarioOf, strategyOf } from '../testing/scenarioOf.ts';

const shoppers = [{ count: 200, behaviour: 'shopper', network: 'home' }] as const;

function measuresOf(sessionState: Choice, actions: readonly (Action & { atMs: number })[] = [], untilMs = 120_000) {
  const simulation = createSimulation(scenarioOf({ sessionState, people: shoppers, actions: [...actions] }));
  simulation.advance(untilMs * 1000);
  return simulation.measures();
}

/** One person's requests, sent whether or not the one before was answered. */
function replay(sessionState: Choice, requests: readonly [atMs: number, method: string, url: string][]) {
  const recorded: RecordedRequest[] = requests.map(([atMs, method, url]) => ({
    ...{ atMs, method, url },
    ...{ person: 'ann', address: '203.0.113.7', headers: {}, cookies: true },
  }));
  const workload = { serviceMs: { median: 50, p99: 50 } };
  const simulation = createSimulation(scenarioOf({ sessionState, workload }), recorded);
  simulation.advance(60_000_000);
  return { measures: simulation.measures(), items: simulation.snapshot().people[0]!.believesItems };
}

const twoAddsAtOnce = [
  [0, 'GET', '/'],
  [1000, 'POST', '/cart/items'],
  [1001, 'POST', '/cart/items'],
  [2000, 'GET', '/cart'],
] as const satisfies readonly [number, string, string][];

describe('two changes at once', () => {
  it('are both made where the session is changed in place', () => {
    const persistence = strategyOf('sticky-cookie').loadBalancer;
    const recorded = twoAddsAtOnce.map(([atMs, method, url]) => ({
      ...{ atMs, method, url },
      ...{ person: 'ann', address: '203.0.113.7', headers: {}, cookies: true },
    }));
    const simulation = createSimulation(scenarioOf({ loadBalancer: persistence }), recorded);
    simulation.advance(60_000_000);
    expect(simulation.measures().outcomes).toMatchObject({ 'lost-update': 0, 'stale-read': 0, served: 4 });
  });

  it.each(['distributed-cache', 'database', 'signed-token', 'encrypted-cookie', 'stateless'])(
    'overwrite one another in %s, where a copy is read, changed and written back',
    (id) => {
      const { measures } = replay({ id }, twoAddsAtOnce);
      expect(measures.outcomes['lost-update']).toBe(1);
    },
  );

  it('are both made by a database that checks versions, at the price of doing one again', () => {
    const { measures } = replay({ id: 'database', concurrency: 'optimistic' }, twoAddsAtOnce);
    expect(measures.outcomes).toMatchObject({ 'lost-update': 0, 'stale-read': 0, served: 4 });
    expect(measures.latencyMs!.p99).toBeGreaterThan(replay({ id: 'database' }, twoAddsAtOnce).measures.latencyMs!.p50);
  });
});

describe('a database', () => {
  it('shows the past when read from a replica that lags, and not from the primary', () => {
    const lag = { lagMs: 3000, lagP99Ms: 3001 };
    const requests = [
      [0, 'GET', '/'],
      [5000, 'POST', '/cart/items'],
      [6000, 'GET', '/cart'],
      [20_000, 'GET', '/cart'],
    ] as const satisfies readonly [number, string, string][];
    expect(replay({ id: 'database', readFrom: 'replica', ...lag }, requests).measures.outcomes['stale-read']).toBe(1);
    expect(replay({ id: 'database', readFrom: 'primary', ...lag }, requests).measures.outcomes['stale-read']).toBe(0);
  });

  it('lets requests wait when its pool of connections is dry, and fail when they wait too long', () => {
    const slow = { readMs: 400, readP99Ms: 401, writeMs: 400, writeP99Ms: 401 };
    const wide = measuresOf({ id: 'database', ...slow, poolSize: 100 });
    const dry = measuresOf({ id: 'database', ...slow, poolSize: 1, poolTimeoutMs: 1000 });
    expect(wide.outcomes.unavailable).toBe(0);
    expect(dry.latencyMs!.p95).toBeGreaterThan(wide.latencyMs!.p95);
    expect(dry.outcomes.unavailable).toBeGreaterThan(0);
  });

  it('is unreachable while its process is down, and has lost nothing when it is back', () => {
    const measures = measuresOf({ id: 'database' }, [
      { atMs: 60_000, do: 'killNode', node: 'primary' },
      { atMs: 62_000, do: 'startNode', node: 'primary' },
    ]);
    expect(measures.outcomes.unavailable).toBeGreaterThan(0);
    expect(measures.sessionsLost).toBe(0);
  });
});

describe('a distributed cache', () => {
  const killed = [{ atMs: 60_000, do: 'killNode', node: 'cache-1' } as const];
  const back = [...killed, { atMs: 70_000, do: 'startNode', node: 'cache-1' } as const];

  it('of one node is everybody’s death: errors while it is down, nobody known when it is back', () => {
    const measures = measuresOf({ id: 'distributed-cache' }, back);
    expect(measures.outcomes.unavailable).toBeGreaterThan(10);
    expect(measures.sessionsLost).toBeGreaterThan(50);
  });

  it('of four nodes loses about a quarter', () => {
    const one = measuresOf({ id: 'distributed-cache' }, back).sessionsLost;
    const four = measuresOf({ id: 'distributed-cache', nodes: 4, onNodeDown: 'rehash' }, back).sessionsLost;
    expect(four).toBeGreaterThan(0);
    expect(four / one).toBeLessThan(0.5);
  });

  it('with a replica loses at most what had not reached it, after an outage until the replica stands in', () => {
    const measures = measuresOf({ id: 'distributed-cache', replicas: 1, failoverMs: 5000 }, killed);
    expect(measures.outcomes.unavailable).toBeGreaterThan(0);
    expect(measures.sessionsLost).toBeLessThanOrEqual(2);
    const lagging = { id: 'distributed-cache', replicas: 1, failoverMs: 5000, lagMs: 20_000, lagP99Ms: 20_001 };
    const late = measuresOf(lagging, killed);
    expect(late.sessionsLost + late.outcomes['stale-read']).toBeGreaterThan(5);
  });

  it('that has failed over takes its old primary back as the replica of the one that stands in', () => {
    const replicated = { id: 'distributed-cache', replicas: 1, failoverMs: 1000 };
    const storeAt = (untilMs: number, actions: readonly TimedAction[]) => {
      const simulation = createSimulation(scenarioOf({ sessionState: replicated, actions }));
      simulation.advance(untilMs * 1000);
      const nodes = simulation.snapshot().store!.nodes;
      return {
        nodes: nodes.map(({ id, role, isUp }) => `${id} ${role} ${isUp ? 'up' : 'down'}`),
        all: nodes,
        simulation,
      };
    };
    const failedOver = storeAt(65_000, killed);
    expect(failedOver.nodes).toEqual(['cache-1 replica down', 'cache-1-replica primary up']);
    const restarted: TimedAction[] = [...killed, { atMs: 66_000, do: 'startNode', node: 'cache-1' }];
    const whole = storeAt(66_000, restarted);
    expect(whole.nodes).toEqual(['cache-1 replica up', 'cache-1-replica primary up']);
    expect(whole.all[0]!.sessions).toBe(whole.all[1]!.sessions);
    expect(whole.all[0]!.sessions).toBeGreaterThan(5);
    const again = storeAt(75_000, [...restarted, { atMs: 70_000, do: 'killNode', node: 'cache-1-replica' }]);
    expect(again.nodes).toEqual(['cache-1 primary up', 'cache-1-replica replica down']);
    again.simulation.advance(120_000_000);
    expect(again.simulation.measures().sessionsLost).toBe(0);
  });

  it('that is gone for good leaves its people with nothing, which they are not told', () => {
    const { sessionsLost, sessionsLostUnnoticed, outcomes } = measuresOf({ id: 'distributed-cache' }, killed);
    expect(sessionsLost).toBe(0);
    expect(outcomes.unavailable).toBeGreaterThan(50);
    expect(sessionsLostUnnoticed).toBeGreaterThan(5);
    const returned = measuresOf({ id: 'distributed-cache' }, back);
    expect(returned.sessionsLost + returned.sessionsLostUnnoticed).toBeGreaterThan(sessionsLostUnnoticed / 2);
    expect(returned.sessionsLostUnnoticed).toBeLessThan(sessionsLostUnnoticed / 2);
  });

  it('that is full refuses writes, or drops who was silent for longest', () => {
    const refusing = measuresOf({ id: 'distributed-cache', maxSessions: 20 });
    expect(refusing.outcomes.unavailable).toBeGreaterThan(0);
    expect(refusing.sessionsLost).toBe(0);
    const evicting = measuresOf({ id: 'distributed-cache', maxSessions: 20, whenFull: 'allkeys-lru' });
    expect(evicting.outcomes.unavailable).toBe(0);
    expect(evicting.sessionsLost).toBeGreaterThan(0);
  });
});

describe('replication', () => {
  const kill = (server: string, atMs = 60_000) => ({ atMs, do: 'kill', server }) as const;

  it('to all survives a death without stickiness, at N − 1 messages per change', () => {
    const measures = measuresOf({ id: 'replication' }, [kill('s2')]);
    expect(measures.sessionsLost).toBe(0);
    const quiet = measuresOf({ id: 'replication' });
    // Four servers: three copies of each change.
    expect(quiet.costs.messages).toBe(3 * quiet.costs.writes);
  });

  /** What is sent for a sign-in, a look and a change, which without persistence come to one server after the other. */
  const sentFor = (topology: string, persistence: string) => {
    const ask = { person: 'p1', method: 'GET' };
    const { history } = play({ persistence: { id: persistence }, sessionState: { id: 'replication', topology } }, [
      { ...ask, atMs: 0 },
      { ...ask, atMs: 5000 },
      { ...ask, atMs: 10_000, method: 'POST', url: '/cart/items' },
    ]);
    const { messages, notices, writes } = history.simulation.measures().costs;
    expect(writes).toBe(2);
    return { messages, notices };
  };

  it('to all sends what DeltaManager sends: to each of three a creation, and that another server is at it', () => {
    expect(sentFor('all-to-all', 'inserted-cookie')).toEqual({ messages: 6, notices: 3 });
    // The look at another server is told; the change at a third tells it by itself.
    expect(sentFor('all-to-all', 'none')).toEqual({ messages: 6, notices: 6 });
  });

  it('to one backup sends what BackupManager sends: to the rest who has it, and the session to who takes it over', () => {
    expect(sentFor('primary-backup', 'inserted-cookie')).toEqual({ messages: 2, notices: 2 });
    // s2 is the backup: it sends its copy to a new one and tells two. s3 asks s2 (two more) and tells two.
    expect(sentFor('primary-backup', 'none')).toEqual({ messages: 4, notices: 2 + 2 + 4 });
  });

  it('to one backup survives one death, and not two at once', () => {
    const one = { id: 'replication', topology: 'primary-backup' };
    expect(measuresOf(one, [kill('s2')]).sessionsLost).toBe(0);
    expect(measuresOf(one, [kill('s2'), kill('s3')]).sessionsLost).toBeGreaterThan(0);
    expect(measuresOf({ id: 'replication' }, [kill('s2'), kill('s3')]).sessionsLost).toBe(0);
  });

  it('that is late shows an old cart to who is sent elsewhere at once', () => {
    const requests = [
      [0, 'GET', '/'],
      [5000, 'POST', '/cart/items'],
      [5600, 'GET', '/cart'],
    ] as const satisfies readonly [number, string, string][];
    const late = { id: 'replication', delayMs: 2000, delayP99Ms: 2001 };
    expect(replay(late, requests).measures.outcomes['stale-read']).toBe(1);
    expect(replay({ ...late, acknowledge: 'synchronous' }, requests).measures.outcomes['stale-read']).toBe(0);
  });
});

describe('a session that the client carries', () => {
  it.each(['signed-token', 'encrypted-cookie', 'stateless'])('as %s outlives every server', (id) => {
    const actions = [1, 2, 3].map((n) => ({ atMs: 60_000, do: 'kill', server: `s${n}` }) as const);
    expect(measuresOf({ id }, actions).sessionsLost).toBe(0);
  });
});
