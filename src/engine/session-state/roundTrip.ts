/** Trips from a server to a store and back. */
import { lognormal, quantile } from '../random.ts';

/** µs of a trip with that median and 99th percentile; `u` uniform in (0, 1). */
export function roundTripUs(medianUs: number, p99Us: number, u: number): number {
  return medianUs === 0 ? 0 : Math.round(quantile(lognormal(medianUs, p99Us), u));
}

/**
 * A pool of connections, first come first served: each entry says when that connection is free again. Takes the one that
 * is free first for `holdUs`, and returns how long that takes from now, waiting included.
 */
export function holdConnection(freeAtUs: number[], nowUs: number, holdUs: number): number {
  let first = 0;
  for (let index = 1; index < freeAtUs.length; index += 1) if (freeAtUs[index]! < freeAtUs[first]!) first = index;
  const startUs = Math.max(nowUs, freeAtUs[first]!);
  freeAtUs[first] = startUs + holdUs;
  return startUs + holdUs - nowUs;
}

/** How long a request would wait for a connection. */
export function waitForConnection(freeAtUs: readonly number[], nowUs: number): number {
  return Math.max(0, Math.min(...freeAtUs) - nowUs);
}
