/**
 * XXH64 with seed 0 (xxHash specification 0.1.1), as HAProxy's `dynamic-cookie-key` uses it. On BigInt: it runs once per
 * server and name, never per request.
 */
const P1 = 0x9e3779b185ebca87n;
const P2 = 0xc2b2ae3d27d4eb4fn;
const P3 = 0x165667b19e3779f9n;
const P4 = 0x85ebca77c2b2ae63n;
const P5 = 0x27d4eb2f165667c5n;
const STRIPE = 32;

export function xxh64(data: Uint8Array): bigint {
  let at = 0;
  let hash = P5;
  if (data.length >= STRIPE) {
    const lanes = [wrap(P1 + P2), P2, 0n, wrap(-P1)];
    for (; at + STRIPE <= data.length; at += STRIPE) {
      for (let lane = 0; lane < 4; lane += 1) lanes[lane] = round(lanes[lane]!, read(data, at + lane * 8, 8));
    }
    hash = wrap(rotate(lanes[0]!, 1n) + rotate(lanes[1]!, 7n) + rotate(lanes[2]!, 12n) + rotate(lanes[3]!, 18n));
    for (const lane of lanes) hash = wrap((hash ^ round(0n, lane)) * P1 + P4);
  }
  hash = wrap(hash + BigInt(data.length));
  for (; at + 8 <= data.length; at += 8) hash = wrap(rotate(hash ^ round(0n, read(data, at, 8)), 27n) * P1 + P4);
  for (; at + 4 <= data.length; at += 4) hash = wrap(rotate(hash ^ wrap(read(data, at, 4) * P1), 23n) * P2 + P3);
  for (; at < data.length; at += 1) hash = wrap(rotate(hash ^ wrap(read(data, at, 1) * P5), 11n) * P1);
  return avalanche(hash);
}

function avalanche(value: bigint): bigint {
  const first = wrap((value ^ (value >> 33n)) * P2);
  const second = wrap((first ^ (first >> 29n)) * P3);
  return second ^ (second >> 32n);
}

const wrap = (value: bigint): bigint => BigInt.asUintN(64, value);
const rotate = (value: bigint, bits: bigint): bigint => wrap((value << bits) | (value >> (64n - bits)));
const round = (lane: bigint, input: bigint): bigint => wrap(rotate(wrap(lane + input * P2), 31n) * P1);

/** Little endian. */
function read(data: Uint8Array, at: number, bytes: number): bigint {
  let value = 0n;
  for (let index = bytes - 1; index >= 0; index -= 1) value = (value << 8n) | BigInt(data[at + index]!);
  return value;
}
