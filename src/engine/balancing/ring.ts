/** A hash ring: servers stand on it at many points, a key's hash is a place on it, a point nearby decides. */

import { byteText } from '../hashing/bytes.ts';
import { CRC32_START, crc32End, crc32Over, crc32OverWord } from '../hashing/crc32.ts';
import { fullHash } from '../hashing/haproxy.ts';
import { madeOnce } from '../plainData.ts';
import type { Pool } from '../pool.ts';
import type { BalancingPicture } from '../snapshot.ts';
import { NOBODY } from './contract.ts';

export const FULL_CIRCLE = 4294967296;

/** HAProxy: 16 points per unit of weight, numbered from (id × 4096). */
const HAPROXY_POINTS = 16;
const HAPROXY_POINT_RANGE = 4096;
/** nginx, as Perl's Cache::Memcached::Fast. */
const KETAMA_POINTS = 160;

export interface Ring {
  /** Points in the order of their places. */
  place: Uint32Array;
  server: Int32Array;
  /** The point that took the last request without a key. */
  keyless: number;
}

export const emptyRing = (): Ring => ({ place: new Uint32Array(0), server: new Int32Array(0), keyless: NOBODY });

/** HAProxy's ring, of the usable servers only: the others' points are taken off. */
export function buildHaproxyRing(ring: Ring, pool: Pool): void {
  setPoints(ring, pool.usable, HAPROXY_POINTS, pool, (server, add) => {
    // The server's id is its position in the configuration, counted from 1.
    const from = (server + 1) * HAPROXY_POINT_RANGE;
    for (let n = 0; n < pool.weight(server) * HAPROXY_POINTS; n += 1) add(fullHash(from + n));
  });
}

/** nginx's ring, of all configured servers: crc32(host, 0, port, the point before). Those that are down keep their points. */
export function buildKetamaRing(ring: Ring, pool: Pool): void {
  setPoints(ring, pool.configured, KETAMA_POINTS, pool, (server, add) => {
    const address = byteText(pool.address(server));
    const [, host, port = ''] = /^(.*?)(?::(\d*))?$/.exec(address)!;
    const base = crc32Over(CRC32_START, `${host}\0${port}`);
    let point = 0;
    for (let n = 0; n < pool.weight(server) * KETAMA_POINTS; n += 1) {
      point = crc32End(crc32OverWord(base, point));
      add(point);
    }
  });
}

/** The first point at or after the hash, going around. */
export function nextPoint(ring: Ring, hash: number): number {
  let low = 0;
  let high = ring.place.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ring.place[middle]! < hash) low = middle + 1;
    else high = middle;
  }
  return low === ring.place.length ? 0 : low;
}

/** The point nearest to the hash, before or after it: HAProxy's rule, which evens out shares. */
export function nearestPoint(ring: Ring, hash: number): number {
  const next = nextPoint(ring, hash);
  const previous = next === 0 ? ring.place.length - 1 : next - 1;
  const toPrevious = (hash - ring.place[previous]!) >>> 0;
  const toNext = (ring.place[next]! - hash) >>> 0;
  return toPrevious <= toNext ? previous : next;
}

/** The server of the point, or of the first one after it whose server is usable. */
export function usableFrom(ring: Ring, point: number, pool: Pool): number {
  const count = ring.place.length;
  for (let step = 0; step < count; step += 1) {
    const server = ring.server[(point + step) % count]!;
    if (pool.isUsable(server)) return server;
  }
  return NOBODY;
}

/** HAProxy for a request without the key: the next point of the ring. */
export function takeKeyless(ring: Ring, pool: Pool, key: string): number {
  const count = ring.place.length;
  if (isSettled(pool, key)) return pool.usable[0]!;
  for (let step = 1; step <= count; step += 1) {
    const point = (ring.keyless + step) % count;
    if (!pool.isUsable(ring.server[point]!)) continue;
    ring.keyless = point;
    return ring.server[point]!;
  }
  return NOBODY;
}

/**
 * With one server up HAProxy does not look for a header and takes no turn either; a URL parameter it looks for first, and
 * takes a turn where it is missing (measured).
 */
export const isSettled = (pool: Pool, key: string): boolean =>
  pool.usable.length === 1 && !key.startsWith('url-parameter:');

export const degrees = (hash: number): number => Math.round((hash / FULL_CIRCLE) * 3600) / 10;

/** More than a picture can show: of a larger ring every second, third … point is drawn. */
const DRAWN_POINTS = 4096;

export function ringPoints(ring: Ring, pool: Pool): Extract<BalancingPicture, { kind: 'ring' }>['points'] {
  const step = Math.max(1, Math.ceil(ring.place.length / DRAWN_POINTS));
  return Array.from({ length: Math.ceil(ring.place.length / step) }, (_, n) => ({
    at: ring.place[n * step]! / FULL_CIRCLE,
    server: pool.id(ring.server[n * step]!),
  }));
}

function setPoints(
  ring: Ring,
  servers: readonly number[],
  pointsPerWeight: number,
  pool: Pool,
  addPoints: (server: number, add: (place: number) => void) => void,
): void {
  const weight = servers.reduce((sum, server) => sum + pool.weight(server), 0);
  // Place and server in one number (below 2⁵³), so that sorting them is sorting numbers.
  const points = new Float64Array(weight * pointsPerWeight);
  let count = 0;
  for (const server of servers) {
    addPoints(server, (place) => {
      points[count] = place * 65_536 + server;
      count += 1;
    });
  }
  points.sort();
  const last = ring.keyless === NOBODY ? -1 : ring.place[ring.keyless]! * 65_536 + ring.server[ring.keyless]!;
  // Where the last point has gone, the one after it counts as the last and is left out (HAProxy, measured).
  ring.keyless = last === -1 ? NOBODY : points.findIndex((point) => point >= last);
  ring.place = madeOnce(Uint32Array.from(points, (point) => Math.floor(point / 65_536)));
  ring.server = madeOnce(Int32Array.from(points, (point) => point % 65_536));
}
