/** Figures of a run hold together: what is counted above a line is counted below it as well. */
import { describe, expect, it } from 'vitest';
import type { TimedAction } from './actions.ts';
import { networks } from './network.ts';
import { createSimulation } from './simulation.ts';
import { play } from './testing/play.ts';
import { scenarioOf, serverSpec, strategyOf } from './testing/scenarioOf.ts';
import { theoryFor } from './theory/theoryFor.ts';

type Change = Parameters<typeof scenarioOf>[0];

function runOf(change: Change, untilMs = 120_000) {
  const scenario = scenarioOf(change);
  const simulation = createSimulation(scenario);
  simulation.advance(untilMs * 1000);
  return { scenario, simulation, measures: simulation.measures() };
}

it('a server that is drained, hung or started again held what it held, and nothing died', () => {
  const actions: TimedAction[] = [
    { atMs: 40_000, do: 'drain', server: 's1' },
    { atMs: 41_000, do: 'ready', server: 's1' },
    { atMs: 42_000, do: 'hang', server: 's2' },
    { atMs: 43_000, do: 'unhang', server: 's2' },
  ];
  const { actions: done } = runOf({ ...strategyOf('sticky-cookie'), actions }).measures;
  expect(done.map(({ what }) => what)).toEqual(['drained', 'ready', 'hung', 'unhung']);
  for (const { sessionsThen, sessionsHeld, sessionsDied } of done) {
    expect(sessionsHeld).toBeGreaterThan(0);
    expect(sessionsThen).toBeGreaterThan(sessionsHeld);
    expect(sessionsDied).toBe(0);
  }
});

it('no more requests have waited than have reached a server, however many it let go of', () => {
  const { queue, inFlight } = runOf({
    ...strategyOf('sticky-cookie'),
    servers: [serverSpec(1, { workers: 1 }), serverSpec(2, { workers: 1 })],
    workload: { thinkMs: 500, serviceMs: { median: 400, p99: 900 } },
    loadBalancer: { ...strategyOf('sticky-cookie').loadBalancer, serverTimeoutMs: 1500 },
  }).measures;
  expect(inFlight).toBeGreaterThan(0);
  expect(queue!.share).toBeGreaterThan(0.5);
  expect(queue!.share).toBeLessThanOrEqual(1);
});

it('a session that no place would store was not started', () => {
  const sessionState = { id: 'distributed-cache', maxSessions: 5 };
  const { measures, simulation } = runOf({ ...strategyOf('redis'), sessionState });
  expect(measures.outcomes.unavailable).toBeGreaterThan(50);
  expect(measures.sessionsStarted).toBeLessThan(20);
  expect(simulation.windows().reduce((sum, { sessionsStarted }) => sum + sessionsStarted, 0)).toBe(
    measures.sessionsStarted,
  );
});

it('where no server keeps sessions they lie nowhere, neither evenly nor unevenly', () => {
  for (const [strategy, isThere] of [
    ['redis', false],
    ['jwt', false],
    ['sticky-cookie', true],
  ] as const) {
    const { measures, simulation } = runOf(strategyOf(strategy));
    expect(measures.imbalance.sessions !== null).toBe(isThere);
    expect(simulation.windows().some(({ imbalance }) => imbalance.sessions !== null)).toBe(isThere);
  }
});

it('what a client drops with a cookie that is too large is counted as lost', () => {
  const sessionState = { id: 'signed-token', itemBytes: 3000 };
  const { itemsLost, outcomes } = runOf({ ...strategyOf('jwt'), sessionState, workload: { thinkMs: 1000 } }).measures;
  expect(outcomes['stale-read']).toBeGreaterThan(10);
  expect(itemsLost).toBeGreaterThan(10);
});

it('an attacker who is refused is no harm', () => {
  const forged: TimedAction = { atMs: 30_000, do: 'forgeToken', person: 'ada' };
  const { measures } = runOf({ ...strategyOf('jwt'), actions: [forged] });
  expect(measures.turnedAway).toBeGreaterThan(0);
  expect(measures.outcomes['token-rejected']).toBe(measures.turnedAway);
  expect(measures.itemsLost).toBe(0);
});

it('says beside the percentiles how many requests have not ended', () => {
  const hang: TimedAction = { atMs: 119_000, do: 'hang', server: 's1' };
  const { latencyMs, inFlight } = runOf({ ...strategyOf('sticky-cookie'), actions: [hang] }).measures;
  expect(inFlight).toBeGreaterThan(0);
  expect(latencyMs!.unfinished).toBe(inFlight);
});

describe('changes of the pool so close together that nobody came back in between', () => {
  it('are counted with the last, and each says with which', () => {
    const actions = [1, 2].map((n) => ({ atMs: 40_000 + n, do: 'maintenance', server: `s${n}` }) as const);
    const [first, second] = runOf({ ...strategyOf('sticky-cookie'), actions }).measures.remaps;
    expect(first).toMatchObject({ present: 0, fraction: null, countedAtMs: second!.atMs });
    expect(second!.fraction).toBeGreaterThan(0.3);
    expect(second!.countedAtMs).toBe(second!.atMs);
  });

  it('leave the closed form for one death without anything to say', () => {
    const actions = [1, 2].map((n) => ({ atMs: 40_000 + n, do: 'kill', server: `s${n}` }) as const);
    const people = [{ count: 40, behaviour: 'shopper', network: 'home' }] as const;
    const { scenario, measures } = runOf({ ...strategyOf('sticky-cookie'), people, actions });
    expect(theoryFor(scenario, measures).map(({ id }) => id)).not.toContain('lost-on-death');
  });
});

it('phones are spread over many networks', () => {
  const mobile = networks.find(({ id }) => id === 'mobile')!;
  const addresses = Array.from({ length: 260 }, (_, n) => mobile.address(n));
  expect(new Set(addresses).size).toBe(260);
  expect(new Set(addresses.map((address) => address.replace(/\.\d+$/, ''))).size).toBeGreaterThan(200);
});

it('nginx tries each server once, and says so', () => {
  const loadBalancer = { profile: 'nginx', detection: 'passive', retryOn: 'next-server', retries: 100 } as const;
  const { history } = play({ persistence: { id: 'none' }, loadBalancer }, [
    ...['s1', 's2', 's3', 's4'].map((server) => ({ atMs: 0, do: 'kill', server }) as const),
    { atMs: 1000, person: 'p1' },
  ]);
  const attempts = history.explain(1)!.steps.filter(({ code }) => code === 'connect');
  expect(attempts.map(({ values }) => `${values['attempt']} of ${values['attempts']}`)).toEqual([
    ...['1 of 4', '2 of 4', '3 of 4', '4 of 4'],
  ]);
});

it('a server with a wrong clock is named by the step that refuses', () => {
  const sessionState = { id: 'signed-token', lifetimeMs: 60_000 };
  const { history } = play({ persistence: { id: 'none' }, sessionState, servers: [serverSpec(1)] }, [
    { atMs: 0, person: 'p1' },
    { atMs: 1000, do: 'skewClock', server: 's1', skewMs: 120_000 },
    { atMs: 25_000, person: 'p1' },
  ]);
  const step = history.explain(2)!.steps.find(({ code }) => code === 'expired-by-clock');
  expect(step).toMatchObject({ server: 's1', values: { server: 's1', skewS: 120, leftS: 35, agoS: 85 } });
  expect(history.explain(2)!.steps.map(({ code }) => code)).toContain('not-accepted');
});
