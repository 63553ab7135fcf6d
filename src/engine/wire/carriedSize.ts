/**
 * How large the cookie is in which a client carries the session. Worked out from lengths, without signing or sealing
 * anything: it is asked of every answer that brings one.
 */
import type { CarriedAs } from '../session-state/contract.ts';
import { HEADER, type SessionClaims } from './jwt.ts';

/** Browsers drop a cookie whose name and value are longer (RFC 6265bis § 5.7; RFC 6265 § 6.1 asks for no more). */
export const LARGEST_COOKIE_BYTES = 4096;

export interface CarriedLengths {
  readonly cookieName: string;
  /** The account's name. */
  readonly sub: string;
  readonly items: number;
  readonly version: number;
  /** What each item adds; below `LEAST_ITEM_BYTES` only the number of items is written. */
  readonly itemBytes: number;
}

/** All but the items is shorter than this, encoded; so a few of them need no working out. */
export const SURELY_SMALL_BYTES = 2000;

const NUMBERS_APART = { items: 0, version: 0 } as const;
const TIMES = { iat: 1_767_225_600, exp: 1_767_225_600 } as const;
const ID = '0'.repeat(32);
const CLAIMS: SessionClaims = { iss: 'https://shop.example', sub: '', sid: ID, jti: ID, ...TIMES, ...NUMBERS_APART };

/** Without the account's name and the digits of the two numbers. */
const JWT_PAYLOAD = JSON.stringify(CLAIMS).length - 2;
const JWT_HEADER = base64Length(JSON.stringify(HEADER).length);
/** HMAC-SHA256. */
const JWT_SIGNATURE = base64Length(32);
const SEALED_CONTENT = JSON.stringify({ sub: '', ...NUMBERS_APART, exp: TIMES.exp }).length - 2;
const NONCE = base64Length(12);
/** GCM's tag stands at the end of what is sealed. */
const TAG_BYTES = 16;

export function cookieBytes(carriedAs: CarriedAs, lengths: CarriedLengths): number {
  const { cookieName, sub, items, version, itemBytes } = lengths;
  const token = tokenBytes(carriedAs, sub.length, items, version, itemBytes);
  return token === 0 ? 0 : cookieName.length + 1 + token;
}

/** Of the value alone; 0 where clients carry no session. */
export function tokenBytes(
  carriedAs: CarriedAs,
  subLength: number,
  items: number,
  version: number,
  itemBytes: number,
): number {
  const own = subLength + digits(items) + digits(version) + keptBytes(items, itemBytes);
  if (carriedAs === 'jwt') return JWT_HEADER + 1 + base64Length(JWT_PAYLOAD + own) + 1 + JWT_SIGNATURE;
  return carriedAs === 'encrypted' ? NONCE + 1 + base64Length(SEALED_CONTENT + own + TAG_BYTES) : 0;
}

/** Two quotes and a comma belong to each item. */
const LEAST_ITEM_BYTES = 3;

/** The items as they are written into the session: as many bytes as the scenario says. */
export function keptItems(items: number, itemBytes: number): readonly string[] | undefined {
  if (itemBytes < LEAST_ITEM_BYTES) return undefined;
  const length = itemBytes - LEAST_ITEM_BYTES;
  return Array.from({ length: items }, (_, n) => `item ${n + 1} `.padEnd(length, '.').slice(0, length));
}

/** `,"kept":[…]` */
function keptBytes(items: number, itemBytes: number): number {
  if (itemBytes < LEAST_ITEM_BYTES) return 0;
  return ',"kept":[]'.length + Math.max(0, items * itemBytes - 1);
}

/** Without padding. */
function base64Length(bytes: number): number {
  return Math.ceil((bytes * 4) / 3);
}

export function digits(value: number): number {
  if (value < 10) return 1;
  if (value < 100) return 2;
  let count = 3;
  for (let rest = value; rest >= 1000; rest /= 10) count += 1;
  return count;
}
