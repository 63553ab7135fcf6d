/** A digest of the event stream, two 32-bit halves: cheap enough to be kept always. */

export function foldEvent(digest: Uint32Array, timeUs: number, kind: number, row: number): void {
  const high = Math.floor(timeUs / 4294967296);
  let h = digest[0]! ^ (timeUs >>> 0);
  h = Math.imul(h ^ (h >>> 15), 0x85ebca6b);
  h = Math.imul(h ^ kind ^ (row << 4), 0xc2b2ae35) ^ high;
  digest[0] = h ^ (h >>> 13);
  digest[1] = Math.imul(digest[1]! ^ digest[0]!, 0x01000193);
}

export function digestText(digest: Uint32Array): string {
  return Array.from(digest, (half) => half.toString(16).padStart(8, '0')).join('');
}
