/**
 * What a value on the wire says, part by part: to whoever reads it, and to the server that has the keys. Read from the text
 * itself, so that a value which somebody has changed is read as it stands.
 */
import { epochSeconds, readBasic, readJwt, readMark, type Snapshot, unseal } from '../../engine/index.ts';
import type { Carriage } from './carriage.ts';
import type { WireValue } from './wireValues.ts';

export type Part =
  /** A server named in a mark, a prefix or a suffix; `server` is null where nobody is called so. */
  | {
      readonly kind: 'server';
      readonly where: 'value' | 'encrypted' | 'prefix' | 'suffix';
      readonly name: string;
      readonly server: string | null;
    }
  /** Seconds since 1970, in HAProxy's cookie. */
  | { readonly kind: 'date'; readonly what: 'seen' | 'first'; readonly atS: number }
  /** An id that means something to its server only. */
  | { readonly kind: 'id'; readonly text: string }
  | {
      readonly kind: 'token';
      readonly header: string;
      readonly claims: string;
      /** The name of the key that the signature fits, `k1`; null where it fits none. */
      readonly key: string | null;
      readonly isSigned: boolean;
      /** Seconds since 1970; null where the claim is no number. */
      readonly expS: number | null;
    }
  /** `content` is what the server reads; null where no key opens it. */
  | {
      readonly kind: 'sealed';
      readonly nonce: string;
      readonly bytes: number;
      readonly content: string | null;
      readonly key: string | null;
      readonly expS: number | null;
    }
  | { readonly kind: 'credentials'; readonly user: string; readonly password: string }
  /** The row of the load balancer's table that the value finds; `server` is null where there is none. */
  | {
      readonly kind: 'row';
      readonly key: string;
      readonly server: string | null;
      /** Share of its life that is left, 0–1. */
      readonly lifeLeft: number;
      readonly people: number;
    }
  /** Cannot be read as what it should be. */
  | { readonly kind: 'garbled' };

export interface Surroundings {
  readonly carriage: Carriage;
  readonly seed: number;
  readonly snapshot: Snapshot | null;
}

export function decode(value: WireValue, { carriage, seed, snapshot }: Surroundings): readonly Part[] {
  switch (value.kind) {
    case 'mark':
      return markParts(value.text, carriage, snapshot);
    case 'session':
      return sessionParts(value.text, { carriage, seed, snapshot });
    case 'credentials': {
      const [user = '', password = ''] = readBasic(value.text)?.split(':') ?? [];
      return [user === '' ? { kind: 'garbled' } : { kind: 'credentials', user, password }];
    }
    case 'address':
      return [rowOf((key) => covers(key, value.text), value.text, snapshot)];
    case 'path': {
      const words = new Set(value.text.split(/[/?;=&]/));
      return [rowOf((key) => words.has(key), value.text, snapshot)];
    }
  }
}

/** The server that is called so in this strategy's marks. */
export function serverCalled(name: string, { carrier }: Carriage, snapshot: Snapshot | null): string | null {
  const nameOf = carrier?.kind === 'cookie' || carrier?.kind === 'header' ? carrier.nameOf : undefined;
  const found = snapshot?.servers.find((server) => (nameOf?.(server) ?? server.id) === name);
  return found?.id ?? null;
}

/** How a server is called in this strategy's marks. */
export function nameIn({ carrier }: Carriage, server: { readonly id: string; readonly address: string }): string {
  const nameOf = carrier?.kind === 'cookie' || carrier?.kind === 'header' ? carrier.nameOf : undefined;
  return nameOf?.(server) ?? server.id;
}

function markParts(text: string, carriage: Carriage, snapshot: Snapshot | null): readonly Part[] {
  const { name, seenS, firstS } = readMark(text);
  const { carrier } = carriage;
  const where = carrier?.kind === 'cookie' && carrier.isEncrypted === true ? 'encrypted' : 'value';
  const parts: Part[] = [{ kind: 'server', where, name, server: serverCalled(name, carriage, snapshot) }];
  if (seenS !== null) parts.push({ kind: 'date', what: 'seen', atS: seenS });
  if (firstS !== null) parts.push({ kind: 'date', what: 'first', atS: firstS });
  return parts;
}

function sessionParts(text: string, { carriage, seed, snapshot }: Surroundings): readonly Part[] {
  const { core, name, where } = splitSession(text, carriage, snapshot);
  const parts: Part[] = [corePart(core, carriage, seed)];
  if (name !== null) {
    const part: Part = { kind: 'server', where, name, server: serverCalled(name, carriage, snapshot) };
    if (where === 'prefix') parts.unshift(part);
    else parts.push(part);
  }
  if (carriage.tableKey === 'session') parts.push(rowOf((key) => key === core, core, snapshot));
  return parts;
}

/** A session's value apart from the server's name that rides on it. */
export function splitSession(
  text: string,
  carriage: Carriage,
  snapshot: Snapshot | null,
): { readonly core: string; readonly name: string | null; readonly where: 'prefix' | 'suffix' } {
  const { carrier } = carriage;
  if (carrier?.kind === 'prefix') {
    const at = text.indexOf(carrier.separator);
    if (at < 0) return { core: text, name: null, where: 'prefix' };
    return { core: text.slice(at + carrier.separator.length), name: text.slice(0, at), where: 'prefix' };
  }
  if (carrier?.kind !== 'suffix' && carrier?.kind !== 'url') return { core: text, name: null, where: 'suffix' };
  const at = text.lastIndexOf(carrier.separator);
  const name = at < 0 ? null : text.slice(at + carrier.separator.length);
  // The dots of a token are no routes.
  const isRoute = name !== null && (carriage.carriedAs === 'number' || serverCalled(name, carriage, snapshot) !== null);
  return isRoute ? { core: text.slice(0, at), name, where: 'suffix' } : { core: text, name: null, where: 'suffix' };
}

function corePart(core: string, { carriedAs }: Carriage, seed: number): Part {
  if (carriedAs === 'jwt') {
    const read = readJwt(core, seed);
    if (read === null) return { kind: 'garbled' };
    const { header, claims, isSigned, key } = read;
    const expS = numberIn(claims['exp']);
    return { kind: 'token', header: JSON.stringify(header), claims: pretty(claims), key: keyName(key), isSigned, expS };
  }
  if (carriedAs === 'encrypted') {
    const [nonce = '', sealed = ''] = core.split('.');
    const read = unseal(core, seed);
    const content = read === null ? null : (JSON.parse(read.content) as { readonly exp?: unknown });
    return {
      ...{ kind: 'sealed', nonce, bytes: Math.floor((sealed.length * 3) / 4), key: keyName(read?.key ?? null) },
      content: content === null ? null : pretty(content),
      expS: numberIn(content?.exp),
    };
  }
  return { kind: 'id', text: core };
}

const keyName = (key: number | null): string | null => (key === null ? null : `k${key + 1}`);
const numberIn = (value: unknown): number | null => (typeof value === 'number' ? value : null);
/** One claim a line; what only fills an item up is left out. */
const pretty = (value: object): string =>
  Object.entries(value)
    .map(([name, claim]) => `${name}: ${JSON.stringify(claim).replace(/\.{4,}/g, '…')}`)
    .join('\n');

function rowOf(isKey: (key: string) => boolean, text: string, snapshot: Snapshot | null): Part {
  const row = snapshot?.persistence.rows.find(({ key }) => isKey(key));
  if (row === undefined) return { kind: 'row', key: text, server: null, lifeLeft: 0, people: 0 };
  return { kind: 'row', key: row.key, server: row.server, lifeLeft: row.lifeLeft, people: row.people.length };
}

/** Whether the key of a row, an address or a network, stands for the address. */
export function covers(key: string, address: string): boolean {
  const [network = '', bits] = key.split('/');
  if (bits === undefined) return key === address;
  const shift = 32 - Number(bits);
  const masked = (text: string): number => Math.floor(numberOf(text) / 2 ** shift);
  return masked(network) === masked(address);
}

const numberOf = (address: string): number => address.split('.').reduce((sum, byte) => sum * 256 + Number(byte), 0);

/** Seconds that are left until `expS` by a clock that is so far ahead; negative where it is over. */
export const leftS = (expS: number, atMs: number, skewMs: number): number =>
  expS - epochSeconds((atMs + skewMs) * 1000);
