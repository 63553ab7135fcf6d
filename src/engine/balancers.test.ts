/** Two load balancers: who has a request, what the other one knows, and what a failover costs. */
import { describe, expect, it } from 'vitest';
import { createHistory } from './history.ts';
import type { LoadBalancerSpec } from './scenario.ts';
import { createSimulation, type Simulation } from './simulation.ts';
import type { Happening } from './snapshot.ts';
import { type Ask, play } from './testing/play.ts';
import { scenarioOf, strategyOf } from './testing/scenarioOf.ts';

const TWO = { balancers: 2, arrangement: 'active-standby' } as const;
const BOTH_ACTIVE = { balancers: 2, arrangement: 'active-active' } as const;

function simulationOf(strategy: string, change: Partial<LoadBalancerSpec>): Simulation {
  const { loadBalancer, sessionState } = strategyOf(strategy);
  return createSimulation(
    scenarioOf({
      ...{ sessionState, loadBalancer: { ...loadBalancer, ...change } },
      workload: { thinkMs: 3000 },
    }),
  );
}

const heard = (happenings: Happening[]) => ({ happened: (happening: Happening) => void happenings.push(happening) });
const holders = (simulation: Simulation) =>
  simulation.snapshot().balancers.flatMap(({ id, hasAddress }) => (hasAddress ? [id] : []));

describe('the death of the load balancer that has the address', () => {
  it('is noticed after three advertisements and a skew: the standby takes the address', () => {
    const simulation = simulationOf('sticky-cookie', TWO);
    const happenings: Happening[] = [];
    simulation.advance(30_250_000);
    expect(simulation.act({ do: 'killBalancer' }, heard(happenings))).toBeNull();
    expect(holders(simulation)).toEqual([]);
    simulation.advance(60_000_000, heard(happenings));
    const moves = happenings.filter(({ kind }) => kind === 'balancer');
    // The last advertisement was sent at 30 s, and lb2 has priority 100: 3 s + 156/256 s.
    expect(moves).toMatchObject([
      { what: 'killed', balancer: 'lb1', atMs: 30_250 },
      { what: 'took-address', balancer: 'lb2', atMs: 33_609.375 },
    ]);
    expect(holders(simulation)).toEqual(['lb2']);
  });

  it('lets connections time out in between, and those who ask again after it are served', () => {
    const { answers } = play({ persistence: { id: 'none' }, loadBalancer: TWO }, [
      { atMs: 0, person: 'p1' },
      { atMs: 1000, do: 'killBalancer' },
      { atMs: 1800, person: 'p1' },
      { atMs: 6000, person: 'p1' },
    ]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    const [, during, after] = answers.map(({ latencyMs }) => latencyMs);
    // SYNs at 1.8 and 2.8 s go nowhere; the one at 4.8 s does not.
    expect(during).toBeGreaterThan(3000);
    expect(during).toBeLessThan(4000);
    expect(after).toBeLessThan(1000);
  });

  it('is not made good by starting it: VRRP listens for 3.6 s before it takes the address back', () => {
    const { answers } = play({ persistence: { id: 'none' }, loadBalancer: TWO }, [
      { atMs: 1000, do: 'killBalancer' },
      { atMs: 1500, do: 'startBalancer' },
      { atMs: 1800, person: 'p1' },
    ]);
    expect(answers[0]!.latencyMs).toBeGreaterThan(3000);
  });

  it('is the end of the site where there is no other one, until it is started', () => {
    const { answers, history } = play({ persistence: { id: 'none' } }, [
      { atMs: 0, person: 'p1' },
      { atMs: 1000, do: 'killBalancer' },
      { atMs: 2000, person: 'p1' },
      { atMs: 20_000, do: 'startBalancer' },
      { atMs: 21_000, person: 'p1' },
    ]);
    expect(answers.map(({ status, outcome }) => [status, outcome])).toEqual([
      [200, 'served'],
      [0, 'unavailable'],
      [200, 'served'],
    ]);
    expect(answers[1]!.latencyMs).toBe(10_000);
    const codes = history.explain(2)!.causes.map(({ code }) => code);
    expect(codes[0]).toBe('balancer-killed');
    expect(codes).toContain('nobody-there');
    expect(codes.at(-1)).toBe('gave-up');
  });

  it.each([
    ['killBalancer', 'balancer-killed'],
    ['failOver', 'address-moved'],
  ] as const)('%s is the cause behind a request that was in its hands: %s', (what, cause) => {
    const { answers, history } = play({ persistence: { id: 'none' }, loadBalancer: TWO }, [
      { atMs: 0, do: 'slowDown', server: 's1', factor: 5000 },
      { atMs: 100, person: 'p1' },
      { atMs: 1000, do: what },
    ]);
    expect(answers.map(({ outcome, status }) => [outcome, status])).toEqual([['unavailable', 0]]);
    const codes = history.explain(1)!.causes.map(({ code }) => code);
    expect(codes).toContain(cause);
    expect(codes.slice(-2)).toEqual(['connection-lost', 'gave-up']);
  });

  it('loses the requests in its hands, and the servers let go of them', () => {
    const simulation = simulationOf('sticky-cookie', TWO);
    simulation.advance(30_000_000);
    let inHand = 0;
    while (inHand === 0) {
      simulation.advance(simulation.nowUs + 10_000);
      const { phase } = simulation.marks();
      inHand = phase.filter((one) => one >= 2 && one < 7).length;
    }
    const happenings: Happening[] = [];
    simulation.act({ do: 'killBalancer' }, heard(happenings));
    expect(happenings).toContainEqual(expect.objectContaining({ what: 'killed', requests: inHand }));
    expect(simulation.snapshot().servers.every(({ working, queued }) => working.length + queued === 0)).toBe(true);
    simulation.advance(200_000_000);
    const { inFlight, outcomes } = simulation.measures();
    expect(inFlight).toBeLessThan(36);
    expect(outcomes.unavailable).toBeGreaterThanOrEqual(inHand);
  });
});

describe('what people are to the one that takes over', () => {
  it.each([
    ['source-ip', false, true],
    ['source-ip', true, false],
    ['sticky-cookie', false, false],
    ['redis', false, false],
  ] as const)('with %s, peers %s: sessions are lost: %s', (strategy, peers, losesSessions) => {
    const simulation = simulationOf(strategy, { ...TWO, peers });
    simulation.advance(60_000_000);
    expect(simulation.measures().sessionsLost).toBe(0);
    expect(simulation.act({ do: 'failOver' })).toBeNull();
    simulation.advance(120_000_000);
    expect(simulation.measures().sessionsLost > 0).toBe(losesSessions);
    const [first, second] = simulation.snapshot().balancers;
    expect([first!.hasAddress, second!.hasAddress]).toEqual([false, true]);
  });

  it('is what they were before, after failing back without peers', () => {
    const { serversOf } = play({ persistence: { id: 'source-ip-stick-table' }, loadBalancer: TWO }, [
      { atMs: 0, person: 'p1' },
      { atMs: 100, person: 'p2' },
      { atMs: 1000, do: 'failOver' },
      { atMs: 3000, person: 'p2' },
      { atMs: 4000, do: 'failOver' },
      { atMs: 6000, person: 'p2' },
    ]);
    expect(serversOf('p2')).toEqual(['s2', 's1', 's2']);
  });
});

describe('peers', () => {
  const asks = (fromMs: number): Ask[] =>
    Array.from({ length: 60 }, (_, n) => ({ atMs: fromMs + n * 20, person: `p${n + 1}` }));
  /** The share of people whom both know by the same server. */
  function agreement(peers: boolean): number {
    const { answers } = play({ persistence: { id: 'source-ip-stick-table' }, loadBalancer: { ...TWO, peers } }, [
      ...asks(0),
      { atMs: 5000, do: 'failOver' },
      // One stranger sets the rotations of the two apart.
      { atMs: 7000, person: 'p200' },
      ...asks(8000),
    ]);
    const serverAt = (n: number, fromMs: number) => answers.find(({ atMs }) => atMs === fromMs + n * 20)?.server;
    return Array.from({ length: 60 }, (_, n) => n).filter((n) => serverAt(n, 0) === serverAt(n, 8000)).length / 60;
  }

  it('make two tables one', () => expect(agreement(true)).toBe(1));
  it('that are missing leave two tables to agree by chance', () => expect(agreement(false)).toBeLessThan(0.5));

  it('do not hear each other over a cut link, and make it good when it is mended', () => {
    const setting = { persistence: { id: 'source-ip-stick-table' }, loadBalancer: { ...BOTH_ACTIVE, peers: true } };
    const people = Array.from({ length: 20 }, (_, n) => ({ atMs: 2000 + n * 10, person: `p${n + 1}` }));
    const rowsAt = (steps: Parameters<typeof play>[1]) =>
      play(setting, [...people, ...steps])
        .history.simulation.snapshot()
        .balancers.map(({ persistence }) => persistence.rowCount);
    const cut = { atMs: 1000, do: 'cutLink', a: 'lb1', b: 'lb2' } as const;
    const apart = rowsAt([cut]);
    expect(apart[0]! + apart[1]!).toBe(20);
    expect(Math.min(...apart)).toBeGreaterThan(0);
    expect(rowsAt([cut, { ...cut, atMs: 4000, do: 'mendLink' }])).toEqual([20, 20]);
    expect(rowsAt([])).toEqual([20, 20]);
  });

  it('lose the table of the one that is killed with it', () => {
    const { history } = play({ persistence: { id: 'source-ip-stick-table' }, loadBalancer: { ...TWO, peers: true } }, [
      ...asks(0),
      { atMs: 3000, do: 'killBalancer', balancer: 'lb1' },
    ]);
    const { balancers } = history.simulation.snapshot();
    expect(balancers.map(({ persistence }) => persistence.rowCount)).toEqual([0, 60]);
  });

  it('teach one that was killed and started again', () => {
    const rows = (peers: boolean) =>
      play({ persistence: { id: 'source-ip-stick-table' }, loadBalancer: { ...TWO, peers } }, [
        ...asks(0),
        { atMs: 3000, do: 'killBalancer', balancer: 'lb2' },
        { atMs: 4000, do: 'startBalancer', balancer: 'lb2' },
      ]).history.simulation.snapshot().balancers[1]!.persistence.rowCount;
    expect([rows(true), rows(false)]).toEqual([60, 0]);
  });
});

describe('two that are both active', () => {
  it('share connections by their 5-tuple, and each believes what its own checks say', () => {
    const simulation = simulationOf('sticky-cookie', BOTH_ACTIVE);
    simulation.advance(30_000_000);
    simulation.act({ do: 'cutLink', a: 's1', b: 'lb2' });
    simulation.advance(45_000_000);
    expect(simulation.snapshot().cutLinks).toEqual([{ a: 's1', b: 'lb2' }]);
    const beliefs = simulation.snapshot().balancers.map(({ views }) => views[0]!.belief);
    expect(beliefs).toEqual(['up', 'down']);
    expect(simulation.measures().perServer[0]!.requests).toBeGreaterThan(0);
  });

  it('go on with one when the route to the other is gone', () => {
    const simulation = simulationOf('sticky-cookie', BOTH_ACTIVE);
    const happenings: Happening[] = [];
    simulation.advance(30_000_000);
    simulation.act({ do: 'killBalancer', balancer: 'lb1' });
    simulation.advance(60_000_000, heard(happenings));
    expect(happenings).toContainEqual(expect.objectContaining({ what: 'route-lost', balancer: 'lb1', atMs: 30_900 }));
    const failed = simulation.measures().outcomes.unavailable;
    simulation.act({ do: 'startBalancer', balancer: 'lb1' });
    simulation.advance(120_000_000);
    expect(holders(simulation)).toEqual(['lb1', 'lb2']);
    expect(simulation.measures().sessionsLost).toBe(0);
    expect(simulation.measures().outcomes.unavailable).toBeGreaterThanOrEqual(failed);
  });

  it('say in the evidence which one had the request', () => {
    const asks = Array.from({ length: 12 }, (_, n) => ({ atMs: n * 10, person: `p${n + 1}` }));
    const { history } = play({ persistence: { id: 'none' }, loadBalancer: BOTH_ACTIVE }, asks);
    const had = asks.map(
      (_, n) => history.explain(n + 1)!.steps.find(({ code }) => code === 'routed')?.values['balancer'],
    );
    expect(new Set(had)).toEqual(new Set(['lb1', 'lb2']));
  });
});

describe('two that do not hear each other', () => {
  it('both hold the address, packets go to the last that took it, and the first gets it back', () => {
    const simulation = simulationOf('source-ip', TWO);
    const happenings: Happening[] = [];
    simulation.advance(30_000_000);
    simulation.act({ do: 'cutLink', a: 'lb1', b: 'lb2' });
    simulation.advance(40_000_000, heard(happenings));
    expect(holders(simulation)).toEqual(['lb1', 'lb2']);
    expect(simulation.snapshot().balancers.map(({ isReached }) => isReached)).toEqual([false, true]);
    expect(simulation.refusal({ do: 'failOver' })).toMatchObject({ code: 'do-not-hear-each-other' });
    simulation.act({ do: 'mendLink', a: 'lb2', b: 'lb1' });
    simulation.advance(50_000_000, heard(happenings));
    expect(holders(simulation)).toEqual(['lb1']);
    const moves = happenings.flatMap((one) => (one.kind === 'balancer' ? [`${one.balancer} ${one.what}`] : []));
    expect(moves).toEqual(['lb2 took-address-too', 'lb1 took-address']);
  });
});

describe('what can not be done', () => {
  it('is refused with its reason', () => {
    const one = simulationOf('sticky-cookie', {});
    expect(one.refusal({ do: 'failOver' })).toMatchObject({ code: 'no-standby' });
    expect(one.refusal({ do: 'killBalancer', balancer: 'lb2' })).toMatchObject({ code: 'no-such-balancer' });
    expect(one.refusal({ do: 'startBalancer' })).toMatchObject({ code: 'already-there' });
    expect(one.refusal({ do: 'cutLink', a: 'lb1', b: 'lb2' })).toMatchObject({ code: 'no-such-link' });
    expect(one.refusal({ do: 'cutLink', a: 's1', b: 's2' })).toMatchObject({ code: 'no-such-link' });
    one.act({ do: 'killBalancer' });
    expect(one.refusal({ do: 'restartBalancer' })).toMatchObject({ code: 'not-running' });
    expect(one.refusal({ do: 'killBalancer' })).toMatchObject({ code: 'already-down' });
    expect(simulationOf('sticky-cookie', BOTH_ACTIVE).refusal({ do: 'failOver' })).toMatchObject({
      code: 'no-standby',
    });
  });
});

describe('a run with two', () => {
  it('goes back to a moment and lives through the same again', () => {
    const { loadBalancer, sessionState } = strategyOf('source-ip');
    const spec = { ...loadBalancer, ...BOTH_ACTIVE, peers: true };
    const history = createHistory(
      scenarioOf({
        ...{ sessionState, loadBalancer: spec },
        actions: [
          { atMs: 20_000, do: 'killBalancer', balancer: 'lb2' },
          { atMs: 40_000, do: 'startBalancer', balancer: 'lb2' },
        ],
      }),
    );
    history.advance(60_000_000);
    const digest = history.simulation.digest();
    history.seek(21_000_000);
    history.simulation.snapshot();
    history.seek(60_000_000);
    expect(history.simulation.digest()).toBe(digest);
  });
});
