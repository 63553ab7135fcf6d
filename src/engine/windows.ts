/**
 * Measures over time: what finished in each window. There are at most 120; when a run grows longer, two neighbours become
 * one and the windows twice as wide, so memory is bounded however long the run.
 */
import type { Outcome } from './outcomes.ts';
import { between, type Spent, type Standing } from './spent.ts';

const WINDOWS = 120;
const FIRST_WIDTH_US = 1_000_000;
/** Latency per window in 8 buckets for each doubling above 1 ms: 13 % wide at most. */
const BUCKETS = 184;
const EXACT_BELOW_US = 1024;

export interface Windows {
  widthUs: number;
  /** Windows begun so far. */
  count: number;
  requests: Uint32Array;
  unavailable: Uint32Array;
  sessionsLost: Uint32Array;
  itemsLost: Uint32Array;
  /** Requests of people with a session that a server answered, and those of them that reached its server. */
  withSession: Uint32Array;
  reachedHome: Uint32Array;
  latency: Uint32Array;
  /** How the run stood at the end of each window that is over, as far as anything finished after it. */
  ends: Standing[];
}

/** One finished request, as the windows count it. */
export interface Counted {
  readonly outcome: Outcome;
  readonly latencyUs: number;
  /** The first to tell its person that the session is gone. */
  readonly losesSession: boolean;
  readonly itemsLost: number;
  readonly hadSession: boolean;
  readonly reachedHome: boolean;
}

export interface WindowMeasures extends Spent {
  readonly fromMs: number;
  readonly toMs: number;
  readonly requests: number;
  readonly unavailable: number;
  readonly sessionsLost: number;
  readonly itemsLost: number;
  /** 0–1; null where nobody had a session. */
  readonly affinityRatio: number | null;
  /** Failures included; null where nothing finished. Upper edges of buckets at most 13 % wide. */
  readonly latencyMs: { readonly p50: number; readonly p95: number; readonly p99: number } | null;
}

export function emptyWindows(): Windows {
  return {
    widthUs: FIRST_WIDTH_US,
    count: 0,
    requests: new Uint32Array(WINDOWS),
    unavailable: new Uint32Array(WINDOWS),
    sessionsLost: new Uint32Array(WINDOWS),
    itemsLost: new Uint32Array(WINDOWS),
    withSession: new Uint32Array(WINDOWS),
    reachedHome: new Uint32Array(WINDOWS),
    latency: new Uint32Array(WINDOWS * BUCKETS),
    ends: [],
  };
}

/** The window of that moment. */
export function windowAt(windows: Windows, nowUs: number): number {
  while (nowUs >= windows.widthUs * WINDOWS) widen(windows);
  return Math.floor(nowUs / windows.widthUs);
}

export const isBegun = (windows: Windows, window: number): boolean => window < windows.count;

/** Windows in which nothing finished ended as the one after them began. `now`: how the run stands. */
export function beginWindow(windows: Windows, window: number, now: Standing): void {
  windows.count = window + 1;
  while (windows.ends.length < window) windows.ends.push(now);
}

/** Counts a request in the window in which it finished. */
export function countIn(windows: Windows, window: number, counted: Counted): void {
  windows.requests[window]! += 1;
  if (counted.outcome === 'unavailable') windows.unavailable[window]! += 1;
  if (counted.losesSession) windows.sessionsLost[window]! += 1;
  windows.itemsLost[window]! += counted.itemsLost;
  if (counted.hadSession) windows.withSession[window]! += 1;
  if (counted.reachedHome) windows.reachedHome[window]! += 1;
  windows.latency[window * BUCKETS + bucketOf(counted.latencyUs)]! += 1;
}

/** `now`: how the run stands. */
export function measuresOf(windows: Windows, now: Standing): WindowMeasures[] {
  return Array.from({ length: windows.count }, (_, window) => ({
    fromMs: (window * windows.widthUs) / 1000,
    toMs: ((window + 1) * windows.widthUs) / 1000,
    requests: windows.requests[window]!,
    unavailable: windows.unavailable[window]!,
    sessionsLost: windows.sessionsLost[window]!,
    itemsLost: windows.itemsLost[window]!,
    affinityRatio:
      windows.withSession[window] === 0 ? null : windows.reachedHome[window]! / windows.withSession[window]!,
    latencyMs: latencyIn(windows, window),
    ...between(windows.ends[window - 1], windows.ends[window] ?? now),
  }));
}

function latencyIn(windows: Windows, window: number): WindowMeasures['latencyMs'] {
  const total = windows.requests[window]!;
  if (total === 0) return null;
  const percentile = (share: number) => {
    let left = Math.ceil(total * share);
    let bucket = -1;
    while (left > 0) {
      bucket += 1;
      left -= windows.latency[window * BUCKETS + bucket]!;
    }
    return upperEdgeUs(bucket) / 1000;
  };
  return { p50: percentile(0.5), p95: percentile(0.95), p99: percentile(0.99) };
}

/** Two neighbours become one. */
function widen(windows: Windows): void {
  const { requests, unavailable, sessionsLost, itemsLost, withSession, reachedHome, latency } = windows;
  for (const column of [requests, unavailable, sessionsLost, itemsLost, withSession, reachedHome]) fold(column, 1);
  fold(latency, BUCKETS);
  windows.ends = windows.ends.filter((_, window) => window % 2 === 1);
  windows.widthUs *= 2;
  windows.count = Math.ceil(windows.count / 2);
}

function fold(column: Uint32Array, entries: number): void {
  const half = column.length / 2;
  for (let index = 0; index < half; index += 1) {
    const window = Math.floor(index / entries);
    const from = window * 2 * entries + (index % entries);
    column[index] = column[from]! + column[from + entries]!;
  }
  column.fill(0, half);
}

function bucketOf(us: number): number {
  const whole = Math.min(Math.max(0, Math.round(us)), 0xffffffff);
  if (whole < EXACT_BELOW_US) return 0;
  const bits = 32 - Math.clz32(whole);
  return (bits - 11) * 8 + ((whole >>> (bits - 4)) & 7) + 1;
}

function upperEdgeUs(bucket: number): number {
  if (bucket === 0) return EXACT_BELOW_US - 1;
  const doubling = Math.floor((bucket - 1) / 8);
  return (8 + ((bucket - 1) % 8) + 1) * (1 << (doubling + 7)) - 1;
}
