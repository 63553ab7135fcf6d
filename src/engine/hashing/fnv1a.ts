/** FNV-1a, 64 bits, in two halves of 32: Traefik hashes address and server with it. */

/** A hash under way. Reused from one call to the next where many are made. */
export interface Fnv1a {
  high: number;
  low: number;
}

export const startOfFnv1a = (): Fnv1a => ({ high: 0xcbf29ce4, low: 0x84222325 });

/** Goes on over bytes (one per character). */
export function fnv1aOver(hash: Fnv1a, bytes: string): void {
  let { high, low } = hash;
  for (let n = 0; n < bytes.length; n += 1) {
    low ^= bytes.charCodeAt(n);
    // × (2⁴⁰ + 435): what low × 435 carries over, in halves of 16 bits, then the 2⁴⁰ as a shift.
    const carry = ((low >>> 16) * 435 + (((low & 0xffff) * 435) >>> 16)) >>> 16;
    high = (Math.imul(high, 435) + carry + (low << 8)) | 0;
    low = Math.imul(low, 435);
  }
  hash.high = high >>> 0;
  hash.low = low >>> 0;
}

const HALF = 4294967296;

/** The hash as a fraction, 0 to below 1. */
export function fnv1aFraction(hash: Fnv1a): number {
  return Math.min((hash.high * HALF + hash.low) / (HALF * HALF), 1 - Number.EPSILON / 2);
}
