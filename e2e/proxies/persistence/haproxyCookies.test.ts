/** Marks that clients carry, held against HAProxy request by request. */
import { describe, expect, it } from 'vitest';
import { markText } from '../../../src/engine/wire/mark.ts';
import { startBackends } from './backends.ts';
import {
  cookieOf,
  forging,
  insert,
  portsFrom,
  prefix,
  prefixOfCookie,
  reportHaproxy,
  shared,
  valueOfCookie,
} from './cases.ts';
import { createClients } from './clients.ts';
import { compare } from './compare.ts';
import { hasHaproxy, startHaproxy } from './haproxy.ts';
import { ask, mixedTraffic, type Shape, wait } from './script.ts';

const port = portsFrom(18_100);
const rewrite = {
  backend: 'cookie SRV rewrite',
  server: cookieOf,
  markIn: valueOfCookie('SRV'),
  persistence: { id: 'rewritten-cookie' },
};
const extra = 'SRV=any; path=/';

reportHaproxy();

describe.skipIf(!hasHaproxy).concurrent('HAProxy chooses as the engine does', () => {
  describe.each([1, 2, 3])('mixed traffic %i', (seed) => {
    const mixed = (shape?: Shape) => ({ port: port(), steps: mixedTraffic(seed, shape) });

    it('cookie insert', () => compare({ ...mixed(), ...insert }));
    it('cookie insert, sessions shared', () => compare({ ...mixed(), ...insert, application: shared }));
    it('cookie insert, forged', () => compare({ ...mixed(forging('SRV=')), ...insert }));
    it('cookie insert dynamic', () =>
      compare({
        ...mixed(),
        ...insert,
        backend: 'dynamic-cookie-key secret\ncookie SRV insert indirect nocache dynamic',
        server: () => '',
        persistence: { id: 'inserted-cookie', keyed: 'secret' },
      }));
    it('cookie prefix', () => compare({ ...mixed(), ...prefix }));
    it('cookie prefix, sessions shared: balanced anew while the server is away', () =>
      compare({
        ...mixed(),
        ...prefix,
        backend: 'cookie sid prefix',
        markIn: prefixOfCookie('sid'),
        application: shared,
      }));
    it('cookie rewrite', () => compare({ ...mixed(), ...rewrite, application: { extra } }));
    it('cookie rewrite, sessions shared', () => compare({ ...mixed(), ...rewrite, application: { ...shared, extra } }));
    it('use-server by the route behind the session id', () =>
      compare({
        ...mixed(),
        backend: [1, 2, 3, 4].map((n) => `use-server s${n} if { req.cook(JSESSIONID) -m end .s${n} }`).join('\n'),
        application: { write: (id, server) => `${id}.${server}` },
        markIn: (line) => /^JSESSIONID=[^;]*\.([^;.]*)/.exec(line)?.[1] ?? '',
        persistence: { id: 'route-suffix' },
      }));
    it('use-server by the route in the URL, cookies blocked', () =>
      compare({
        ...mixed(() => ({ cookies: false })),
        backend: [1, 2, 3, 4].map((n) => `use-server s${n} if { path -m end .s${n} }`).join('\n'),
        application: { write: (id, server) => `${id}.${server}`, isInLinks: true },
        persistence: { id: 'url-parameter' },
      }));
  });

  /**
   * p1 comes every three seconds, p2 and p3 only at the beginning and, after a while, at the end. Limits lie far from the
   * ages that occur: HAProxy counts whole seconds and rounds dates up to four.
   */
  const dated = (thenMs: number) => [
    ...['p1', 'p2', 'p3'].map((person) => ask(person)),
    ...[3000, 3000, 3000].flatMap((ms) => [wait(ms), ask('p1')]),
    wait(thenMs),
    ...['p1', 'p2', 'p3', 'p1'].map((person) => ask(person)),
  ];
  // Dates come in steps of four seconds of the real clock: when a cookie is sent again is not the same here.
  const undated = { markIn: () => '', spacingMs: 600 };

  it('cookie insert maxidle: who was silent for too long is a stranger', () =>
    compare({
      port: port(),
      steps: dated(4500),
      ...insert,
      ...undated,
      backend: 'cookie SRV insert indirect nocache maxidle 7s',
      persistence: { id: 'inserted-cookie', maxIdleMs: 210_000 },
    }));
  it('cookie insert maxlife: whose cookie is too old is a stranger, however busy', () =>
    compare({
      port: port(),
      steps: dated(8000),
      ...insert,
      ...undated,
      backend: 'cookie SRV insert indirect nocache maxlife 11s',
      persistence: { id: 'inserted-cookie', maxLifeMs: 330_000 },
    }));

  it('writes dates into the cookie as the engine does', async () => {
    const at = port();
    const backends = await startBackends(1, at, { cookieName: 'JSESSIONID', isShared: false });
    const backend = 'cookie SRV insert maxidle 5m maxlife 1h';
    const given = { port: at, ports: backends.ports, backend, server: cookieOf, mode: 'http' } as const;
    const haproxy = await startHaproxy(given);
    const secondsNow = () => Math.floor(Date.now() / 1000);
    const before = secondsNow();
    const client = { person: 'p1', address: '127.0.0.1', url: '/', headers: {}, cookies: true };
    const { setCookies } = await createClients(at, {}).ask(client);
    const written = [before, secondsNow()].map((seconds) => {
      const roundedUp = Math.ceil(seconds / 4) * 4;
      return markText('s1', { seenS: roundedUp, firstS: roundedUp });
    });
    await haproxy.stop();
    await backends.stopAll();
    expect(written).toContain(setCookies.map(valueOfCookie('SRV')).join(''));
  });
});
