/** Every type of persistence that HAProxy has, held against HAProxy itself, request by request. */
import { afterAll, describe, it } from 'vitest';
import { compare, comparedSoFar } from './compare.ts';
import { haproxyVersion, hasHaproxy } from './haproxy.ts';
import { act, ask, mixedTraffic, type Step, wait } from './script.ts';

if (!hasHaproxy) console.warn('SKIPPED: no /usr/sbin/haproxy here (apt-get install haproxy)');

let nextPort = 18_100;
const port = (): number => {
  nextPort += 10;
  return nextPort;
};

const cookieOf = (server: string) => `cookie ${server}`;
const markOf = (name: string) => (line: string) => new RegExp(`^${name}=([^;]*)`).exec(line)?.[1] ?? '';
const prefixOf = (name: string) => (line: string) => new RegExp(`^${name}=([^;~]*)~`).exec(line)?.[1] ?? '';

const insert = {
  backend: 'cookie SRV insert indirect nocache',
  server: cookieOf,
  markIn: markOf('SRV'),
  persistence: { id: 'inserted-cookie' },
};
const prefix = {
  backend: 'cookie JSESSIONID prefix',
  server: cookieOf,
  markIn: prefixOf('JSESSIONID'),
  persistence: { id: 'prefixed-cookie' },
};
const source = {
  backend: 'stick-table type ip size 200k expire 30m\nstick on src',
  persistence: { id: 'source-ip-stick-table' },
};

describe.skipIf(!hasHaproxy).concurrent('HAProxy chooses as the engine does', () => {
  afterAll(() => {
    const { requests, differences } = comparedSoFar();
    console.log(`${haproxyVersion()}: ${requests} requests compared, ${differences} differences`);
  });

  describe.each([1, 2, 3])('mixed traffic %i', (seed) => {
    const mixed = (shape?: Parameters<typeof mixedTraffic>[1]) => ({ port: port(), steps: mixedTraffic(seed, shape) });
    const shared = { isShared: true, cookieName: 'sid' };

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
        markIn: prefixOf('sid'),
        application: shared,
      }));
    it('cookie rewrite', () =>
      compare({
        ...mixed(),
        backend: 'cookie SRV rewrite',
        server: cookieOf,
        markIn: markOf('SRV'),
        application: { extra: 'SRV=any; path=/' },
        persistence: { id: 'rewritten-cookie' },
      }));
    it('cookie rewrite, sessions shared', () =>
      compare({
        ...mixed(),
        backend: 'cookie SRV rewrite',
        server: cookieOf,
        markIn: markOf('SRV'),
        application: { ...shared, extra: 'SRV=any; path=/' },
        persistence: { id: 'rewritten-cookie' },
      }));
    it('stick on src', () => compare({ ...mixed(), ...source }));
    it('stick on src, masked', () =>
      compare({
        ...mixed((person) => ({ address: scattered(Number(person.slice(1))) })),
        backend: 'stick-table type ip size 200k expire 30m\nstick on src,ipmask(24)',
        persistence: { id: 'source-ip-stick-table', maskBits: 24 },
      }));
    it('stick on the last hop of X-Forwarded-For', () =>
      compare({
        ...mixed((person, n) => ({
          address: '127.0.0.9',
          headers: n % 5 === 0 ? {} : { 'X-Forwarded-For': `9.9.9.9, 10.0.0.${person.slice(1)}` },
        })),
        backend: 'stick-table type ip size 200k expire 30m\nstick on req.hdr_ip(x-forwarded-for,-1)',
        persistence: { id: 'source-ip-stick-table', address: 'x-forwarded-for' },
      }));
    it('stick match and store-response on the application’s cookie', () =>
      compare({ ...mixed(), ...learned('JSESSIONID') }));
    it('the same, sessions shared: rows are not moved', () =>
      compare({ ...mixed(), ...learned('sid'), application: shared }));
    it('the same, with ids that nobody gave out', () =>
      compare({ ...mixed(forging('JSESSIONID=invented-')), ...learned('JSESSIONID') }));
    it('stick on a word of the path', () =>
      compare({
        ...mixed((person, n) => ({ url: `/shop//${person}/items?n=${n}` })),
        backend: 'stick-table type string size 200k expire 30m\nstick on path,word(2,/)',
        persistence: { id: 'path', word: 2 },
      }));
    it('stick on a word of the path longer than the key', () =>
      compare({
        ...mixed((person) => ({ url: `/a-name-that-is-thirty-characters-${person}` })),
        backend: 'stick-table type string size 200k expire 30m\nstick on path,word(1,/)',
        persistence: { id: 'path' },
      }));
    it('use-server by the route behind the session id', () =>
      compare({
        ...mixed(),
        backend: [1, 2, 3, 4].map((n) => `use-server s${n} if { req.cook(JSESSIONID) -m end .s${n} }`).join('\n'),
        application: { write: (id, server) => `${id}.${server}` },
        markIn: (line) => /^JSESSIONID=[^;]*\.([^;.]*)/.exec(line)?.[1] ?? '',
        persistence: { id: 'route-suffix' },
      }));
  });

  it.each([1, 2, 3])('use-server by the route in the URL, cookies blocked %i', (seed) =>
    compare({
      port: port(),
      steps: mixedTraffic(seed, () => ({ cookies: false })),
      backend: [1, 2, 3, 4].map((n) => `use-server s${n} if { path -m end .s${n} }`).join('\n'),
      application: { write: (id, server) => `${id}.${server}`, isInLinks: true },
      persistence: { id: 'url-parameter' },
    }),
  );

  it.each([1, 2, 3])('mode tcp: the connection decides %i', (seed) =>
    compare({
      port: port(),
      steps: mixedTraffic(seed),
      mode: 'tcp',
      backend: '',
      keepsConnection: true,
      persistence: { id: 'connection', idleMs: 3_600_000 },
    }),
  );

  // The manual's example has no delay for responses; without one HAProxy 2.6 looks before ServerHello is there.
  const secure = {
    mode: 'tcp',
    backend: `stick-table type binary len 32 size 30k expire 30m
acl clienthello req.ssl_hello_type 1
acl serverhello res.ssl_hello_type 2
tcp-request inspect-delay 5s
tcp-request content accept if clienthello
tcp-response inspect-delay 5s
tcp-response content accept if serverhello
stick on req.payload_lv(43,1) if clienthello
stick store-response res.payload_lv(43,1) if serverhello`,
  } as const;
  it.each([1, 2])('stick on the TLS 1.2 session id %i', (seed) =>
    compare({
      port: port(),
      steps: mixedTraffic(seed),
      ...secure,
      application: { tls: 'TLSv1.2' },
      persistence: { id: 'tls-session-id' },
    }),
  );
  it('the same with TLS 1.3: nothing sticks', () =>
    compare({
      port: port(),
      steps: mixedTraffic(1),
      ...secure,
      application: { tls: 'TLSv1.3' },
      persistence: { id: 'tls-session-id', version: 'tls1.3' },
    }));

  /** Before the death is known, after it is, and after the return. */
  const death: readonly Step[] = [
    ...['p1', 'p2', 'p3', 'p4', 'p5', 'p6'].map((person) => ask(person)),
    act({ do: 'kill', server: 's2' }),
    ...['p2', 'p1', 'p6', 'p7', 'p8', 'p2'].map((person) => ask(person)),
    act({ do: 'kill', server: 's2', detected: true }),
    ...['p2', 'p6', 'p9', 'p10', 'p11', 'p2'].map((person) => ask(person)),
    act({ do: 'restart', server: 's2', detected: true }),
    ...['p2', 'p6', 'p12', 'p13', 'p14', 'p15', 'p2'].map((person) => ask(person)),
  ];
  describe.each([false, true])('an undetected death, redispatch %s', (redispatch) => {
    const dying = <const Given extends { readonly backend: string }>(given: Given) => {
      const backend = redispatch ? `option redispatch\n${given.backend}` : given.backend;
      return { port: port(), steps: death, ...given, backend, redispatch };
    };
    it('cookie insert', () => compare(dying(insert)));
    it('cookie prefix', () => compare(dying(prefix)));
    it('stick on src', () => compare(dying(source)));
    it('stick match and store-response', () => compare(dying(learned('JSESSIONID'))));
  });

  const idle: readonly Step[] = [
    ...['p1', 'p2', 'p3', 'p1', 'p2', 'p3'].map((person) => ask(person)),
    wait(1200),
    ask('p1'),
    wait(1200),
    ...['p1', 'p2', 'p3', 'p4', 'p1', 'p2'].map((person) => ask(person)),
    wait(2600),
    ...['p4', 'p1', 'p2', 'p5', 'p3', 'p4'].map((person) => ask(person)),
  ];
  const expiring = () => ({ port: port(), steps: idle, spacingMs: 600 });
  it('stick on src expires when idle, and lives on by use', () =>
    compare({
      ...expiring(),
      backend: 'stick-table type ip size 200k expire 2s\nstick on src',
      persistence: { id: 'source-ip-stick-table', expireMs: 60_000 },
    }));
  it('a learned cookie expires when idle, and lives on by use', () =>
    compare({
      ...expiring(),
      backend: stickOnCookie('sid', '2s'),
      application: { isShared: true, cookieName: 'sid' },
      persistence: { id: 'learned-cookie', expireMs: 60_000 },
    }));

  const dated = [
    ...['p1', 'p2', 'p3'].map((person) => ask(person)),
    wait(2000),
    ask('p1'),
    wait(1900),
    ask('p1'),
    wait(1900),
    ask('p1'),
  ];
  it('cookie insert maxidle: who was silent for too long is a stranger', () =>
    compare({
      port: port(),
      steps: [...dated, wait(4500), ...['p1', 'p2', 'p3', 'p1'].map((person) => ask(person))],
      ...insert,
      backend: 'cookie SRV insert indirect nocache maxidle 5s',
      // Dates come in steps of four seconds of the real clock: when a cookie is sent again is not the same here.
      markIn: () => '',
      persistence: { id: 'inserted-cookie', maxIdleMs: 150_000 },
      spacingMs: 600,
    }));
  it('cookie insert maxlife: whose cookie is too old is a stranger, however busy', () =>
    compare({
      port: port(),
      steps: [...dated, wait(6200), ...['p1', 'p2', 'p3', 'p1'].map((person) => ask(person))],
      ...insert,
      backend: 'cookie SRV insert indirect nocache maxlife 6s',
      markIn: () => '',
      persistence: { id: 'inserted-cookie', maxLifeMs: 180_000 },
      spacingMs: 600,
    }));

  it('stick on src survives a restart when a peer teaches the table back', () =>
    compare({
      port: port(),
      steps: mixedTraffic(4),
      ...source,
      backend: 'stick-table type ip size 200k expire 30m peers mp\nstick on src',
      peers: true,
    }));

  const many = (count: number) => Array.from({ length: count }, (_, n) => `p${n + 1}`).flatMap(gently);
  it('a full table drops the row used longest ago', () =>
    compare({
      port: port(),
      steps: [...many(7), ...['p1', 'p8', 'p9', 'p3', 'p1', 'p5', 'p2'].flatMap(gently), ...many(9)],
      backend: 'stick-table type ip size 7 expire 30m\nstick on src',
      persistence: { id: 'source-ip-stick-table', sizeRows: 7 },
    }));
  it('a full table takes no more with nopurge', () =>
    compare({
      port: port(),
      steps: [...many(11), ...many(11), ...many(11)],
      backend: 'stick-table type ip size 8 expire 30m nopurge\nstick on src',
      persistence: { id: 'source-ip-stick-table', sizeRows: 8, nopurge: true },
    }));
  it('a full table with nopurge does not move rows either', () =>
    compare({
      port: port(),
      steps: fullThenDeath,
      backend: 'stick-table type ip size 8 expire 30m nopurge\nstick on src',
      persistence: { id: 'source-ip-stick-table', sizeRows: 8, nopurge: true },
    }));
  it('a full table of learned ids drops the one used longest ago', () =>
    compare({
      port: port(),
      steps: [...many(7), ...['p1', 'p8', 'p9', 'p3', 'p1', 'p5', 'p2'].flatMap(gently), ...many(9)],
      backend: stickOnCookie('sid', '30m').replace('200k', '7'),
      application: { isShared: true, cookieName: 'sid' },
      persistence: { id: 'learned-cookie', expireMs: 1_800_000, sizeRows: 7 },
    }));
});

/** One row more than the table has; then a server dies, and rows that are there are not moved either. */
const fullThenDeath: readonly Step[] = [
  ...Array.from({ length: 9 }, (_, n) => ask(`p${n + 1}`)),
  act({ do: 'kill', server: 's2', detected: true }),
  ...['p2', 'p1', 'p2', 'p6', 'p9', 'p2'].map((person) => ask(person)),
  act({ do: 'restart', server: 's2', detected: true }),
  ...['p2', 'p6', 'p9', 'p1'].map((person) => ask(person)),
];

/** Four people to a /24, far apart in it. */
const scattered = (n: number): string => `127.0.${n >> 2}.${(n * 61) & 255}`;

/** Some come without a jar and with a cookie of their own making: a live server's name, or nobody's. */
function forging(prefixText: string) {
  return (_person: string, n: number) =>
    n % 4 === 0 ? { cookies: false, person: `p${200 + n}`, headers: { cookie: `${prefixText}s${1 + (n % 7)}` } } : {};
}

function learned(name: string) {
  return { backend: stickOnCookie(name, '30m'), persistence: { id: 'learned-cookie', expireMs: 1_800_000 } };
}

function stickOnCookie(name: string, expire: string): string {
  return [
    `stick-table type string len 64 size 200k expire ${expire}`,
    `stick match req.cook(${name})`,
    `stick store-response res.cook(${name})`,
  ].join('\n');
}

/** Rows are ordered by the millisecond. */
const gently = (person: string): Step[] => [ask(person), wait(4)];
