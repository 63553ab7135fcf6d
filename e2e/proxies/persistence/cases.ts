/** What the cases share: HAProxy's directives beside the engine's types, ports, and the count at the end. */
import { afterAll } from 'vitest';
import { comparedSoFar } from './compare.ts';
import { haproxyVersion, hasHaproxy } from './haproxy.ts';

export const cookieOf = (server: string): string => `cookie ${server}`;
export const valueOfCookie = (name: string) => (line: string) => new RegExp(`^${name}=([^;]*)`).exec(line)?.[1] ?? '';
export const prefixOfCookie = (name: string) => (line: string) =>
  new RegExp(`^${name}=([^;~]*)~`).exec(line)?.[1] ?? '';

export const insert = {
  backend: 'cookie SRV insert indirect nocache',
  server: cookieOf,
  markIn: valueOfCookie('SRV'),
  persistence: { id: 'inserted-cookie' },
};

export const prefix = {
  backend: 'cookie JSESSIONID prefix',
  server: cookieOf,
  markIn: prefixOfCookie('JSESSIONID'),
  persistence: { id: 'prefixed-cookie' },
};

export const source = {
  backend: 'stick-table type ip size 200k expire 30m\nstick on src',
  persistence: { id: 'source-ip-stick-table' },
};

export const learned = (name: string) => ({
  backend: stickOnCookie(name, '30m'),
  persistence: { id: 'learned-cookie', expireMs: 1_800_000 },
});

export function stickOnCookie(name: string, expire: string, size = '200k'): string {
  return [
    `stick-table type string len 64 size ${size} expire ${expire}`,
    `stick match req.cook(${name})`,
    `stick store-response res.cook(${name})`,
  ].join('\n');
}

/** One store for all servers: a session is known wherever its person comes to. */
export const shared = { isShared: true, cookieName: 'sid' };

/** Some come without a jar and with a cookie of their own making: a live server's name, or nobody's. */
export const forging = (text: string) => (_person: string, n: number) =>
  n % 4 === 0 ? { cookies: false, person: `p${200 + n}`, headers: { cookie: `${text}s${1 + (n % 7)}` } } : {};

/**
 * Ten ports for each case, below those that Linux gives to outgoing connections; others in another working copy, so that
 * two copies tested side by side do not meet (HAProxy's listeners would share a port without a word).
 */
export function portsFrom(first: number): () => number {
  const copy = [...process.cwd()].reduce((hash, char) => (hash * 31 + char.charCodeAt(0)) % 4, 0);
  let next = first - 8000 + copy * 5000 - 10;
  return () => {
    next += 10;
    return next;
  };
}

/** Says what was compared once a file is through, or that there was nothing to compare with. */
export function reportHaproxy(): void {
  if (!hasHaproxy) console.warn('SKIPPED: no /usr/sbin/haproxy here (apt-get install haproxy)');
  afterAll(() => {
    if (!hasHaproxy) return;
    const { requests, differences } = comparedSoFar();
    console.log(`${haproxyVersion()}: ${requests} requests compared, ${differences} differences`);
  });
}
