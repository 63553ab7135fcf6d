import { describe, expect, it } from 'vitest';
import type { FinishedRequest } from './evidence.ts';
import type { Scenario } from './scenario.ts';
import { createSimulation } from './simulation.ts';
import type { Happening } from './snapshot.ts';
import { strategies } from './strategies/registry.ts';
import { scenarioOf, serverSpec, strategyOf } from './testing/scenarioOf.ts';

const KILL = { atMs: 30_000, do: 'kill', server: 's2' } as const;

function runOf(scenario: Scenario, untilMs = 120_000) {
  const simulation = createSimulation(scenario);
  const finished: FinishedRequest[] = [];
  const happenings: Happening[] = [];
  simulation.advance(untilMs * 1000, {
    finished: (request) => void finished.push(request),
    happened: (happening) => void happenings.push(happening),
  });
  return { simulation, finished, happenings, measures: simulation.measures() };
}

/** A run where death stays undiscovered, so that what a request lives through is only retries. */
const undetected = { intervalMs: 3_600_000, fall: 3, rise: 2 };

describe('a run', () => {
  it.each(strategies.map(({ id }) => id))(
    'under %s is the same to the byte, in whatever slices it is advanced',
    (id) => {
      const scenario = scenarioOf({ ...strategyOf(id), actions: [KILL] });
      const whole = createSimulation(scenario);
      whole.advance(90_000_000);
      for (const sliceUs of [1_000_003, 16_667, 90_000_000]) {
        const sliced = createSimulation(scenario);
        for (let us = 0; us < 90_000_000; us += sliceUs) sliced.advance(us);
        sliced.advance(90_000_000);
        expect(sliced.digest()).toBe(whole.digest());
        expect(sliced.measures()).toEqual(whole.measures());
      }
    },
  );

  it('is another one with another seed', () => {
    expect(runOf(scenarioOf({ seed: 8 })).measures.digest).not.toBe(runOf(scenarioOf({ seed: 7 })).measures.digest);
  });

  it('is the same whether an action stands in the scenario or is done at its moment', () => {
    const scenario = scenarioOf(strategyOf('sticky-cookie'));
    const live = createSimulation(scenario);
    live.advance(30_000_000);
    expect(live.act({ do: 'kill', server: 's2' })).toBeNull();
    live.advance(120_000_000);
    expect(live.measures()).toEqual(runOf({ ...scenario, actions: [KILL] }).measures);
  });

  it('lets people want the same things at the same moments under every strategy', () => {
    const wishes = strategies.map(({ id }) => {
      const { finished } = runOf(scenarioOf({ ...strategyOf(id), actions: [] }), 60_000);
      return new Set(
        finished.filter((r) => r.url.startsWith('/products')).map((r) => `${r.person} ${r.atMs} ${r.url}`),
      );
    });
    const cookie = wishes[strategies.findIndex(({ id }) => id === 'sticky-cookie')]!;
    const jwt = wishes[strategies.findIndex(({ id }) => id === 'jwt')]!;
    expect(jwt).toEqual(cookie);
  });
});

describe('what becomes of sessions', () => {
  it('without persistence only about one in four comes back to the server that knows it', () => {
    const { measures } = runOf(
      scenarioOf({ ...strategyOf('no-persistence'), people: [{ count: 400, behaviour: 'shopper', network: 'home' }] }),
    );
    const tries = measures.outcomes['session-lost'] / (1 - measures.affinityRatio!);
    // Four standard deviations of a share of 1/4 over so many tries.
    expect(Math.abs(measures.affinityRatio! - 0.25)).toBeLessThan(4 * Math.sqrt((0.25 * 0.75) / tries));
    expect(measures.sessionsLost).toBeGreaterThan(100);
  });

  it.each([1, 2, 3, 4])(
    'with the cookie all come back until the kill; then exactly those of s2 are lost (seed %i)',
    (seed) => {
      const scenario = scenarioOf({ ...strategyOf('sticky-cookie'), seed });
      const before = runOf(scenario, 30_000).measures;
      expect(before.affinityRatio).toBe(1);
      expect(before.sessionsLost).toBe(0);
      const { measures, finished } = runOf({ ...scenario, actions: [KILL] }, 400_000);
      const held = measures.actions[0]!.sessionsHeld;
      expect(held).toBeGreaterThan(0);
      expect(measures.sessionsLost).toBe(held);
      expect(measures.sessionsLostUnnoticed).toBe(0);
      const losers = finished.filter(({ outcome }) => outcome === 'session-lost').map(({ person }) => person);
      expect(new Set(losers).size).toBe(held);
    },
  );

  it.each(['jwt', 'redis'])('with %s nobody is signed out by a kill, and any server will do', (id) => {
    const { measures } = runOf(scenarioOf({ ...strategyOf(id), actions: [KILL] }));
    expect(measures.sessionsLost).toBe(0);
    expect(measures.itemsLost).toBe(0);
    expect(measures.affinityRatio!).toBeLessThan(0.5);
    expect(measures.outcomes.unavailable).toBeGreaterThan(0);
  });

  it('behind one NAT all share a row of the stick table, and so a server', () => {
    const people = [{ count: 12, behaviour: 'shopper', network: 'office-nat' }] as const;
    const { finished } = runOf(scenarioOf({ ...strategyOf('source-ip'), people }), 60_000);
    const afterFirst = finished.slice(12).map(({ server }) => server);
    expect(new Set(afterFirst).size).toBe(1);
  });

  it('who changes network is a stranger to a stick table, and known by a cookie', () => {
    const move = { atMs: 40_000, do: 'changeNetwork', person: 'ada', network: 'mobile' } as const;
    for (const [id, lost] of [
      ['source-ip', 1],
      ['sticky-cookie', 0],
    ] as const) {
      const { simulation, finished } = runOf(
        scenarioOf({
          ...strategyOf(id),
          people: [{ count: 3, behaviour: 'shopper', network: 'home' }],
          actions: [move],
          seed: 3,
        }),
      );
      const moved = finished.filter(({ person, atMs }) => person === 'ada' && atMs > 40_000);
      expect(moved[0]!.address).toMatch(/^198\.19\./);
      expect(simulation.measures().sessionsLost).toBe(lost);
    }
  });

  it('after a drain those pinned stay, and no stranger comes', () => {
    const drain = { atMs: 30_000, do: 'drain', server: 's2' } as const;
    const { measures, finished } = runOf(scenarioOf({ ...strategyOf('sticky-cookie'), actions: [drain] }));
    const onDrained = finished.filter(({ server, atMs }) => server === 's2' && atMs > 30_100);
    expect(measures.sessionsLost).toBe(0);
    expect(onDrained.length).toBeGreaterThan(0);
    expect(new Set(onDrained.map(({ binding }) => binding))).toEqual(new Set(['pinned']));
  });
});

describe('failures take the time they take at HAProxy', () => {
  it('a kill is detected after 4 to 6 s, a start after 2 to 4 s, at the server’s own moments', () => {
    for (const atMs of [30_000, 30_400, 31_100, 31_999]) {
      const { happenings } = runOf(
        scenarioOf({
          actions: [
            { atMs, do: 'kill', server: 's3' },
            { atMs: atMs + 20_000, do: 'restart', server: 's3' },
          ],
        }),
      );
      const [down, up] = (['believed-down', 'believed-up'] as const).map(
        (kind) => happenings.find((happening) => happening.kind === kind) as Extract<Happening, { afterMs: number }>,
      );
      expect(down!.afterMs).toBeGreaterThanOrEqual(4000);
      expect(down!.afterMs).toBeLessThanOrEqual(6000);
      expect(up!.afterMs).toBeGreaterThanOrEqual(2000);
      expect(up!.afterMs).toBeLessThanOrEqual(4000);
    }
  });

  const oneDead = {
    servers: [serverSpec(1), serverSpec(2)],
    actions: [{ atMs: 20_000, do: 'kill', server: 's2' } as const],
  };
  const afterKill = (finished: readonly FinishedRequest[]) => finished.filter(({ atMs }) => atMs > 20_500);

  it('without redispatch a request to a dead server fails with 503 after 3 s of attempts, pinned or not', () => {
    for (const id of ['sticky-cookie', 'no-persistence']) {
      const { loadBalancer, sessionState } = strategyOf(id);
      const { finished } = runOf(
        scenarioOf({ ...oneDead, sessionState, loadBalancer: { ...loadBalancer, healthCheck: undetected } }),
      );
      const failed = afterKill(finished).filter(({ status }) => status === 503);
      expect(failed.length).toBeGreaterThan(0);
      for (const { latencyMs } of failed) expect(Math.floor(latencyMs / 1000)).toBe(3);
    }
  });

  it('with redispatch a pinned request finds another server after 2 s', () => {
    const { loadBalancer, sessionState } = strategyOf('sticky-cookie');
    const { finished } = runOf(
      scenarioOf({
        ...oneDead,
        sessionState,
        loadBalancer: { ...loadBalancer, healthCheck: undetected, redispatch: true },
      }),
    );
    const moved = afterKill(finished).filter(({ binding }) => binding === 'redispatched');
    expect(moved.length).toBeGreaterThan(0);
    const pinned = moved.filter(({ latencyMs }) => latencyMs > 1000);
    expect(pinned.length).toBeGreaterThan(0);
    for (const { latencyMs, server } of pinned) {
      expect(Math.floor(latencyMs / 1000)).toBe(2);
      expect(server).toBe('s1');
    }
  });

  it('with redispatch a stranger of round robin finds another server at once', () => {
    const { loadBalancer, sessionState } = strategyOf('redis');
    const { finished } = runOf(
      scenarioOf({
        ...oneDead,
        sessionState,
        loadBalancer: { ...loadBalancer, healthCheck: undetected, redispatch: true },
      }),
    );
    const moved = afterKill(finished).filter(({ binding }) => binding === 'redispatched');
    expect(moved.length).toBeGreaterThan(10);
    for (const { latencyMs } of moved) expect(latencyMs).toBeLessThan(1000);
  });

  it('a request in the hands of a server that dies gets 502 at once', () => {
    const busy = { thinkMs: 1000, visitRequests: 8, serviceMs: { median: 1000, p99: 1000 }, distanceMs: 0 };
    const { finished } = runOf(scenarioOf({ actions: [KILL], workload: busy }), 40_000);
    const reset = finished.filter(({ status }) => status === 502);
    expect(reset.length).toBeGreaterThan(0);
    for (const { atMs, latencyMs } of reset) expect(Math.abs(atMs + latencyMs - 30_000)).toBeLessThan(1000);
  });

  it('a full queue drops the SYN: 503 after four times `timeout connect`, or service when a place is free in time', () => {
    const servers = [serverSpec(1, { workers: 1, queueSlots: 0 })];
    const workload = { thinkMs: 400, serviceMs: { median: 900, p99: 900 } };
    const people = [{ count: 12, behaviour: 'shopper', network: 'home' }] as const;
    const { finished } = runOf(
      scenarioOf({ servers, workload, people, loadBalancer: { connectTimeoutMs: 1500 } }),
      60_000,
    );
    const failed = finished.filter(({ status }) => status === 503);
    expect(failed.length).toBeGreaterThan(0);
    for (const { latencyMs } of failed) expect(Math.floor(latencyMs / 1000)).toBe(6);
    const served = finished.filter(({ status, latencyMs }) => status === 200 && latencyMs > 1900);
    expect(served.length).toBeGreaterThan(0);
  });

  it('with all servers down the answer is 503 at once', () => {
    const actions = [1, 2, 3, 4].map((n) => ({ atMs: 10_000, do: 'kill', server: `s${n}` }) as const);
    const { finished } = runOf(scenarioOf({ actions }), 60_000);
    const late = finished.filter(({ atMs }) => atMs > 17_000);
    expect(late.length).toBeGreaterThan(0);
    for (const { status, server, latencyMs } of late) {
      expect([status, server]).toEqual([503, null]);
      expect(latencyMs).toBeLessThan(1500);
    }
  });
});

describe('an action', () => {
  const simulation = createSimulation(scenarioOf());
  simulation.advance(5_000_000);

  it('that can’t be done now says why, and changes nothing', () => {
    const before = simulation.digest();
    expect(simulation.act({ do: 'kill', server: 's9' })).toEqual({
      code: 'no-such-server',
      field: 'server',
      value: 's9',
    });
    expect(simulation.act({ do: 'ready', server: 's1' })).toMatchObject({ code: 'not-draining' });
    expect(simulation.act({ do: 'changeNetwork', person: 'ada', network: 'home' })).toMatchObject({
      code: 'already-there',
    });
    expect(simulation.act({ do: 'setLoad', people: 1_000_000 })).toMatchObject({ code: 'too-many-people' });
    expect(simulation.act({ do: 'addServer', server: serverSpec(1) })).toMatchObject({ code: 'server-exists' });
    expect(simulation.digest()).toBe(before);
  });

  it('adds a server that takes strangers as soon as it has started', () => {
    const actions = [{ atMs: 10_000, do: 'addServer', server: serverSpec(5) }] as const;
    const { finished, happenings } = runOf(scenarioOf({ actions: [...actions] }));
    const started = happenings.find(({ kind }) => kind === 'started')!;
    expect(started.atMs).toBe(12_000);
    const first = finished.find(({ server }) => server === 's5')!;
    expect(first.atMs + first.latencyMs).toBeGreaterThan(started.atMs);
    expect(first.atMs).toBeLessThan(20_000);
  });

  it('removes a server: nothing more is sent there, and what was in its memory is lost', () => {
    const actions = [{ atMs: 30_000, do: 'removeServer', server: 's2' } as const];
    const { measures, finished } = runOf(scenarioOf({ ...strategyOf('sticky-cookie'), actions }), 400_000);
    expect(finished.filter(({ server, atMs }) => server === 's2' && atMs > 30_100)).toEqual([]);
    expect(measures.sessionsLost).toBeGreaterThan(0);
    expect(measures.sessionsLostUnnoticed).toBe(0);
  });

  it('sets the load: more people, then fewer, thinking faster', () => {
    const loaded = createSimulation(scenarioOf());
    loaded.advance(10_000_000);
    loaded.act({ do: 'setLoad', people: 80, thinkMs: 1000 });
    loaded.advance(30_000_000);
    const people = loaded.snapshot().people.filter(({ isActive }) => isActive);
    expect(people.length).toBe(80);
    expect(loaded.measures().requests).toBeGreaterThan(400);
    loaded.act({ do: 'setLoad', people: 2 });
    loaded.advance(60_000_000);
    expect(loaded.snapshot().people.filter(({ isActive }) => isActive).length).toBe(2);
  });
});
