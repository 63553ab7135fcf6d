/**
 * Keyed randomness: a draw is a function of (seed, who, purpose, n), never the next number of one stream. One more draw
 * here changes nothing there, so that under every strategy the same people want the same things at the same moments.
 */
import { exp, ln, normalQuantile } from './elementary.ts';

/** What a draw is for. Numbers are part of every recorded digest: append, never renumber. */
export const PURPOSE = {
  start: 1,
  think: 2,
  wish: 3,
  visitLength: 4,
  away: 5,
  service: 6,
  roundTrip: 7,
  reaction: 8,
  product: 9,
  leaving: 10,
  load: 11,
  save: 12,
  session: 13,
  port: 15,
  store: 16,
  issue: 17,
  balancing: 40,
  move: 60,
  exit: 61,
  tabWish: 62,
  tabThink: 63,
  attack: 64,
} as const;
export type Purpose = (typeof PURPOSE)[keyof typeof PURPOSE];

/** 32 random bits for the key. */
export function keyedBits(seed: number, who: number, purpose: Purpose, n: number): number {
  let h = mix(seed ^ 0x9e3779b9);
  h = mix(h ^ Math.imul(who + 1, 0x85ebca6b));
  h = mix(h ^ Math.imul(purpose, 0xc2b2ae35));
  return mix(h ^ Math.imul(n + 1, 0x27d4eb2f)) >>> 0;
}

/** Uniform in (0, 1), ends excluded. */
export function uniform(seed: number, who: number, purpose: Purpose, n: number): number {
  return (keyedBits(seed, who, purpose, n) + 0.5) / 4294967296;
}

/** Exponential with the given mean. */
export function exponential(mean: number, u: number): number {
  return -mean * ln(u);
}

/** A lognormal distribution given by median and 99th percentile, as latencies are measured. */
export interface Lognormal {
  readonly median: number;
  readonly sigma: number;
}

/** σ = ln(p99 ÷ median) ÷ 2.326 */
export function lognormal(median: number, p99: number): Lognormal {
  return { median, sigma: median > 0 && p99 > median ? ln(p99 / median) / 2.3263478740408408 : 0 };
}

export function quantile(distribution: Lognormal, u: number): number {
  if (distribution.sigma === 0) return distribution.median;
  return distribution.median * exp(distribution.sigma * normalQuantile(u));
}

/** MurmurHash3's 32-bit finaliser: every input bit reaches every output bit. */
function mix(value: number): number {
  let h = value;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}
