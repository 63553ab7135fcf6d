/**
 * Latencies in buckets of at most 0.8 % width, so that percentiles over any number of requests need bounded memory
 * (the layout of HdrHistogram: 128 buckets for each doubling, exact below 128 µs).
 */
const SUB_BUCKETS = 128;
const SUB_BITS = 7;
const BUCKETS = SUB_BUCKETS * 26;

export const emptyLatency = (): Float64Array => new Float64Array(BUCKETS);

export function recordLatency(buckets: Float64Array, us: number): void {
  buckets[bucketOf(us)]! += 1;
}

/** The smallest latency in µs that at least `share` (0–1) of the recorded ones do not exceed; null if there are none. */
export function percentileUs(buckets: Float64Array, share: number): number | null {
  let total = 0;
  for (const count of buckets) total += count;
  if (total === 0) return null;
  let left = Math.ceil(total * share);
  for (let bucket = 0; bucket < BUCKETS; bucket += 1) {
    left -= buckets[bucket]!;
    if (left <= 0) return upperEdgeUs(bucket);
  }
  return upperEdgeUs(BUCKETS - 1);
}

function bucketOf(us: number): number {
  const whole = Math.min(Math.max(0, Math.round(us)), 0xffffffff);
  if (whole < 2 * SUB_BUCKETS) return whole;
  // The eight leading bits, the first of them 1, and how many bits follow.
  const shift = 32 - Math.clz32(whole) - (SUB_BITS + 1);
  return shift * SUB_BUCKETS + (whole >>> shift);
}

function upperEdgeUs(bucket: number): number {
  if (bucket < 2 * SUB_BUCKETS) return bucket;
  const shift = Math.floor(bucket / SUB_BUCKETS) - 1;
  return (bucket - shift * SUB_BUCKETS + 1) * (1 << shift) - 1;
}

/** For windows: 8 buckets for each doubling above 1 ms, 13 % wide at most; all below are one. */
export const COARSE_BUCKETS = 184;
const EXACT_BELOW_US = 1024;

export function coarse(buckets: Float64Array): Uint32Array {
  const counts = new Uint32Array(COARSE_BUCKETS);
  for (let bucket = 0; bucket < BUCKETS; bucket += 1) {
    if (buckets[bucket] !== 0) counts[coarseBucketOf(upperEdgeUs(bucket))]! += buckets[bucket]!;
  }
  return counts;
}

/** As `percentileUs`, of coarse buckets, in ms; there must be something in them. */
export function percentileMs(counts: Uint32Array, share: number): number {
  const total = counts.reduce((sum, count) => sum + count, 0);
  let left = Math.ceil(total * share);
  let bucket = -1;
  while (left > 0) {
    bucket += 1;
    left -= counts[bucket]!;
  }
  return coarseUpperEdgeUs(bucket) / 1000;
}

function coarseBucketOf(us: number): number {
  if (us < EXACT_BELOW_US) return 0;
  const bits = 32 - Math.clz32(us);
  return (bits - 11) * 8 + ((us >>> (bits - 4)) & 7) + 1;
}

function coarseUpperEdgeUs(bucket: number): number {
  if (bucket === 0) return EXACT_BELOW_US - 1;
  const doubling = Math.floor((bucket - 1) / 8);
  return (8 + ((bucket - 1) % 8) + 1) * (1 << (doubling + 7)) - 1;
}
