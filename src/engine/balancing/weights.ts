/** Weights added up along a list of servers: a number below their sum stands for a server, found by halving. */
import type { Pool } from '../pool.ts';
import type { BalancingPicture } from '../snapshot.ts';
import { NOBODY } from './contract.ts';

export interface Weights {
  server: Int32Array;
  /** By place in the list: the weights up to and including this one. */
  upTo: Float64Array;
}

export const emptyWeights = (): Weights => ({ server: new Int32Array(0), upTo: new Float64Array(0) });

export function addUpWeights(weights: Weights, servers: readonly number[], pool: Pool): void {
  let sum = 0;
  weights.server = Int32Array.from(servers);
  weights.upTo = Float64Array.from(servers, (server) => (sum += pool.weight(server)));
}

export const totalWeight = ({ upTo }: Weights): number => (upTo.length === 0 ? 0 : upTo[upTo.length - 1]!);

/** The server that the number, below the total, falls to. */
export function serverAt({ server, upTo }: Weights, number: number): number {
  if (server.length === 0) return NOBODY;
  let low = 0;
  let high = server.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (upTo[middle]! <= number) low = middle + 1;
    else high = middle;
  }
  return server[low]!;
}

export function sharesOf(weights: Weights, pool: Pool): Extract<BalancingPicture, { kind: 'table' }>['shares'] {
  const total = totalWeight(weights);
  return Array.from(weights.server, (server) => ({
    server: pool.id(server),
    share: total === 0 ? 0 : pool.weight(server) / total,
  }));
}
