/** What must hold in every run, over random scenarios and actions. A failing case prints its seed. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Action } from './actions.ts';
import { balancings } from './balancing/registry.ts';
import type { FinishedRequest } from './evidence.ts';
import { createHistory } from './history.ts';
import { BINDINGS, OUTCOMES } from './outcomes.ts';
import { persistences } from './persistence/registry.ts';
import { ARRANGEMENTS, BEHAVIOURS, NETWORKS } from './scenario.ts';
import { sessionStates } from './session-state/registry.ts';
import { createSimulation } from './simulation.ts';
import { scenarioOf, serverSpec } from './testing/scenarioOf.ts';

const server = fc.integer({ min: 1, max: 5 }).map((n) => `s${n}`);
const action: fc.Arbitrary<Action> = fc.oneof(
  fc.record({ do: fc.constantFrom('drain', 'maintenance', 'ready', 'removeServer'), server }),
  fc.record({ do: fc.constantFrom('kill', 'restart'), server, detected: fc.boolean() }),
  fc.record({ do: fc.constant('setWeight'), server, weight: fc.integer({ min: 0, max: 8 }) }),
  fc.record({
    ...{ do: fc.constant('flap'), server, periodMs: fc.integer({ min: 500, max: 9000 }) },
    times: fc.integer({ min: 1, max: 3 }),
  }),
  fc.record({ do: fc.constant('rollingDeploy'), drainMs: fc.constantFrom(0, 2000), pauseMs: fc.constantFrom(0, 3000) }),
  fc.record({ do: fc.constantFrom('scaleOut', 'scaleIn'), count: fc.integer({ min: 1, max: 3 }) }),
  fc.record({ do: fc.constant('surge'), people: fc.integer({ min: 0, max: 60 }), forMs: fc.constantFrom(1, 4000) }),
  fc.record({ do: fc.constantFrom('hang', 'unhang', 'speedUp'), server }),
  fc.record({ do: fc.constant('slowDown'), server, factor: fc.constantFrom(0.5, 3, 50) }),
  fc.record({
    do: fc.constantFrom('cutLink', 'mendLink'),
    a: fc.oneof(server, fc.constantFrom('lb1', 'cache-1', 'primary')),
    b: fc.constantFrom(
      'load-balancer',
      'store',
      's1',
      'lb1',
      'lb2',
      'cache-1',
      'cache-1-replica',
      'primary',
      'replica',
    ),
  }),
  fc.integer({ min: 4, max: 6 }).map((n): Action => ({ do: 'addServer', server: serverSpec(n) })),
  fc.record({
    do: fc.constant('setLoad'),
    people: fc.integer({ min: 0, max: 60 }),
    thinkMs: fc.integer({ min: 200, max: 5000 }),
  }),
  fc.record({
    do: fc.constantFrom(
      ...([
        'blockCookies',
        'allowCookies',
        'clearCookies',
        'reconnect',
        'openTab',
        'closeTab',
        'addDevice',
        'removeDevice',
      ] as const),
    ),
    person: fc.constantFrom('ada', 'ben', 'nobody'),
  }),
  fc.record({
    ...{ do: fc.constant('editCookie'), person: fc.constantFrom('ada', 'ben', 'eve') },
    cookie: fc.constantFrom('SRV', 'JSESSIONID', 'token', 'sid', '_session'),
    value: fc.constantFrom('s2', 's9', 's1~0A', 'e30.e30.', 'x'),
  }),
  fc.record({
    do: fc.constantFrom('restartBalancer', 'killBalancer', 'startBalancer'),
    balancer: fc.constantFrom('lb1', 'lb2'),
  }),
  fc.constant<Action>({ do: 'failOver' }),
  fc.record({ do: fc.constant('stealCookie'), from: fc.constantFrom('ada', 'ben', 'nobody') }),
  fc.record({ do: fc.constant('forgeCookie'), server, by: fc.constant('eve') }),
  fc.record({
    do: fc.constant('fixSession'),
    person: fc.constantFrom('ada', 'ben'),
    by: fc.constantFrom('eve', 'mallory'),
  }),
  fc.constant<Action>({ do: 'stopAttack', by: 'eve' }),
  fc.constant<Action>({ do: 'rotateKey' }),
  fc.record({ do: fc.constantFrom('signOutEverywhere', 'forgeToken'), person: fc.constantFrom('ada', 'ben') }),
  fc.record({ do: fc.constant('skewClock'), server, skewMs: fc.constantFrom(-90_000, 0, 90_000, 3_600_000) }),
  fc.record({
    do: fc.constant('changeNetwork'),
    person: fc.constantFrom('ada', 'ben', 'nobody'),
    network: fc.constantFrom(...NETWORKS),
  }),
);
const TIME_LIMIT_MS = 60_000;
const scenario = fc
  .record({
    seed: fc.integer({ min: 0, max: 2 ** 31 - 1 }),
    count: fc.integer({ min: 1, max: 40 }),
    behaviour: fc.constantFrom(...BEHAVIOURS),
    network: fc.constantFrom(...NETWORKS),
    servers: fc.array(fc.record({ weight: fc.integer({ min: 0, max: 4 }), workers: fc.integer({ min: 1, max: 2 }) }), {
      minLength: 1,
      maxLength: 4,
    }),
    balancing: fc.constantFrom(...balancings.map(({ id }) => id)),
    persistence: fc.constantFrom(...persistences.map(({ id }) => id)),
    sessionState: fc.constantFrom(...sessionStates.map(({ id }) => id)),
    balancers: fc.constantFrom(...([1, 2] as const)),
    arrangement: fc.constantFrom(...ARRANGEMENTS),
    peers: fc.boolean(),
    rotatesAtSignIn: fc.boolean(),
    retries: fc.integer({ min: 0, max: 3 }),
    redispatch: fc.boolean(),
    detection: fc.constantFrom('active', 'passive', 'none'),
    slowStartMs: fc.constantFrom(0, 5000),
    maxFails: fc.integer({ min: 1, max: 3 }),
    retryOn: fc.constantFrom('same-server', 'next-server'),
    serverTimeoutMs: fc.constantFrom(300, 5000, 50_000),
    median: fc.constantFrom(1, 20, 400),
    actions: fc.array(fc.tuple(fc.integer({ min: 0, max: 40_000 }), action), { maxLength: 8 }),
  })
  .map((draw) =>
    scenarioOf({
      seed: draw.seed,
      people: [{ count: draw.count, behaviour: draw.behaviour, network: draw.network }],
      servers: draw.servers.map((spec, index) => serverSpec(index + 1, { ...spec, queueSlots: 2 })),
      loadBalancer: {
        balancing: { id: draw.balancing },
        persistence: { id: draw.persistence },
        retries: draw.retries,
        redispatch: draw.redispatch,
        detection: draw.detection,
        slowStartMs: draw.slowStartMs,
        passive: { maxFails: draw.maxFails, failTimeoutMs: 5000 },
        retryOn: draw.retryOn,
        serverTimeoutMs: draw.serverTimeoutMs,
        balancers: draw.balancers,
        arrangement: draw.arrangement,
        peers: draw.peers,
      },
      sessionState: { id: draw.sessionState },
      workload: {
        thinkMs: 800,
        visitRequests: 8,
        serviceMs: { median: draw.median, p99: draw.median * 4 },
        distanceMs: 20,
        rotatesAtSignIn: draw.rotatesAtSignIn,
      },
      actions: draw.actions.map(([atMs, done]) => ({ ...done, atMs })).sort((a, b) => a.atMs - b.atMs),
    }),
  );

describe('in every run', () => {
  it(
    'each request ends in exactly one outcome, and nothing is held twice or by nobody',
    () => {
      fc.assert(
        fc.property(scenario, (given) => {
          const simulation = createSimulation(given);
          const finished: FinishedRequest[] = [];
          for (let ms = 0; ms <= 45_000; ms += 1500) {
            simulation.advance(ms * 1000, { finished: (request) => void finished.push(request) });
            const { servers, balancers, harm, people } = simulation.snapshot();
            const marks = simulation.marks();
            expect(harm.requests + marks.count).toBe(simulation.requestsSent);
            for (const [row, { working, workers, queued, isHung }] of servers.entries()) {
              expect(working.length).toBeLessThanOrEqual(workers);
              expect(queued === 0 || working.length === workers || isHung).toBe(true);
              const inItsHands = Array.from(
                marks.phase,
                (phase, mark) => marks.server[mark] === row && phase >= 2 && phase <= 6,
              );
              const connections = balancers.map(({ views }) => views[row]!.connections);
              expect(inItsHands.filter(Boolean).length).toBe(connections.reduce((sum, count) => sum + count, 0));
            }
            expect(harm.unnoticed).toBe(people.filter(({ sessionAlive }) => !sessionAlive).length);
            for (const { believesSignedIn, believesItems } of people)
              expect(believesSignedIn || believesItems === 0).toBe(true);
          }
          expect(new Set(finished.map(({ request }) => request)).size).toBe(finished.length);
          const measures = simulation.measures();
          expect(OUTCOMES.reduce((sum, outcome) => sum + measures.outcomes[outcome], 0)).toBe(finished.length);
          // Of several tabs that find the session gone, the first tells the person.
          const hasTabs = given.actions.some(({ do: done }) => done === 'openTab');
          const told = measures.outcomes['session-lost'];
          if (hasTabs) expect(told).toBeGreaterThanOrEqual(measures.sessionsLost);
          else expect(told).toBe(measures.sessionsLost);
          // A server whose clock is behind issues what expires too soon.
          const hasSkew = given.actions.some(({ do: done }) => done === 'skewClock');
          if (!hasSkew) expect(measures.outcomes.expired).toBe(0);
          // One request at a time can't overwrite itself; it can only be shown an old cart by a copy that was late.
          const isShared = given.people[0]?.behaviour === 'editor';
          // Where sign-in keeps the id that came with it, two servers can hold two sessions under one id.
          const isAlone = !isShared && !hasTabs && given.workload.rotatesAtSignIn;
          // A change whose answer timed out may have been made all the same: its copy can arrive while it is made again.
          const isCopied = given.sessionState.id === 'replication' && measures.outcomes.unavailable > 0;
          if (isAlone && !isCopied) expect(measures.outcomes['lost-update']).toBe(0);
          if (isAlone && given.sessionState.id !== 'replication') expect(measures.outcomes['stale-read']).toBe(0);
          for (const { latencyMs, status, server: answered, binding } of finished) {
            expect(latencyMs).toBeGreaterThan(0);
            expect([0, 200, 302, 500, 502, 503, 504]).toContain(status);
            expect(answered === null).toBe(status >= 502 || status === 0);
            expect(BINDINGS).toContain(binding);
          }
          for (const { utilisation } of measures.perServer) {
            expect(utilisation).toBeGreaterThanOrEqual(0);
            expect(utilisation).toBeLessThanOrEqual(1 + 1e-9);
          }
        }),
        { numRuns: 40 },
      );
    },
    TIME_LIMIT_MS,
  );

  it(
    'a checkpoint can be gone back to, and the run goes on from it as before',
    () => {
      fc.assert(
        fc.property(scenario, fc.integer({ min: 0, max: 30_000 }), (given, atMs) => {
          const simulation = createSimulation(given);
          simulation.advance(atMs * 1000);
          const checkpoint = simulation.checkpoint();
          simulation.advance(40_000_000);
          const digest = simulation.digest();
          const other = createSimulation(given);
          for (const again of [simulation, other]) {
            again.restore(checkpoint, simulation.actions);
            again.advance(40_000_000);
            expect(again.digest()).toBe(digest);
            expect(again.measures()).toEqual(simulation.measures());
          }
        }),
        { numRuns: 40 },
      );
    },
    TIME_LIMIT_MS,
  );

  it(
    'evidence tells of the request as it was, and taking it changes nothing',
    () => {
      fc.assert(
        fc.property(scenario, (given) => {
          const history = createHistory(given);
          const finished: FinishedRequest[] = [];
          history.advance(20_000_000, { finished: (request) => void finished.push(request) });
          const digest = history.simulation.digest();
          for (const request of finished.slice(0, 5).concat(finished.slice(-5))) {
            const explanation = history.explain(request.request)!;
            expect(explanation.request).toEqual(request);
            expect(explanation.steps.length).toBeGreaterThan(0);
            // Below HTTP the load balancer has no words of its own.
            const { isPerConnection } = persistences.find(({ id }) => id === given.loadBalancer.persistence.id)!;
            const isSilent = request.status === 0 || (isPerConnection && request.server === null);
            if (isSilent) expect(explanation.wire.balancerToClient).toBeNull();
            else expect(explanation.wire.balancerToClient).toContain(`HTTP/1.1 ${request.status}`);
            // Behind the path may stand a session (URL rewriting).
            expect(explanation.wire.clientToBalancer).toContain(`${request.method} ${request.url}`);
          }
          expect(history.simulation.digest()).toBe(digest);
          expect(history.explain(0)).toBeNull();
          expect(history.explain(history.simulation.requestsSent + 1)).toBeNull();
        }),
        { numRuns: 25 },
      );
    },
    TIME_LIMIT_MS,
  );
});
