/**
 * nginx's smooth weighted round robin (its `ngx_http_upstream_round_robin.c`). At each turn every server earns its
 * effective weight and the richest pays the whole round: weights 5, 1, 1 give a a b a c a a. One pass over the servers
 * per pick, as in nginx: all credits change at every turn.
 */
import type { Pool } from '../pool.ts';
import { NOBODY } from './contract.ts';

export interface SmoothRotation {
  /** By server: what it has earned and not yet been paid for. */
  credit: Float64Array;
  /** By server: below its weight after a failure, back by one with each turn it takes part in. */
  effective: Float64Array;
  /** Weights of the configuration, -1 for a removed server: another configuration means a new start. */
  configuration: number[];
}

export const emptySmoothRotation = (): SmoothRotation => ({
  credit: new Float64Array(0),
  effective: new Float64Array(0),
  configuration: [],
});

/** A server added or removed is a reload of the configuration: new worker processes, all counters at their start. */
export function adjustSmoothRotation(rotation: SmoothRotation, pool: Pool): void {
  const configuration = Array<number>(pool.size).fill(-1);
  for (const server of pool.configured) configuration[server] = pool.weight(server);
  if (configuration.join() === rotation.configuration.join()) return;
  rotation.configuration = configuration;
  rotation.credit = new Float64Array(pool.size);
  rotation.effective = Float64Array.from(configuration);
}

/** A failed attempt costs a share of the weight, all of it where `max_fails` is 1; with each turn one comes back. */
export function loseWeight({ effective, configuration }: SmoothRotation, server: number, maxFails: number): void {
  const share = Math.trunc((configuration[server] ?? 0) / maxFails);
  effective[server] = Math.max(0, (effective[server] ?? 0) - share);
}

/** The next turn among the usable servers, or among those of them whose `key` equals `wanted`. */
export function takeSmoothTurn(rotation: SmoothRotation, pool: Pool, key?: Float64Array, wanted = 0): number {
  const { credit, effective } = rotation;
  let best = NOBODY;
  let total = 0;
  for (const server of pool.usable) {
    if (key !== undefined && key[server] !== wanted) continue;
    credit[server]! += effective[server]!;
    total += effective[server]!;
    regainWeight(rotation, server);
    if (best === NOBODY || credit[server]! > credit[best]!) best = server;
  }
  if (best !== NOBODY) credit[best]! -= total;
  return best;
}

/** After a failure: one unit with each turn it takes part in. */
export function regainWeight({ effective, configuration }: SmoothRotation, server: number): void {
  if (effective[server]! < configuration[server]!) effective[server]! += 1;
}
