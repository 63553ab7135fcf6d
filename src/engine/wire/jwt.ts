/** JSON Web Tokens (RFC 7519) signed with HS256 (RFC 7515, RFC 7518): real ones, which any JWT library verifies. */
import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { base64url, bytes } from './base64.ts';

/** `kid` names the key (RFC 7515 § 4.1.4), so that after a change of keys the right one is tried. */
export const HEADER = { alg: 'HS256', typ: 'JWT', kid: 'k1' } as const;

/** Claims of the application's session token. Times are NumericDates: seconds since 1970. */
export interface SessionClaims {
  readonly iss: string;
  readonly sub: string;
  /** Of this issue; RFC 7519 § 4.1.7 wants it unique. */
  readonly jti: string;
  /** Of the session, the same in all its tokens. */
  readonly sid: string;
  readonly iat: number;
  readonly exp: number;
  /** How many things the session holds: items in a cart, changes of a document. */
  readonly items: number;
  readonly version: number;
  /** The things themselves; absent where only their number is kept. */
  readonly kept?: readonly string[];
}

/** The compact form: header.payload.signature, each base64url without padding. */
export function signJwt(claims: SessionClaims, secret: string, key = 0): string {
  const header = { ...HEADER, kid: `k${key + 1}` };
  const signed = `${base64url(bytes(JSON.stringify(header)))}.${base64url(bytes(JSON.stringify(claims)))}`;
  return `${signed}.${base64url(hmac(sha256, bytes(secret), bytes(signed)))}`;
}

/** A token that claims to need no signature (RFC 7519 § 6): what a forger makes who has no key. */
export function unsignedJwt(claims: SessionClaims): string {
  return `${base64url(bytes(JSON.stringify({ alg: 'none', typ: 'JWT' })))}.${base64url(bytes(JSON.stringify(claims)))}.`;
}

/**
 * The n-th signing key of a run, counted from 0. Part of every scenario's world, and no secret: learners are to verify
 * tokens with it.
 */
export const signingKey = (seed: number, key = 0): string =>
  `affinity-lab demonstration key, seed ${seed}${key === 0 ? '' : `, number ${key + 1}`}`;
