/**
 * HAProxy's map of servers (its `lb_map.c`): one entry per unit of weight of the servers that are up, weights reduced by
 * their greatest common divisor, a heavy server's entries spread out. `static-rr` walks along it, a hash modulo its length
 * points into it.
 */
import { madeOnce } from '../plainData.ts';
import type { Pool } from '../pool.ts';
import type { BalancingPicture } from '../snapshot.ts';
import { NOBODY } from './contract.ts';
import { isSettled } from './ring.ts';

export interface ServerMap {
  server: Int32Array;
  /** Entry that the next request without a key takes. */
  turn: number;
}

export const emptyServerMap = (): ServerMap => ({ server: new Int32Array(0), turn: 0 });

export function adjustServerMap(map: ServerMap, pool: Pool): void {
  const divisor = pool.configured.reduce((common, server) => greatestCommonDivisor(common, pool.weight(server)), 0);
  const weights = pool.usable.map((server) => pool.weight(server) / divisor);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const credits = weights.map(() => 0);
  map.server = madeOnce(Int32Array.from({ length: total }, () => pool.usable[richest(weights, credits, total)]!));
}

/** For a request without the key: the next entry's turn; one that is to be avoided is passed over. */
export function takeMapTurn(map: ServerMap, pool: Pool, key: string): number {
  const { length } = map.server;
  if (isSettled(pool, key)) return pool.usable[0]!;
  for (let step = 0; step < length; step += 1) {
    const entry = (map.turn < length ? map.turn + step : step) % length;
    const server = map.server[entry]!;
    if (!pool.isUsable(server)) continue;
    map.turn = entry + 1;
    return server;
  }
  return NOBODY;
}

export function mapShares(map: ServerMap, pool: Pool): Extract<BalancingPicture, { kind: 'table' }>['shares'] {
  const entries = new Map<number, number>(pool.usable.map((server) => [server, 0]));
  for (const server of map.server) entries.set(server, (entries.get(server) ?? 0) + 1);
  return Array.from(entries, ([server, count]) => ({ server: pool.id(server), share: count / map.server.length }));
}

/** Each earns its weight, the first with the most whole rounds of credit pays one. */
function richest(weights: readonly number[], credits: number[], total: number): number {
  let best = 0;
  let most = -1;
  for (let n = 0; n < weights.length; n += 1) {
    credits[n]! += weights[n]!;
    const rounds = Math.trunc((credits[n]! + total) / total);
    if (rounds <= most) continue;
    most = rounds;
    best = n;
  }
  credits[best]! -= total;
  return best;
}

const greatestCommonDivisor = (a: number, b: number): number => (b === 0 ? a : greatestCommonDivisor(b, a % b));
