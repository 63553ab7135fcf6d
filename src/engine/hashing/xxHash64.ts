/** xxHash, 64 bits (Yann Collet's specification), with which Envoy hashes keys and hosts. */

const PRIME_1 = 0x9e3779b185ebca87n;
const PRIME_2 = 0xc2b2ae3d27d4eb4fn;
const PRIME_3 = 0x165667b19e3779f9n;
const PRIME_4 = 0x85ebca77c2b2ae63n;
const PRIME_5 = 0x27d4eb2f165667c5n;

const u64 = (value: bigint): bigint => BigInt.asUintN(64, value);
const rotate = (value: bigint, by: bigint): bigint => u64((value << by) | (value >> (64n - by)));
const round = (lane: bigint, input: bigint): bigint => u64(rotate(u64(lane + input * PRIME_2), 31n) * PRIME_1);
const merge = (hash: bigint, lane: bigint): bigint => u64((hash ^ round(0n, lane)) * PRIME_1 + PRIME_4);

/** Over bytes, one per character. */
export function xxHash64(bytes: string, seed = 0n): bigint {
  const { length } = bytes;
  let at = 0;
  let hash = u64(seed + PRIME_5);
  if (length >= 32) {
    const lanes = [seed + PRIME_1 + PRIME_2, seed + PRIME_2, seed, seed - PRIME_1].map(u64);
    for (; at + 32 <= length; at += 32) {
      for (let lane = 0; lane < 4; lane += 1) lanes[lane] = round(lanes[lane]!, word(bytes, at + 8 * lane, 8));
    }
    hash = u64(lanes.reduce((sum, lane, n) => sum + rotate(lane, [1n, 7n, 12n, 18n][n]!), 0n));
    for (const lane of lanes) hash = merge(hash, lane);
  }
  hash = u64(hash + BigInt(length));
  for (; at + 8 <= length; at += 8) {
    hash = u64(rotate(hash ^ round(0n, word(bytes, at, 8)), 27n) * PRIME_1 + PRIME_4);
  }
  if (at + 4 <= length) {
    hash = u64(rotate(hash ^ u64(word(bytes, at, 4) * PRIME_1), 23n) * PRIME_2 + PRIME_3);
    at += 4;
  }
  for (; at < length; at += 1) hash = u64(rotate(hash ^ u64(word(bytes, at, 1) * PRIME_5), 11n) * PRIME_1);
  hash = u64((hash ^ (hash >> 33n)) * PRIME_2);
  hash = u64((hash ^ (hash >> 29n)) * PRIME_3);
  return hash ^ (hash >> 32n);
}

/** Little-endian. */
function word(bytes: string, at: number, size: number): bigint {
  let low = 0;
  for (let n = Math.min(size, 4) - 1; n >= 0; n -= 1) low = low * 256 + bytes.charCodeAt(at + n);
  return size === 8 ? (word(bytes, at + 4, 4) << 32n) | BigInt(low) : BigInt(low);
}
