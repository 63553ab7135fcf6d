/** What becomes of a cookie that somebody has changed in their own client. */
import { describe, expect, it } from 'vitest';
import type { FinishedRequest } from './evidence.ts';
import { createHistory, type History } from './history.ts';
import { scenarioOf, strategyOf } from './testing/scenarioOf.ts';
import { readJwt, writeJwt } from './wire/reading.ts';

type Change = Parameters<typeof scenarioOf>[0];
const SEED = 7;
const people = [{ count: 2, behaviour: 'shopper', network: 'home' }] as const;

const begin = (change: Change): History => {
  const history = createHistory(
    scenarioOf({ seed: SEED, people, ...change, workload: { thinkMs: 1000, visitRequests: 40 } }),
  );
  const { simulation } = history;
  const isReady = () =>
    simulation.measures().inFlight === 0 && simulation.snapshot().people.every((person) => person.believesSignedIn);
  // An answer on its way would set the cookie anew.
  for (let atUs = 30_000_000; atUs === 30_000_000 || !isReady(); atUs += 100_000) history.advance(atUs);
  return history;
};

/** The next request of that person that finishes. */
function next(history: History, person: string): FinishedRequest {
  const found: FinishedRequest[] = [];
  const from = history.simulation.nowUs / 1000;
  const sink = {
    finished: (request: FinishedRequest) =>
      void (request.person === person && request.atMs >= from && found.push(request)),
  };
  while (found.length === 0) history.advance(history.simulation.nowUs + 100_000, sink);
  return found[0]!;
}

const wireOf = (history: History, { request }: FinishedRequest) => history.explain(request)!.wire;

/** The value of a cookie in what that person sends. */
function cookieOf(history: History, person: string, name: string): string {
  const { clientToBalancer } = wireOf(history, next(history, person));
  return new RegExp(`[ ;]${name}=([^;\\r]*)`).exec(clientToBalancer)?.[1] ?? '';
}

describe('the load balancer’s cookie', () => {
  it('that names another server leads there, where nobody knows the session', () => {
    const history = begin(strategyOf('sticky-cookie'));
    const before = next(history, 'ada');
    const aim = before.server === 's3' ? 's4' : 's3';
    expect(history.act({ do: 'editCookie', person: 'ada', cookie: 'SRV', value: aim })).toBeNull();
    const after = next(history, 'ada');
    expect(after).toMatchObject({ server: aim, binding: 'pinned', outcome: 'session-lost' });
    expect(wireOf(history, after).clientToBalancer).toContain(`SRV=${aim}`);
    expect(history.simulation.measures().sessionsLostBy['cookie-edited']).toBe(1);
  });

  it('that names nobody is a stranger’s, is sent as written, and is replaced by the answer', () => {
    const history = begin(strategyOf('sticky-cookie'));
    history.act({ do: 'editCookie', person: 'ada', cookie: 'SRV', value: 'nowhere|zz' });
    const after = next(history, 'ada');
    expect(after.binding).toBe('stranger');
    expect(wireOf(history, after).clientToBalancer).toContain('SRV=nowhere|zz');
    expect(wireOf(history, after).balancerToClient).toMatch(/set-cookie: SRV=s\d/);
    expect(cookieOf(history, 'ada', 'SRV')).toMatch(/^s\d/);
  });
});

describe('the application’s cookie', () => {
  it('with an id that nobody gave out is no session', () => {
    const history = begin(strategyOf('sticky-cookie'));
    history.act({ do: 'editCookie', person: 'ada', cookie: 'JSESSIONID', value: 'made-up' });
    const after = next(history, 'ada');
    expect(after.outcome).toBe('session-lost');
    expect(wireOf(history, after).clientToBalancer).toContain('JSESSIONID=made-up');
  });

  it('with another person’s id makes whoever sends it that person', () => {
    const history = begin(strategyOf('redis'));
    const id = cookieOf(history, 'ben', 'sid');
    history.act({ do: 'editCookie', person: 'ada', cookie: 'sid', value: id });
    const after = next(history, 'ada');
    expect(after.outcome).toBe('hijacked');
    expect(history.simulation.snapshot().people.find(({ id: person }) => person === 'ben')!.hijacks).toBe(1);
  });

  it('with its own value changes nothing', () => {
    const history = begin(strategyOf('redis'));
    history.act({ do: 'editCookie', person: 'ada', cookie: 'sid', value: cookieOf(history, 'ada', 'sid') });
    expect(next(history, 'ada').outcome).toBe('served');
  });
});

describe('a signed token', () => {
  const tampered = (change: Change, header?: string) => {
    const history = begin(change);
    const token = cookieOf(history, 'ada', 'token');
    const { claims } = readJwt(token, SEED)!;
    const [own = '', , signature = ''] = token.split('.');
    const richer = JSON.stringify({ ...claims, items: 99, version: 99 });
    const value =
      header === undefined ? writeJwt('{}', richer, signature).replace(/^[^.]*/, own) : writeJwt(header, richer, '');
    history.act({ do: 'editCookie', person: 'ada', cookie: 'token', value });
    return { history, value, after: next(history, 'ada') };
  };

  it('with a changed claim is refused, and it is said why', () => {
    const { history, value, after } = tampered(strategyOf('jwt'));
    expect(after.outcome).toBe('token-rejected');
    const { wire, steps } = history.explain(after.request)!;
    expect(wire.clientToBalancer).toContain(`token=${value}`);
    expect(wire.balancerToServer).toContain(`token=${value}`);
    expect(steps.map(({ code }) => code)).toContain('forged');
    expect(history.simulation.measures().sessionsLostBy['cookie-edited']).toBe(1);
  });

  it('that says it needs no signature is believed by a verifier that believes what tokens say', () => {
    const none = '{"alg":"none","typ":"JWT"}';
    expect(tampered(strategyOf('jwt'), none).after.outcome).toBe('token-rejected');
    const sessionState = { id: 'signed-token', algorithms: 'as-the-token-says' };
    const { history, after } = tampered({ ...strategyOf('jwt'), sessionState }, none);
    expect(after.outcome).toBe('served');
    expect(wireOf(history, after).serverToBalancer).toMatch(/<p>(99|100) items/);
  });

  it('of an earlier moment is genuine, and brings the earlier cart back', () => {
    const history = begin({ ...strategyOf('jwt'), people: [{ count: 1, behaviour: 'shopper', network: 'home' }] });
    const old = cookieOf(history, 'ada', 'token');
    while (readJwt(cookieOf(history, 'ada', 'token'), SEED)!.claims['items'] === readJwt(old, SEED)!.claims['items']);
    history.act({ do: 'editCookie', person: 'ada', cookie: 'token', value: old });
    expect(next(history, 'ada').outcome).toBe('stale-read');
  });

  it.each(['x', 'e30.e30.', 'a.b.c'])('%j is none at all', (value) => {
    const history = begin(strategyOf('jwt'));
    history.act({ do: 'editCookie', person: 'ada', cookie: 'token', value });
    const after = next(history, 'ada');
    expect(after.outcome).toBe('token-rejected');
    expect(wireOf(history, after).clientToBalancer).toContain(`token=${value}`);
  });
});

describe('a sealed cookie', () => {
  it('that was changed opens with no key; another person’s does', () => {
    const history = begin(strategyOf('encrypted-cookie'));
    const own = cookieOf(history, 'ada', '_session');
    const changed = `${own.slice(0, -2)}${own.endsWith('AA') ? 'BB' : 'AA'}`;
    history.act({ do: 'editCookie', person: 'ada', cookie: '_session', value: changed });
    expect(next(history, 'ada').outcome).toBe('token-rejected');
    const another = begin(strategyOf('encrypted-cookie'));
    another.act({ do: 'editCookie', person: 'ada', cookie: '_session', value: cookieOf(another, 'ben', '_session') });
    expect(next(another, 'ada').outcome).toBe('hijacked');
  });
});

describe('what can’t be edited', () => {
  const refusalOf = (change: Change, cookie: string, person = 'ada') =>
    begin(change).act({ do: 'editCookie', person, cookie, value: 's1' })?.code;

  it('says why', () => {
    expect(refusalOf(strategyOf('sticky-cookie'), 'other')).toBe('no-such-cookie');
    expect(refusalOf(strategyOf('stateless'), 'JSESSIONID')).toBe('no-such-cookie');
    expect(refusalOf(strategyOf('url-rewriting'), 'JSESSIONID')).toBe('no-such-cookie');
    expect(refusalOf(strategyOf('sticky-cookie'), 'SRV', 'nobody')).toBe('no-such-person');
    const history = begin(strategyOf('sticky-cookie'));
    history.act({ do: 'blockCookies', person: 'ada' });
    const edit = { do: 'editCookie', person: 'ada', cookie: 'SRV', value: 's1' } as const;
    expect(history.act(edit)?.code).toBe('cookies-already-blocked');
  });

  it('is a bytes-on-the-wire figure: what was written is counted as it was sent', () => {
    const history = begin(strategyOf('sticky-cookie'));
    const before = history.simulation.measures().wire.up;
    history.act({ do: 'editCookie', person: 'ada', cookie: 'JSESSIONID', value: 'x'.repeat(3000) });
    next(history, 'ada');
    expect(history.simulation.measures().wire.up - before).toBeGreaterThan(3000);
  });
});

describe('a device', () => {
  it('is taken away again, and stays away when people come', () => {
    const history = begin(strategyOf('sticky-cookie'));
    expect(history.act({ do: 'removeDevice', person: 'ada' })?.code).toBe('no-device');
    history.act({ do: 'addDevice', person: 'ada' });
    history.advance(60_000_000);
    expect(history.act({ do: 'removeDevice', person: 'ada' })).toBeNull();
    expect(history.act({ do: 'removeDevice', person: 'ada' })?.code).toBe('no-device');
    history.act({ do: 'setLoad', people: 4 });
    const asked: string[] = [];
    history.advance(62_000_000);
    history.advance(120_000_000, { finished: ({ person }) => void asked.push(person) });
    expect(asked).not.toContain('ada-device-2');
    const active = history.simulation.snapshot().people.filter(({ isActive }) => isActive);
    expect(active.map(({ id }) => id)).toHaveLength(4);
  });

  it('may be named itself', () => {
    const history = begin(strategyOf('jwt'));
    history.act({ do: 'addDevice', person: 'ada' });
    history.act({ do: 'addDevice', person: 'ada' });
    expect(history.act({ do: 'removeDevice', person: 'ada-device-2' })).toBeNull();
    const isActive = (id: string) => history.simulation.snapshot().people.find((person) => person.id === id)!.isActive;
    expect([isActive('ada-device-2'), isActive('ada-device-3')]).toEqual([false, true]);
  });
});

describe('a browser whose session is lost', () => {
  it('goes on sending its cookie until an answer replaces it', () => {
    const history = begin(strategyOf('sticky-cookie'));
    const old = cookieOf(history, 'ada', 'JSESSIONID');
    const { server } = next(history, 'ada');
    history.act({ do: 'restart', server: server! });
    let lost = next(history, 'ada');
    while (lost.outcome !== 'session-lost') lost = next(history, 'ada');
    const signIn = next(history, 'ada');
    expect(signIn.url).toBe('/login');
    const { clientToBalancer, balancerToClient } = wireOf(history, signIn);
    expect(clientToBalancer).toContain(`JSESSIONID=${old}`);
    expect(balancerToClient).toMatch(/set-cookie: JSESSIONID=[0-9A-F]{32}/);
    expect(cookieOf(history, 'ada', 'JSESSIONID')).not.toBe(old);
  });
});
