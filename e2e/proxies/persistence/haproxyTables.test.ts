/** Stick tables, held against HAProxy request by request. */
import { describe, it } from 'vitest';
import { forging, learned, portsFrom, reportHaproxy, shared, source, stickOnCookie } from './cases.ts';
import { compare } from './compare.ts';
import { hasHaproxy } from './haproxy.ts';
import { act, ask, mixedTraffic, type Shape, type Step, wait } from './script.ts';

const port = portsFrom(19_100);

reportHaproxy();

describe.skipIf(!hasHaproxy).concurrent('HAProxy chooses as the engine does', () => {
  describe.each([1, 2, 3])('mixed traffic %i', (seed) => {
    const mixed = (shape?: Shape) => ({ port: port(), steps: mixedTraffic(seed, shape) });

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
  });

  it('stick on src expires when idle, and lives on by use', () =>
    compare({
      port: port(),
      steps: idle,
      spacingMs: 600,
      backend: 'stick-table type ip size 200k expire 2s\nstick on src',
      persistence: { id: 'source-ip-stick-table', expireMs: 60_000 },
    }));
  it('a learned cookie expires when idle, and lives on by use', () =>
    compare({
      port: port(),
      steps: idle,
      spacingMs: 600,
      backend: stickOnCookie('sid', '2s'),
      application: shared,
      persistence: { id: 'learned-cookie', expireMs: 60_000 },
    }));

  it('a full table drops the row used longest ago, even for people who have one', () =>
    compare({
      port: port(),
      steps: overfull,
      backend: 'stick-table type ip size 7 expire 30m\nstick on src',
      persistence: { id: 'source-ip-stick-table', sizeRows: 7 },
    }));
  it('a full table of learned ids drops the one used longest ago', () =>
    compare({
      port: port(),
      steps: overfull,
      backend: stickOnCookie('sid', '30m', '7'),
      application: shared,
      persistence: { id: 'learned-cookie', expireMs: 1_800_000, sizeRows: 7 },
    }));
  it('a full table takes no more with nopurge', () =>
    compare({ port: port(), steps: [...many(11), ...many(11), ...many(11)], ...nopurge }));
  it('a full table with nopurge does not move rows either', () =>
    compare({ port: port(), steps: fullThenDeath, ...nopurge }));
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

/** Rows are ordered by the millisecond. */
const gently = (person: string): Step[] => [ask(person), wait(4)];
const many = (count: number): Step[] => Array.from({ length: count }, (_, n) => `p${n + 1}`).flatMap(gently);
/** For tables of seven rows. */
const overfull = [...many(7), ...['p1', 'p8', 'p9', 'p3', 'p1', 'p5', 'p2'].flatMap(gently), ...many(9)];

const nopurge = {
  backend: 'stick-table type ip size 8 expire 30m nopurge\nstick on src',
  persistence: { id: 'source-ip-stick-table', sizeRows: 8, nopurge: true },
};
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
