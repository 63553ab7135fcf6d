/** HAProxy's hash functions (its `hash.c`, `standard.h`), on 32-bit integers without floating point. */
import { byteText } from './bytes.ts';

/** sdbm, HAProxy's default; over the bytes of UTF-8. */
export const sdbm = (text: string): number => sdbmOfBytes(byteText(text));

/** The same over bytes (one per character). */
export function sdbmOfBytes(bytes: string): number {
  let hash = 0;
  for (let n = 0; n < bytes.length; n += 1) hash = (bytes.charCodeAt(n) + (hash << 6) + (hash << 16) - hash) | 0;
  return hash >>> 0;
}

/** Bob Jenkins' integer avalanche and a multiplication by a large prime: `full_hash`, which places points and keys on a ring. */
export function fullHash(value: number): number {
  let a = value | 0;
  a = (a + 0x7ed55d16 + (a << 12)) | 0;
  a = a ^ 0xc761c23c ^ (a >>> 19);
  a = (a + 0x165667b1 + (a << 5)) | 0;
  a = ((a + 0xd3a2646c) ^ (a << 9)) | 0;
  a = (a + 0xfd7046c5 + (a << 3)) | 0;
  a = a ^ 0xb55a4f09 ^ (a >>> 16);
  return Math.imul(a, 3221225473) >>> 0;
}
