/** Times of a scenario may be fractions of a millisecond, even of a microsecond; the engine's are whole. */
import { expect, it } from 'vitest';
import { createSimulation } from './simulation.ts';
import { scenarioOf, serverSpec } from './testing/scenarioOf.ts';
import { usOf } from './units.ts';

it('rounds to the nearest microsecond', () => {
  expect([0.0004, 0.0006, 1.001, 1e-9, 12.345678, -0.7].map(usOf)).toEqual([0, 1, 1001, 0, 12_346, -700]);
});

it.each(['active', 'passive'] as const)(
  'every event of a run with %s detection is at a whole microsecond',
  (detection) => {
    const odd = 1000.0001 / 3;
    const simulation = createSimulation(
      scenarioOf({
        servers: [serverSpec(1), serverSpec(2), serverSpec(3)],
        loadBalancer: {
          ...{ detection, balancers: 2, redispatch: true, persistence: { id: 'inserted-cookie', maxIdleMs: 20 * odd } },
          ...{ healthCheck: { intervalMs: odd, timeoutMs: odd / 2, fall: 2, rise: 1 } },
          ...{ passive: { maxFails: 1, failTimeoutMs: 2 * odd } },
          ...{ connectTimeoutMs: odd, serverTimeoutMs: 1.5 * odd, keepAliveMs: odd, slowStartMs: 3 * odd },
        },
        sessionState: { id: 'distributed-cache', roundTripMs: odd / 1000, ttlMs: 30 * odd, replicas: 1 },
        people: [
          { count: 10, behaviour: 'shopper', network: 'mobile' },
          { count: 2, behaviour: 'editor', network: 'home' },
        ],
        workload: { thinkMs: odd, distanceMs: odd / 100, serviceMs: { median: odd / 10, p99: odd } },
        actions: [
          { atMs: 3 * odd, do: 'hang', server: 's1' },
          { atMs: 4 * odd + 0.0003, do: 'flap', server: 's2', periodMs: 3 * odd, times: 3 },
          { atMs: 9 * odd, do: 'skewClock', server: 's3', skewMs: odd },
          { atMs: 10 * odd, do: 'restart', server: 's1' },
          { atMs: 11 * odd, do: 'rollingDeploy', drainMs: odd, pauseMs: odd },
          { atMs: 30 * odd, do: 'surge', people: 20, forMs: odd },
          { atMs: 31 * odd, do: 'setLoad', thinkMs: odd / 7 },
          { atMs: 32 * odd, do: 'killBalancer' },
          { atMs: 33 * odd, do: 'stealCookie', from: 'ada' },
        ],
      }),
    );
    const fractions = new Set<string>();
    for (let event = simulation.stepEvent(20_000_000); event !== null; event = simulation.stepEvent(20_000_000)) {
      if (!Number.isInteger(simulation.nowUs)) fractions.add(JSON.stringify(event));
    }
    expect(simulation.requestsFinished).toBeGreaterThan(100);
    expect([...fractions]).toEqual([]);
  },
);
