/** A digest of the event stream, two 32-bit halves: cheap enough to be kept always. */

export function foldEvent(digest: Uint32Array, timeUs: number, kind: number, row: number): void {
  const h = Math.imul(digest[0]! ^ (timeUs | 0), 0x85ebca6b);
  digest[0] = h ^ (h >>> 15);
  digest[1] = Math.imul(digest[1]! ^ h ^ (row << 6) ^ kind, 0xc2b2ae35);
}

export function digestText(digest: Uint32Array): string {
  return Array.from(digest, (half) => half.toString(16).padStart(8, '0')).join('');
}
