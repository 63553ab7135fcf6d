import { describe, expect, it } from 'vitest';
import { COMMON_STEPS, type FinishedRequest, type StepValues } from '../evidence.ts';
import { createHistory } from '../history.ts';
import type { Behaviour, Scenario } from '../scenario.ts';
import { sessionStates } from '../session-state/registry.ts';
import { createSimulation } from '../simulation.ts';
import { strategies } from '../strategies/registry.ts';
import { scenarioOf, serverSpec, strategyOf } from '../testing/scenarioOf.ts';
import { WISH } from '../world.ts';
import { behaviours } from './registry.ts';
import { WISHES } from './wishes.ts';

const groupOf = (behaviour: Behaviour, count = 12) => [{ count, behaviour, network: 'home' }] as const;

function runOf(scenario: Scenario, untilMs = 120_000) {
  const simulation = createSimulation(scenario);
  const finished: FinishedRequest[] = [];
  simulation.advance(untilMs * 1000, { finished: (request) => void finished.push(request) });
  return { simulation, finished, measures: simulation.measures() };
}

describe.each(behaviours)('$id', ({ id, during, ends, about }) => {
  it('has shares that rise to one, ends by signing out, and says where its figures come from', () => {
    expect(during.at(-1)!.upTo).toBe(1);
    for (const [index, { upTo }] of during.entries()) expect(upTo).toBeGreaterThan(during[index - 1]?.upTo ?? 0);
    expect(ends.at(-1)).toBe(WISH.signOut);
    expect(about.source.length).toBeGreaterThan(10);
  });

  it('wants the same things in the same order under every strategy', () => {
    const plans = strategies.map((strategy) => {
      const people = groupOf(id as Behaviour, 4);
      const { finished } = runOf(
        scenarioOf({ ...strategyOf(strategy.id), people, workload: { thinkMs: 1000 } }),
        120_000,
      );
      const wanted = finished.filter(({ person, url }) => person === 'ada' && url !== '/login');
      return wanted.map(({ method, url }) => `${method} ${url}`);
    });
    const shortest = Math.min(...plans.map(({ length }) => length));
    expect(shortest).toBeGreaterThan(5);
    for (const plan of plans) expect(plan.slice(0, shortest)).toEqual(plans[0]!.slice(0, shortest));
  });

  it('has wishes that are requests of their own site', () => {
    const { finished, simulation } = runOf(scenarioOf({ people: groupOf(id as Behaviour) }), 60_000);
    const own = [WISH.signIn, ...during.map(({ wish }) => wish), ...ends].map((wish) => WISHES[wish]!);
    for (const { method, url } of finished) {
      const isOwn = own.some((wish) => wish.method === method && wish.url(0).split('/')[1] === url.split('/')[1]);
      expect(isOwn).toBe(true);
    }
    expect(new Set(simulation.snapshot().people.map(({ behaviour }) => behaviour))).toEqual(new Set([id]));
  });
});

const fill = (text: string, values: StepValues): string =>
  text.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name]));

describe.each(sessionStates)('evidence of $id', (state) => {
  it.each(behaviours)('speaks of what a $id has in the session', ({ id, counts }) => {
    const own = state.id === 'server-memory' ? strategyOf('sticky-cookie') : {};
    const people = groupOf(id as Behaviour, 2);
    const workload = { thinkMs: 1000 };
    const history = createHistory(scenarioOf({ ...own, people, workload, sessionState: { id: state.id } }));
    history.advance(20_000_000);
    const said = new Set<string>();
    for (let request = 1; request <= Math.min(30, history.simulation.requestsSent); request += 1) {
      for (const { code, values } of history.explain(request)?.steps ?? []) {
        const words = { ...COMMON_STEPS, ...state.steps }[code];
        if (words !== undefined && 'items' in values) said.add(fill(words.detail, values));
      }
    }
    expect(said.size).toBeGreaterThan(0);
    for (const text of said) expect(text).toMatch(new RegExp(`\\b\\d+ (${counts.one}|${counts.many})\\b`));
  });
});

it('all hosts are equally long: the length of what is carried rests on it', () => {
  expect(new Set(behaviours.map(({ host }) => host.length)).size).toBe(1);
});

describe('a banker', () => {
  it('transfers in three steps, and loses the steps done when the session dies between them', () => {
    const scenario = scenarioOf({
      ...strategyOf('sticky-cookie'),
      people: groupOf('banker', 40),
      workload: { thinkMs: 3000 },
      actions: [{ atMs: 60_000, do: 'kill', server: 's2' }],
    });
    const { finished, measures } = runOf(scenario, 300_000);
    const transfer = finished.filter(({ person, url }) => {
      return person === 'ada' && url.startsWith('/transfers');
    });
    expect(transfer.slice(0, 3).map(({ url }) => url)).toEqual([
      '/transfers/payee',
      '/transfers/amount',
      '/transfers/confirm',
    ]);
    const lost = finished.filter(({ outcome }) => outcome === 'session-lost');
    expect(lost.length).toBeGreaterThan(0);
    expect(measures.itemsLost).toBeGreaterThan(0);
    for (const { itemsLost } of lost) expect(itemsLost).toBeLessThanOrEqual(2);
  });

  it('is on the wire at a bank', () => {
    const history = createHistory(scenarioOf({ people: groupOf('banker') }));
    history.advance(30_000_000);
    expect(history.explain(1)!.wire.clientToBalancer).toContain('Host: bank.example');
  });
});

describe('a gamer', () => {
  const gaming = (workload: Partial<Scenario['workload']>) =>
    runOf(scenarioOf({ ...strategyOf('sticky-cookie'), people: groupOf('gamer', 4), workload }));

  it('makes about ten moves a second over one connection, and says how many answers were late', () => {
    const near = gaming({ serviceMs: { median: 2, p99: 5 } });
    const moves = near.finished.filter(({ person, url }) => person === 'ada' && url === '/game/moves');
    const gaps = moves.slice(1).map(({ atMs }, index) => atMs - moves[index]!.atMs);
    const median = gaps.sort((a, b) => a - b)[Math.floor(gaps.length / 2)]!;
    expect(median).toBeGreaterThan(80);
    expect(median).toBeLessThan(140);
    const late = near.finished.filter(({ latencyMs }) => latencyMs > 100).length;
    expect(near.measures.lateAnswers).toBe(late);
    const far = gaming({ distanceMs: 120 });
    expect(far.measures.lateAnswers).toBe(far.measures.requests);
    expect(late / near.measures.requests).toBeLessThan(0.2);
  });

  it('stays on the server of its connection where persistence is per connection', () => {
    const loadBalancer = { persistence: { id: 'connection' } };
    const { finished } = runOf(scenarioOf({ people: groupOf('gamer', 4), loadBalancer }), 20_000);
    const servers = new Set(finished.filter(({ person }) => person === 'ada').map(({ server }) => server));
    expect(servers.size).toBe(1);
  });
});

describe('editors', () => {
  const editing = (change: Parameters<typeof scenarioOf>[0]) =>
    runOf(scenarioOf({ people: groupOf('editor', 8), workload: { thinkMs: 2000 }, ...change }));

  it('are in one document: all of them see one count, which is the sum of what they did', () => {
    const people = groupOf('editor', 3);
    const servers = [serverSpec(1)];
    const { finished, simulation } = editing({ people, servers });
    const changes = finished.filter(({ url, outcome }) => url === '/documents/1/edits' && outcome === 'served');
    const history = createHistory(scenarioOf({ people, servers, workload: { thinkMs: 2000 } }));
    history.advance(simulation.nowUs);
    const last = history.explain(changes.at(-1)!.request)!.wire.serverToBalancer;
    expect(last).toContain(`${changes.length} changes`);
    expect(simulation.measures().outcomes['lost-update']).toBe(0);
  });

  it('overwrite each other in a database where the last write wins, and not where a version is checked', () => {
    const slow = { id: 'database', writeMs: 200, writeP99Ms: 400 };
    const blind = editing({ sessionState: slow }).measures;
    const checked = editing({ sessionState: { ...slow, concurrency: 'optimistic' } }).measures;
    expect(blind.outcomes['lost-update']).toBeGreaterThan(5);
    expect(checked.outcomes['lost-update']).toBe(0);
    expect(checked.outcomes['stale-read']).toBe(0);
  });

  it('do not see each other’s work when each is pinned to a memory of their own', () => {
    const apart = editing(strategyOf('sticky-cookie')).measures;
    expect(apart.outcomes['session-lost']).toBe(0);
    expect(apart.outcomes['stale-read']).toBeGreaterThan(50);
    const together = editing({
      loadBalancer: { balancing: { id: 'consistent-hash', key: 'cookie:JSESSIONID' } },
    }).measures;
    expect(together.outcomes['stale-read']).toBe(0);
    expect(editing(strategyOf('jwt')).measures.outcomes['stale-read']).toBeGreaterThan(50);
  });

  it('leave the document to the others when they sign out', () => {
    const servers = [serverSpec(1)];
    const { finished, measures } = editing({ servers, workload: { thinkMs: 500, visitRequests: 3 } });
    expect(finished.filter(({ url }) => url === '/logout').length).toBeGreaterThan(3);
    expect(measures.sessionsLost).toBe(0);
    expect(measures.sessionsStarted).toBeLessThanOrEqual(8);
  });
});
