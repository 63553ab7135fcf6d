/** What a restart of the load balancer takes along, and what people do to their own clients. */
import { describe, expect, it } from 'vitest';
import { createSimulation } from './simulation.ts';
import type { Happening } from './snapshot.ts';
import { play } from './testing/play.ts';
import { scenarioOf, strategyOf } from './testing/scenarioOf.ts';

const RESTART = { atMs: 30_000, do: 'restartBalancer' } as const;

describe('a restart of the load balancer', () => {
  it.each([
    ['source-ip', false, true],
    ['source-ip', true, false],
    ['sticky-cookie', false, false],
    ['redis', false, false],
  ] as const)('with %s, peers %s: sessions are lost: %s', (id, peers, losesSessions) => {
    const { loadBalancer, sessionState } = strategyOf(id);
    const scenario = scenarioOf({ sessionState, loadBalancer: { ...loadBalancer, peers }, actions: [RESTART] });
    const simulation = createSimulation(scenario);
    simulation.advance(29_999_999);
    expect(simulation.measures().sessionsLost).toBe(0);
    simulation.advance(120_000_000);
    expect(simulation.measures().sessionsLost > 0).toBe(losesSessions);
  });

  it('begins the rotation anew and takes every server for up until a check says otherwise', () => {
    const { answers, history } = play({ persistence: { id: 'none' }, loadBalancer: { redispatch: true } }, [
      { atMs: 0, person: 'p1' },
      { atMs: 1000, do: 'kill', server: 's1', detected: true },
      { atMs: 2000, person: 'p1' },
      { ...RESTART, atMs: 3000 },
      { atMs: 4000, person: 'p1' },
    ]);
    // The first check of s1 is due at once, and one failure is enough for a server that has not proved itself.
    expect(answers.map(({ server }) => server)).toEqual(['s1', 's2', 's2']);
    expect(history.simulation.snapshot().servers.map(({ belief }) => belief)).toEqual(['down', 'up', 'up', 'up']);
  });

  it('lets the old process finish what it has, and forgets what that still learns', () => {
    const slow = { thinkMs: 1000, visitRequests: 8, serviceMs: { median: 2000, p99: 2000 }, distanceMs: 0 };
    const scenario = scenarioOf({ ...strategyOf('source-ip'), people: [], workload: slow });
    const recorded = [
      { atMs: 0, person: 'a', address: '203.0.113.1', method: 'GET', url: '/', headers: {}, cookies: true },
    ];
    const simulation = createSimulation({ ...scenario, actions: [{ ...RESTART, atMs: 1000 }] }, recorded);
    const happenings: Happening[] = [];
    simulation.advance(10_000_000, { happened: (happening) => void happenings.push(happening) });
    expect(simulation.measures().outcomes.served).toBe(1);
    expect(simulation.snapshot().persistence.rowCount).toBe(0);
    expect(happenings).toContainEqual({
      ...{ kind: 'balancer-restarted', atMs: 1000 },
      ...{ balancer: 'lb1', isAlone: true, peers: false },
    });
  });
});

describe('what people do to their clients', () => {
  const scenario = scenarioOf({
    ...strategyOf('sticky-cookie'),
    people: [{ count: 3, behaviour: 'shopper', network: 'home' }],
  });

  it('who blocks cookies is signed out again and again, until they allow them', () => {
    const simulation = createSimulation(scenario);
    simulation.advance(60_000_000);
    expect(simulation.act({ do: 'blockCookies', person: 'ada' })).toBeNull();
    expect(simulation.act({ do: 'blockCookies', person: 'ada' })).toMatchObject({ code: 'cookies-already-blocked' });
    simulation.advance(180_000_000);
    const lost = simulation.measures().sessionsLost;
    expect(lost).toBeGreaterThan(1);
    expect(simulation.act({ do: 'allowCookies', person: 'ada' })).toBeNull();
    expect(simulation.act({ do: 'allowCookies', person: 'ada' })).toMatchObject({ code: 'cookies-already-allowed' });
    simulation.advance(400_000_000);
    // The session begun without cookies is lost once more at most.
    expect(simulation.measures().sessionsLost).toBeLessThanOrEqual(lost + 1);
  });

  it('who deletes cookies is a stranger once', () => {
    const { answers } = play({ persistence: { id: 'inserted-cookie' } }, [
      { atMs: 0, person: 'p1' },
      { atMs: 1000, do: 'clearCookies', person: 'p1' },
      { atMs: 2000, person: 'p1' },
      { atMs: 3000, person: 'p1' },
    ]);
    expect(answers.map(({ binding }) => binding)).toEqual(['stranger', 'stranger', 'pinned']);
    expect(answers.map(({ outcome }) => outcome)).toEqual(['served', 'session-lost', 'served']);
  });

  it('says of a person it does not know that there is nobody', () => {
    const simulation = createSimulation(scenario);
    for (const name of ['blockCookies', 'allowCookies', 'clearCookies', 'reconnect'] as const) {
      expect(simulation.act({ do: name, person: 'nobody' })).toMatchObject({ code: 'no-such-person' });
    }
  });
});
