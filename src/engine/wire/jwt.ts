/** JSON Web Tokens (RFC 7519) signed with HS256 (RFC 7515, RFC 7518): real ones, which any JWT library verifies. */
import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { base64url, bytes } from './base64.ts';

const HEADER = { alg: 'HS256', typ: 'JWT' } as const;

/** Claims of the shop's session token. Times are NumericDates: seconds since 1970. */
export interface SessionClaims {
  readonly iss: string;
  readonly sub: string;
  readonly jti: string;
  readonly iat: number;
  readonly exp: number;
  /** Items in the cart. */
  readonly items: number;
  readonly version: number;
}

/** The compact form: header.payload.signature, each base64url without padding. */
export function signJwt(claims: SessionClaims, secret: string): string {
  const signed = `${base64url(bytes(JSON.stringify(HEADER)))}.${base64url(bytes(JSON.stringify(claims)))}`;
  return `${signed}.${base64url(hmac(sha256, bytes(secret), bytes(signed)))}`;
}

/** The signing key of a run. Part of every scenario's world, and no secret: learners are to verify tokens with it. */
export const signingKey = (seed: number): string => `affinity-lab demonstration key, seed ${seed}`;
