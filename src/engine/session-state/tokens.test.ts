import { jwtVerify } from 'jose';
import { describe, expect, it } from 'vitest';
import type { TimedAction } from '../actions.ts';
import type { FinishedRequest } from '../evidence.ts';
import { createHistory } from '../history.ts';
import type { Choice } from '../scenario.ts';
import type { Happening } from '../snapshot.ts';
import { scenarioOf, strategyOf } from '../testing/scenarioOf.ts';
import { cookieBytes } from '../wire/carriedSize.ts';
import { signingKey } from '../wire/jwt.ts';

const people = [{ count: 6, behaviour: 'shopper', network: 'home' }] as const;
const workload = { thinkMs: 2000, visitRequests: 60 };

function runOf(sessionState: Choice, actions: readonly TimedAction[], untilMs = 120_000) {
  const { loadBalancer } = strategyOf('sticky-cookie');
  const sticky = sessionState.id === 'server-memory' ? loadBalancer : {};
  const history = createHistory(scenarioOf({ people, workload, sessionState, loadBalancer: sticky, actions }));
  const finished: FinishedRequest[] = [];
  const happenings: Happening[] = [];
  history.advance(untilMs * 1000, {
    finished: (request) => void finished.push(request),
    happened: (happening) => void happenings.push(happening),
  });
  const of = (person: string, fromMs = 0) =>
    finished.filter((request) => request.person === person && request.atMs > fromMs);
  return { history, finished, happenings, of, measures: history.simulation.measures() };
}

describe('a sign-out everywhere', () => {
  const signOut = { atMs: 40_000, do: 'signOutEverywhere', person: 'ada' } as const;

  it.each(['server-memory', 'distributed-cache', 'database', 'replication'])(
    'ends a session in %s at once: its person signs in again, and it is no loss',
    (id) => {
      const { of, measures, happenings } = runOf({ id }, [signOut]);
      const [first, second] = of('ada', 40_000);
      expect([first!.status, first!.outcome, first!.itemsLost]).toEqual([302, 'served', 0]);
      expect(second!.url).toBe('/login');
      expect(measures.outcomes['revoked-but-served']).toBe(0);
      expect(measures.sessionsLost).toBe(0);
      expect(happenings.find(({ kind }) => kind === 'signed-out-everywhere')).toMatchObject({ sessions: 1 });
    },
  );

  it.each(['signed-token', 'encrypted-cookie'])('leaves a %s valid until it expires, and issues no other', (id) => {
    const { of } = runOf({ id, lifetimeMs: 60_000 }, [signOut], 200_000);
    const after = of('ada', 40_500);
    const end = after.findIndex(({ outcome }) => outcome !== 'revoked-but-served');
    expect(end).toBeGreaterThan(5);
    expect(after[end]!.outcome).toBe('expired');
    expect(after[end]!.atMs).toBeGreaterThan(60_000);
    expect(after[end]!.atMs).toBeLessThan(110_000);
    expect(after[end + 1]).toMatchObject({ url: '/login', outcome: 'served' });
    expect(after.slice(end + 1).some(({ outcome }) => outcome === 'revoked-but-served')).toBe(false);
  });

  it('reaches every device of the account and nobody else', () => {
    const device = { atMs: 1000, do: 'addDevice', person: 'ada', network: 'home' } as const;
    const { happenings, of } = runOf({ id: 'distributed-cache' }, [device, { ...signOut, atMs: 110_000 }], 240_000);
    const told = happenings.find(({ kind }) => kind === 'signed-out-everywhere');
    expect(told).toMatchObject({ person: 'ada', sessions: 2 });
    for (const person of ['ada', 'ada-device-2']) expect(of(person, 110_000)[0]!.status).toBe(302);
    expect(of('ben', 110_000)[0]!.status).toBe(200);
  });

  it('does not stop a thief of a token, and stops one of a session id', () => {
    const theft = { atMs: 39_000, do: 'stealCookie', from: 'ada' } as const;
    const hijacksAfter = (id: string) =>
      runOf({ id }, [theft, signOut])
        .of('mallory', 41_000)
        .filter(({ outcome }) => outcome === 'hijacked').length;
    expect(hijacksAfter('signed-token')).toBeGreaterThan(10);
    expect(hijacksAfter('distributed-cache')).toBe(0);
  });

  it('says why it can’t be done', () => {
    const { history } = runOf({ id: 'signed-token' }, [], 10);
    expect(history.act({ do: 'signOutEverywhere', person: 'ada' })?.code).toBe('nothing-to-revoke');
    expect(history.act({ do: 'signOutEverywhere', person: 'nobody' })?.code).toBe('no-such-person');
  });
});

describe('a new key', () => {
  const rotate = { atMs: 40_000, do: 'rotateKey' } as const;

  it('is noticed by nobody while the old one is accepted for as long as tokens live', () => {
    const { measures, happenings } = runOf({ id: 'signed-token' }, [rotate]);
    expect(measures.outcomes['token-rejected']).toBe(0);
    expect(happenings.some(({ kind }) => kind === 'key-rotated')).toBe(true);
  });

  it.each(['signed-token', 'encrypted-cookie'])('makes every older %s worthless where the old one is not', (id) => {
    const { finished, measures } = runOf({ id, acceptsOldKeyMs: 0 }, [rotate]);
    const rejected = finished.filter(({ outcome }) => outcome === 'token-rejected');
    expect(rejected.length).toBeGreaterThan(2);
    expect(new Set(rejected.map(({ person }) => person)).size).toBe(rejected.length);
    expect(measures.itemsLost).toBe(rejected.reduce((sum, { itemsLost }) => sum + itemsLost, 0));
    expect(measures.itemsLost).toBeGreaterThan(0);
    expect(measures.sessionsLost).toBe(0);
  });

  it('rejects what is still signed with the old one when its time is over', () => {
    const { finished } = runOf({ id: 'signed-token', acceptsOldKeyMs: 3000 }, [rotate]);
    const rejected = finished.filter(({ outcome }) => outcome === 'token-rejected');
    expect(rejected.length).toBeGreaterThan(0);
    expect(rejected.length).toBeLessThan(6);
    for (const { atMs } of rejected) expect(atMs).toBeGreaterThan(42_900);
  });

  it('signs with another key, named in the token, which a JWT library verifies', async () => {
    const { of, history } = runOf({ id: 'signed-token' }, [rotate]);
    const late = of('ada', 100_000).at(-1)!;
    const text = history.explain(late.request)!.wire.clientToBalancer;
    const token = /token=([^;\r]+)/.exec(text)![1]!;
    const key = new TextEncoder().encode(signingKey(7, 1));
    const { protectedHeader } = await jwtVerify(token, key, { currentDate: new Date(Date.UTC(2026, 0, 1, 0, 2)) });
    expect(protectedHeader.kid).toBe('k2');
  });

  it('needs a key to be there', () => {
    expect(runOf({ id: 'database' }, [], 10).history.act({ do: 'rotateKey' })?.code).toBe('no-key');
  });
});

describe('a clock that is wrong', () => {
  const skew = (skewMs: number) => ({ atMs: 0, do: 'skewClock', server: 's2', skewMs }) as const;

  it('ahead refuses tokens that are still good, and issues what others take for the future', () => {
    const { measures, finished } = runOf({ id: 'signed-token', lifetimeMs: 60_000 }, [skew(59_000)], 60_000);
    const rejected = finished.filter(({ outcome }) => outcome === 'token-rejected');
    expect(rejected.some(({ server }) => server === 's2')).toBe(true);
    expect(rejected.some(({ server }) => server !== 's2')).toBe(true);
    expect(measures.outcomes.expired).toBe(0);
  });

  it('is forgiven within the leeway', () => {
    const rejections = (leewayMs: number) =>
      runOf({ id: 'signed-token', leewayMs }, [skew(20_000)]).measures.outcomes['token-rejected'];
    expect(rejections(0)).toBeGreaterThan(10);
    expect(rejections(30_000)).toBe(0);
  });

  it('does not matter to a session that servers keep', () => {
    expect(runOf({ id: 'distributed-cache' }, [skew(50_000)]).measures.outcomes['token-rejected']).toBe(0);
  });
});

describe('a token without signature', () => {
  const forge = { atMs: 20_000, do: 'forgeToken', person: 'ada', by: 'eve' } as const;

  it('is refused by who knows which algorithm to expect', () => {
    const { of, history, measures } = runOf({ id: 'signed-token' }, [forge]);
    expect(of('eve').length).toBeGreaterThan(10);
    expect(new Set(of('eve').map(({ outcome }) => outcome))).toEqual(new Set(['token-rejected']));
    expect(measures.itemsLost).toBe(0);
    const { wire, steps } = history.explain(of('eve')[0]!.request)!;
    const token = /token=([^;\r]+)/.exec(wire.clientToBalancer)![1]!;
    expect(token.endsWith('.')).toBe(true);
    expect(JSON.parse(atob(token.split('.')[0]!))).toEqual({ alg: 'none', typ: 'JWT' });
    expect(JSON.parse(atob(token.split('.')[1]!)).sub).toBe('ada');
    expect(steps.map(({ code }) => code)).toContain('unsigned');
  });

  it('is believed by who asks the token', () => {
    const { of } = runOf({ id: 'signed-token', algorithms: 'as-the-token-says' }, [forge]);
    expect(new Set(of('eve').map(({ outcome }) => outcome))).toEqual(new Set(['hijacked']));
  });

  it('can only be made where there are tokens', () => {
    const { history } = runOf({ id: 'encrypted-cookie' }, [], 10);
    expect(history.act({ do: 'forgeToken', person: 'ada' })?.code).toBe('nothing-to-forge');
  });
});

describe('a cookie', () => {
  it.each(['signed-token', 'encrypted-cookie'])('of a %s is as large as it is worked out to be', (id) => {
    const { of, history } = runOf({ id, itemBytes: 37 }, []);
    for (const { request } of of('ada').slice(0, 30)) {
      const set = /set-cookie: ([a-z_]+)=([^;]+);/.exec(history.explain(request)!.wire.balancerToClient!);
      if (set === null || set[2] === '') continue;
      const [, cookieName, value] = set as unknown as [string, string, string];
      const body = history.explain(request)!.wire.balancerToClient!;
      const items = Number(/(\d+) items? in the cart/.exec(body)![1]);
      const version = id === 'signed-token' ? JSON.parse(atob(value.split('.')[1]!)).version : items + 1;
      const carriedAs = id === 'signed-token' ? 'jwt' : 'encrypted';
      expect(cookieBytes(carriedAs, { cookieName, sub: 'ada', items, version, itemBytes: 37 })).toBe(
        cookieName.length + 1 + value.length,
      );
    }
  });

  it.each(['signed-token', 'encrypted-cookie'])('above 4096 bytes is dropped, and with it the change (%s)', (id) => {
    const small = runOf({ id, itemBytes: 0 }, []).measures;
    expect(small.outcomes['stale-read']).toBe(0);
    const { of, history, finished } = runOf({ id, itemBytes: 600 }, []);
    const stale = finished.filter(({ outcome }) => outcome === 'stale-read');
    expect(stale.length).toBeGreaterThan(6);
    const added = of(stale[0]!.person)
      .filter(({ url, atMs }) => url === '/cart/items' && atMs < stale[0]!.atMs)
      .at(-1)!;
    const step = history.explain(added.request)!.steps.find(({ code }) => code === 'cookie-too-large')!;
    expect(step.values['bytes']).toBeGreaterThan(4096);
  });
});
