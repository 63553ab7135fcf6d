import { describe, expect, it } from 'vitest';
import type { Action, TimedAction } from './actions.ts';
import type { FinishedRequest } from './evidence.ts';
import { createHistory } from './history.ts';
import { createSimulation } from './simulation.ts';
import type { Happening } from './snapshot.ts';
import { scenarioOf, strategyOf } from './testing/scenarioOf.ts';

const people = [{ count: 4, behaviour: 'shopper', network: 'home' }] as const;
const workload = { thinkMs: 2000, visitRequests: 40 };

function runOf(change: Parameters<typeof scenarioOf>[0], actions: readonly TimedAction[], untilMs = 120_000) {
  const simulation = createSimulation(scenarioOf({ people, workload, ...change, actions }));
  const finished: FinishedRequest[] = [];
  const happenings: Happening[] = [];
  simulation.advance(untilMs * 1000, {
    finished: (request) => void finished.push(request),
    happened: (happening) => void happenings.push(happening),
  });
  return { simulation, finished, happenings, measures: simulation.measures() };
}

const steal = { atMs: 40_000, do: 'stealCookie', from: 'ada' } as const;

describe('a stolen cookie', () => {
  it.each(['sticky-cookie', 'jwt', 'redis'])('under %s makes its thief the victim, who is named', (id) => {
    const { simulation, finished, happenings, measures } = runOf(strategyOf(id), [steal]);
    const thefts = finished.filter(({ person }) => person === 'mallory');
    const hijacks = thefts.filter(({ outcome }) => outcome === 'hijacked');
    expect(hijacks.length).toBeGreaterThan(10);
    expect(measures.outcomes.hijacked).toBe(hijacks.length);
    const told = happenings.filter(({ kind }) => kind === 'hijacked');
    expect(told.length).toBe(hijacks.length);
    expect(told[0]).toMatchObject({ person: 'ada', by: 'mallory', request: hijacks[0]!.request });
    const [ada, mallory] = ['ada', 'mallory'].map((who) => simulation.snapshot().people.find((p) => p.id === who)!);
    expect([ada!.hijacks, ada!.isAttacker, mallory!.isAttacker]).toEqual([hijacks.length, false, true]);
  });

  it('is worth nothing where the session is found by the address, in one server’s memory', () => {
    const { finished, measures } = runOf(strategyOf('source-ip'), [steal]);
    const server = finished.filter(({ person }) => person === 'ada').at(-1)!.server;
    const thefts = finished.filter(({ person }) => person === 'mallory');
    expect(thefts.length).toBeGreaterThan(10);
    expect(thefts[0]!.server).not.toBe(server);
    expect(measures.outcomes.hijacked).toBe(0);
  });

  it('ends with the session: when its owner signs out, the thief is nobody', () => {
    const short = { ...strategyOf('sticky-cookie'), workload: { thinkMs: 2000, visitRequests: 6 } };
    const signIn = runOf(short, []).finished.find(({ person, url }) => person === 'ada' && url === '/login')!;
    const theft = { ...steal, atMs: signIn.atMs + 1000 };
    const { finished } = runOf(short, [theft]);
    const out = finished.find(({ person, url }) => person === 'ada' && url === '/logout')!;
    const after = finished.filter(({ person, atMs }) => person === 'mallory' && atMs > out.atMs + 1000);
    expect(after.length).toBeGreaterThan(5);
    for (const { outcome, status } of after) expect([outcome, status]).toEqual(['served', 302]);
  });

  it('changes nothing for those it is stolen from, and stops when told to', () => {
    const ofAda = (actions: readonly TimedAction[]) =>
      runOf(strategyOf('sticky-cookie'), actions).finished.filter(({ person }) => person === 'ada');
    const wants = (requests: readonly FinishedRequest[]) => requests.map(({ url, outcome }) => `${url} ${outcome}`);
    expect(wants(ofAda([steal]))).toEqual(wants(ofAda([])));
    const stop = { atMs: 50_000, do: 'stopAttack', by: 'mallory' } as const;
    const { finished } = runOf(strategyOf('sticky-cookie'), [steal, stop]);
    expect(finished.filter(({ person, atMs }) => person === 'mallory' && atMs > 50_000)).toEqual([]);
  });
});

describe('a forged load balancer cookie', () => {
  const forge = { atMs: 20_000, do: 'forgeCookie', server: 's3', perSecond: 20, by: 'eve' } as const;

  it('aims load at one server, which obeys; a keyed one is not guessed', () => {
    const serversOf = (options: object) => {
      const loadBalancer = { persistence: { id: 'inserted-cookie', ...options } };
      const { finished } = runOf({ loadBalancer }, [forge]);
      const forged = finished.filter(({ person }) => person === 'eve');
      expect(forged.length).toBeGreaterThan(300);
      return new Set(forged.map(({ server }) => server));
    };
    expect([...serversOf({})]).toEqual(['s3']);
    expect(serversOf({ keyed: 'secret' }).size).toBe(4);
  });

  it('stands on the wire as it was made up', () => {
    for (const keyed of ['', 'secret']) {
      const loadBalancer = { persistence: { id: 'inserted-cookie', keyed } };
      const history = createHistory(scenarioOf({ people, loadBalancer, actions: [forge] }));
      const finished: FinishedRequest[] = [];
      history.advance(30_000_000, { finished: (request) => void finished.push(request) });
      const { request } = finished.find(({ person }) => person === 'eve')!;
      const cookie = keyed === '' ? 'Cookie: SRV=s3' : /Cookie: SRV=s3\r/;
      expect(history.explain(request)!.wire.clientToBalancer).toMatch(cookie);
    }
  });
});

describe('a fixed session', () => {
  const fix = { atMs: 0, do: 'fixSession', person: 'ada' } as const;
  const under = (rotatesAtSignIn: boolean, id: string) =>
    runOf({ ...strategyOf(id), workload: { ...workload, rotatesAtSignIn } }, [fix]);

  it.each(['redis', 'sticky-cookie'])('under %s is worth nothing when the id is new at sign-in', (id) => {
    const { measures, finished } = under(true, id);
    expect(finished.filter(({ person }) => person === 'mallory').length).toBeGreaterThan(10);
    expect(measures.outcomes.hijacked).toBe(0);
  });

  it.each(['redis', 'sticky-cookie'])('under %s makes the attacker the victim when the id is taken over', (id) => {
    const { measures, happenings } = under(false, id);
    expect(measures.outcomes.hijacked).toBeGreaterThan(10);
    expect(happenings.find(({ kind }) => kind === 'hijacked')).toMatchObject({ person: 'ada' });
    expect(measures.sessionsLost).toBe(0);
  });
});

describe('an attack', () => {
  it('says why it can’t be done', () => {
    const { simulation } = runOf(strategyOf('sticky-cookie'), [], 10);
    const code = (action: Action) => simulation.act(action)?.code ?? null;
    expect(code({ do: 'stealCookie', from: 'ada' })).toBe('nothing-to-steal');
    expect(code({ do: 'stealCookie', from: 'nobody' })).toBe('no-such-person');
    expect(code({ do: 'forgeCookie', server: 's9' })).toBe('no-such-server');
    expect(code({ do: 'fixSession', person: 'ada', by: 'ben' })).toBe('not-an-attacker');
    expect(code({ do: 'stopAttack', by: 'mallory' })).toBe('no-such-person');
    expect(code({ do: 'forgeCookie', server: 's1', by: 'eve' })).toBeNull();
    expect(code({ do: 'fixSession', person: 'ada', by: 'eve' })).toBeNull();
    expect(simulation.snapshot().people.length).toBe(5);
    const token = runOf(strategyOf('jwt'), [], 10).simulation;
    expect(token.act({ do: 'fixSession', person: 'ada' })?.code).toBe('nothing-to-fix');
    expect(token.act({ do: 'forgeCookie', server: 's1' })?.code).toBe('nothing-to-forge');
  });

  it('is not counted among the people whose number the load sets', () => {
    const { simulation } = runOf(strategyOf('sticky-cookie'), [steal, { atMs: 50_000, do: 'setLoad', people: 2 }]);
    const active = simulation.snapshot().people.filter(({ isActive }) => isActive);
    expect(active.map(({ id }) => id)).toEqual(['ada', 'ben', 'mallory']);
  });
});
