/**
 * Keyed randomness: a draw is a function of (seed, who, purpose, n), never the next number of one stream. One more draw
 * here changes nothing there, so that under every strategy the same people want the same things at the same moments.
 */
import { exp, ln } from './elementary.ts';
import { normalOf } from './normalTable.ts';

const DRAWS = 4294967296;

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
  return signedBits(drawKey(seed, who), purpose, n) >>> 0;
}

/** Uniform in (0, 1), ends excluded. */
export function uniform(seed: number, who: number, purpose: Purpose, n: number): number {
  return uniformOf(drawKey(seed, who), purpose, n);
}

/** The part of a key that stays with who draws; kept where many draws are made. */
export function drawKey(seed: number, who: number): number {
  return mix(mix(seed ^ 0x9e3779b9) ^ Math.imul(who + 1, 0x85ebca6b));
}

/** As `uniform`. */
export function uniformOf(key: number, purpose: Purpose, n: number): number {
  return ((signedBits(key, purpose, n) >>> 0) + 0.5) / DRAWS;
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
  return quantileOf(distribution, (u * DRAWS) | 0);
}

/** A draw from that distribution: its quantile at `uniformOf` the same key. */
export function lognormalOf(distribution: Lognormal, key: number, purpose: Purpose, n: number): number {
  return quantileOf(distribution, signedBits(key, purpose, n));
}

function quantileOf({ median, sigma }: Lognormal, draw: number): number {
  return sigma === 0 ? median : median * exp(sigma * normalOf(draw));
}

/** Signed: numbers of 31 bits and a sign are what V8 passes around without allocating. */
function signedBits(key: number, purpose: Purpose, n: number): number {
  return mix(mix(key ^ Math.imul(purpose, 0xc2b2ae35)) ^ Math.imul(n + 1, 0x27d4eb2f));
}

/** MurmurHash3's 32-bit finaliser: every input bit reaches every output bit. */
function mix(value: number): number {
  let h = value;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}
