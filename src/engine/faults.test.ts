/** Faults short of death, as the person, the load balancer and the health checks live through them. */
import { describe, expect, it } from 'vitest';
import type { TimedAction } from './actions.ts';
import type { FinishedRequest } from './evidence.ts';
import type { Scenario } from './scenario.ts';
import { createSimulation } from './simulation.ts';
import type { Happening } from './snapshot.ts';
import { type Ask, play } from './testing/play.ts';
import { scenarioOf, serverSpec } from './testing/scenarioOf.ts';

const oneServer = { persistence: { id: 'none' }, servers: [serverSpec(1, { workers: 1 })] } as const;
const ask = (atMs: number, person = 'p1', url = '/cart'): Ask => ({ atMs, person, url });
const wholeSeconds = ({ latencyMs }: FinishedRequest): number => Math.floor(latencyMs / 1000);

function happeningsOf(scenario: Scenario, untilMs: number): Happening[] {
  const happenings: Happening[] = [];
  createSimulation(scenario).advance(untilMs * 1000, { happened: (happening) => void happenings.push(happening) });
  return happenings;
}

const kindOf = (happenings: readonly Happening[], kind: Happening['kind']) =>
  happenings.filter((happening) => happening.kind === kind);

describe('a slow server', () => {
  const workload = { thinkMs: 1000, visitRequests: 8, serviceMs: { median: 20, p99: 20 }, distanceMs: 0 };
  const slow: TimedAction[] = [
    { atMs: 20_000, do: 'slowDown', server: 's2', factor: 20 },
    { atMs: 60_000, do: 'speedUp', server: 's2' },
  ];
  const finished: FinishedRequest[] = [];
  const happenings: Happening[] = [];
  const simulation = createSimulation(scenarioOf({ workload, actions: slow }));
  simulation.advance(90_000_000, {
    finished: (request) => void finished.push(request),
    happened: (happening) => void happenings.push(happening),
  });
  const between = (fromMs: number, toMs: number, onIt: boolean) =>
    finished.filter(({ atMs, server }) => atMs > fromMs && atMs < toMs && (server === 's2') === onIt);
  const mean = (requests: readonly FinishedRequest[]) =>
    requests.reduce((sum, { latencyMs }) => sum + latencyMs, 0) / requests.length;

  it('takes so many times as long, and the others do not', () => {
    expect(mean(between(21_000, 59_000, true))).toBeGreaterThan(mean(between(21_000, 59_000, false)) + 350);
    expect(mean(between(62_000, 90_000, true))).toBeLessThan(mean(between(62_000, 90_000, false)) + 60);
  });

  it('passes its checks', () => {
    expect(kindOf(happenings, 'believed-down')).toEqual([]);
    expect(kindOf(happenings, 'pace-set').map((happening) => (happening as { factor: number }).factor)).toEqual([
      20, 1,
    ]);
  });
});

describe('a hung server', () => {
  it('gives no answer: 504 when `timeout server` is over, in the queue and at work alike', () => {
    const { answers } = play({ ...oneServer, loadBalancer: { serverTimeoutMs: 5000 } }, [
      { atMs: 0, do: 'hang', server: 's1' },
      ...[1000, 1100, 3000].map((atMs, n) => ask(atMs, `p${n + 1}`)),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([504, 504, 504]);
    for (const answer of answers) expect([answer.server, wholeSeconds(answer)]).toEqual([null, 5]);
  });

  it('goes on where it stood when it hangs no more', () => {
    const loadBalancer = { serverTimeoutMs: 60_000 };
    const { answers, history } = play({ ...oneServer, loadBalancer }, [
      { atMs: 500, do: 'hang', server: 's1' },
      ...[1000, 1100].map((atMs, n) => ask(atMs, `p${n + 1}`)),
      { atMs: 8000, do: 'unhang', server: 's1' },
    ]);
    expect(answers.map(({ status, server }) => [status, server])).toEqual([
      [200, 's1'],
      [200, 's1'],
    ]);
    for (const { atMs, latencyMs } of answers) expect(atMs + latencyMs).toBeGreaterThan(8000);
    expect(history.explain(1)!.steps.map(({ code }) => code)).toContain('hangs');
  });

  it('holds on to what it was working on', () => {
    const actions: TimedAction[] = [
      { atMs: 10_000, do: 'hang', server: 's1' },
      { atMs: 14_000, do: 'unhang', server: 's1' },
    ];
    const workload = { thinkMs: 1000, visitRequests: 8, serviceMs: { median: 900, p99: 900 }, distanceMs: 0 };
    const finished: FinishedRequest[] = [];
    createSimulation(scenarioOf({ workload, actions })).advance(30_000_000, {
      finished: (request) => void finished.push(request),
    });
    const held = finished.filter(({ server, atMs }) => server === 's1' && atMs > 9300 && atMs < 9900);
    expect(held.length).toBeGreaterThan(0);
    for (const { atMs, latencyMs, status } of held) {
      expect(atMs + latencyMs).toBeGreaterThan(14_000);
      expect(status).toBeLessThan(500);
    }
  });

  it('is found out by checks that wait in vain: three of 2 s each, 4 s apart', () => {
    for (const seed of [1, 2, 3]) {
      const happenings = happeningsOf(
        scenarioOf({ seed, actions: [{ atMs: 31_300, do: 'hang', server: 's3' }] }),
        60_000,
      );
      const [down] = kindOf(happenings, 'believed-down') as { afterMs: number }[];
      expect(down!.afterMs).toBeGreaterThanOrEqual(10_000);
      expect(down!.afterMs).toBeLessThanOrEqual(12_000);
    }
  });

  it('resets everything at once when it is killed', () => {
    const { answers } = play(oneServer, [
      { atMs: 0, do: 'hang', server: 's1' },
      ask(1000),
      { atMs: 3000, do: 'kill', server: 's1' },
    ]);
    expect(answers.map((answer) => [answer.status, wholeSeconds(answer)])).toEqual([[502, 2]]);
  });

  it('is not there to hang when it is dead, and hangs only once', () => {
    const simulation = createSimulation(scenarioOf());
    expect(simulation.act({ do: 'unhang', server: 's1' })).toMatchObject({ code: 'not-hung' });
    expect(simulation.act({ do: 'hang', server: 's1' })).toBeNull();
    expect(simulation.act({ do: 'hang', server: 's1' })).toMatchObject({ code: 'already-hung' });
    expect(simulation.act({ do: 'kill', server: 's1' })).toBeNull();
    expect(simulation.act({ do: 'hang', server: 's1' })).toMatchObject({ code: 'not-running' });
  });
});

describe('a link that is cut', () => {
  const fromBalancer = { a: 'load-balancer', b: 's1' } as const;

  it('to a server: connections time out, as often as they are tried', () => {
    const { answers } = play({ ...oneServer, loadBalancer: { connectTimeoutMs: 1500, retries: 2 } }, [
      { atMs: 0, do: 'cutLink', ...fromBalancer },
      ask(1000),
    ]);
    expect(answers.map((answer) => [answer.status, answer.server])).toEqual([[503, null]]);
    expect(answers[0]!.latencyMs).toBeGreaterThan(4500);
    expect(answers[0]!.latencyMs).toBeLessThan(5500);
  });

  it('to a server: the next SYN gets through once it is mended', () => {
    const { answers } = play(oneServer, [
      { atMs: 0, do: 'cutLink', ...fromBalancer },
      ask(1000),
      { atMs: 1500, do: 'mendLink', ...fromBalancer },
    ]);
    expect(answers.map((answer) => [answer.status, wholeSeconds(answer)])).toEqual([[200, 1]]);
  });

  it('to a server: an answer on its way arrives when it is mended, or not at all', () => {
    const servers = [serverSpec(1)];
    for (const [mendMs, status] of [
      [9000, 200],
      [60_000, 504],
    ] as const) {
      const slow = { atMs: 0, do: 'slowDown', server: 's1', factor: 1000 } as const;
      const { answers } = play({ ...oneServer, servers, loadBalancer: { serverTimeoutMs: 20_000 } }, [
        slow,
        ask(1000),
        { atMs: 1500, do: 'cutLink', ...fromBalancer },
        { atMs: mendMs, do: 'mendLink', ...fromBalancer },
      ]);
      expect(answers.map((answer) => answer.status)).toEqual([status]);
      expect(wholeSeconds(answers[0]!)).toBe(status === 200 ? 8 : 20);
    }
  });

  it('to a server: its checks fail, and it is up again some checks after the mending', () => {
    const actions: TimedAction[] = [
      { atMs: 30_000, do: 'cutLink', a: 's2', b: 'load-balancer' },
      { atMs: 50_000, do: 'mendLink', a: 's2', b: 'load-balancer' },
    ];
    const happenings = happeningsOf(scenarioOf({ actions }), 80_000);
    const [down] = kindOf(happenings, 'believed-down') as { afterMs: number; server: string }[];
    const [up] = kindOf(happenings, 'believed-up') as { afterMs: number; server: string }[];
    expect([down!.server, up!.server]).toEqual(['s2', 's2']);
    expect(down!.afterMs).toBeGreaterThanOrEqual(10_000);
    expect(up!.afterMs).toBeLessThanOrEqual(6000);
  });

  it('to the store: that server knows nobody and says 500 after 2 s; the others do', () => {
    const setting = { persistence: { id: 'none' }, sessionState: { id: 'distributed-cache' } };
    const { answers, history } = play(setting, [
      ask(100),
      ask(200),
      { atMs: 1000, do: 'cutLink', a: 'store', b: 's3' },
      ask(2000),
      ask(6000),
      { atMs: 9000, do: 'mendLink', a: 's3', b: 'store' },
      ...[10_000, 11_000, 12_000].map((atMs) => ask(atMs)),
    ]);
    expect(answers.map(({ server, status }) => [server, status])).toEqual([
      ['s1', 200],
      ['s2', 200],
      ['s3', 500],
      ['s4', 200],
      ['s1', 200],
      ['s2', 200],
      ['s3', 200],
    ]);
    expect(wholeSeconds(answers[2]!)).toBe(2);
    expect(history.explain(3)!.steps.map(({ code }) => code)).toContain('store-cut-off');
  });

  it('between two servers that replicate: a change is not seen on the other side', () => {
    const replicated = { persistence: { id: 'none' }, sessionState: { id: 'replication', delayMs: 1, delayP99Ms: 2 } };
    const servers = [serverSpec(1), serverSpec(2)];
    const asks = [ask(1000), ask(3000)];
    const cut = { atMs: 0, do: 'cutLink', a: 's1', b: 's2' } as const;
    const outcomes = (steps: TimedAction[]) =>
      play({ ...replicated, servers }, [...steps, ...asks]).answers.map(({ outcome }) => outcome);
    expect(outcomes([])).toEqual(['served', 'served']);
    expect(outcomes([cut])).toEqual(['served', 'session-lost']);
    expect(outcomes([cut, { ...cut, atMs: 500, do: 'mendLink' }])).toEqual(['served', 'served']);
  });

  it('to one node of a cache: only that server misses only its sessions', () => {
    const setting = { persistence: { id: 'none' }, sessionState: { id: 'distributed-cache', nodes: 3 } };
    const people = Array.from({ length: 11 }, (_, n) => `p${n + 1}`);
    const asks = (fromMs: number) => people.map((person, n) => ({ ...ask(fromMs + n * 3000), person }));
    const { answers, history } = play(setting, [
      ...asks(0),
      { atMs: 40_000, do: 'cutLink', a: 's1', b: 'cache-2' },
      ...asks(50_000),
      ...asks(100_000),
    ]);
    const failed = answers.filter(({ status }) => status === 500);
    expect(new Set(failed.map(({ server }) => server))).toEqual(new Set(['s1']));
    const atS1 = answers.filter(({ server, atMs }) => server === 's1' && atMs >= 50_000);
    expect(failed.length).toBeLessThan(atS1.length);
    expect(history.explain(failed[0]!.request)!.steps.map(({ code }) => code)).toContain('link-cut');
    expect(history.explain(failed[0]!.request)!.causes[0]!.code).toBe('cut-from-node');
  });

  it('between a node and its replica: what is written meanwhile is lost when the node dies', () => {
    const cache = { id: 'distributed-cache', replicas: 1, failoverMs: 1000, lagMs: 1, lagP99Ms: 2 };
    const setting = { persistence: { id: 'none' }, sessionState: cache };
    const link = { a: 'cache-1', b: 'cache-1-replica' } as const;
    const outcomeAfter = (...steps: TimedAction[]) =>
      play(setting, [...steps, ask(1000), { atMs: 5000, do: 'killNode', node: 'cache-1' }, ask(9000)]).answers[1]!
        .outcome;
    expect(outcomeAfter()).toBe('served');
    expect(outcomeAfter({ atMs: 0, do: 'cutLink', ...link })).toBe('session-lost');
    expect(outcomeAfter({ atMs: 0, do: 'cutLink', ...link }, { atMs: 3000, do: 'mendLink', ...link })).toBe('served');
  });

  it('must be there, and can be cut once', () => {
    const simulation = createSimulation(scenarioOf());
    expect(simulation.act({ do: 'cutLink', a: 's1', b: 'store' })).toMatchObject({ code: 'no-such-link' });
    expect(simulation.act({ do: 'cutLink', a: 's1', b: 's2' })).toMatchObject({ code: 'no-such-link' });
    expect(simulation.act({ do: 'mendLink', a: 's1', b: 'load-balancer' })).toMatchObject({ code: 'not-cut' });
    expect(simulation.act({ do: 'cutLink', a: 's1', b: 'load-balancer' })).toBeNull();
    expect(simulation.act({ do: 'cutLink', a: 'load-balancer', b: 's1' })).toMatchObject({ code: 'already-cut' });
    expect(simulation.snapshot().servers[0]!.cutFrom).toEqual(['load-balancer']);
  });
});

it('a request that is answered in time costs no event: the digest is what it is without a timeout', () => {
  const [with50s, with500s] = [50_000, 500_000].map((serverTimeoutMs) => {
    const simulation = createSimulation(scenarioOf({ loadBalancer: { serverTimeoutMs } }));
    simulation.advance(200_000_000);
    return simulation.digest();
  });
  expect(with50s).toBe(with500s);
});
