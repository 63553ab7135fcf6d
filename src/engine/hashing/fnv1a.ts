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
    low = (low ^ bytes.charCodeAt(n)) >>> 0;
    // × (2⁴⁰ + 435): the low half times 435 stays below 2⁴¹, so its upper part can be carried exactly.
    const product = low * 435;
    const carry = Math.floor(product / 4294967296);
    high = (Math.imul(high, 435) + carry + (low << 8)) >>> 0;
    low = product >>> 0;
  }
  hash.high = high;
  hash.low = low;
}

/** The hash as a fraction, 0 to below 1. */
export function fnv1aFraction(hash: Fnv1a): number {
  return Math.min((hash.high * 4294967296 + hash.low) / 18446744073709551616, 1 - Number.EPSILON / 2);
}
