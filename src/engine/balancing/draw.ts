/** A server drawn at random, by weight, as two products do it. Draws are keyed, so that a replay draws the same. */
import type { Pool } from '../pool.ts';
import { keyedBits, PURPOSE } from '../random.ts';
import { NOBODY } from './contract.ts';
import { buildHaproxyRing, emptyRing, nearestPoint, type Ring, usableFrom } from './ring.ts';
import { addUpWeights, emptyWeights, serverAt, totalWeight, type Weights } from './weights.ts';

export type DrawRule = 'nginx' | 'haproxy';

export interface Urn {
  /** nginx: the servers by weight. */
  weights: Weights;
  /** HAProxy: a random place on its hash ring. */
  ring: Ring;
  draws: number;
}

export const emptyUrn = (): Urn => ({ weights: emptyWeights(), ring: emptyRing(), draws: 0 });

export function fillUrn(urn: Urn, rule: DrawRule, pool: Pool): void {
  if (rule === 'haproxy') buildHaproxyRing(urn.ring, pool);
  else addUpWeights(urn.weights, pool.usable, pool);
}

/** Draws a server, one of those of the last `fillUrn`; the one to be avoided is drawn again (nginx) or passed over. */
export function draw(urn: Urn, rule: DrawRule, seed: number, pool: Pool, not: number = NOBODY): number {
  if (pool.usable.length === 0) return NOBODY;
  if (rule === 'haproxy') return usableFrom(urn.ring, nearestPoint(urn.ring, nextBits(urn, seed)), pool);
  for (let tries = 0; tries < TRIES; tries += 1) {
    const server = serverAt(urn.weights, (nextBits(urn, seed) / 4_294_967_296) * totalWeight(urn.weights));
    if (pool.isUsable(server) && server !== not) return server;
  }
  return pool.usable.find((server) => server !== not) ?? NOBODY;
}

/** nginx gives up drawing after as many tries. */
const TRIES = 20;

function nextBits(urn: Urn, seed: number): number {
  urn.draws += 1;
  return keyedBits(seed, 0, PURPOSE.balancing, urn.draws);
}
