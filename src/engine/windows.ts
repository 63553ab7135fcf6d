/**
 * Measures over time. At the end of each window the counters of the run are written down; what happened in it is the
 * difference to the one before, so a request pays nothing for it. There are at most 120 windows; when a run grows longer,
 * two neighbours become one and the windows twice as wide, so memory is bounded however long the run.
 */
import { COARSE_BUCKETS } from './latency.ts';
import { TOTALS } from './totals.ts';

export const WINDOWS = 120;
const FIRST_WIDTH_US = 1_000_000;

/** So many numbers stand in the columns for each window. */
export const HELD = 4;
export const PER_SERVER = 4;

export interface Windows {
  widthUs: number;
  /** Windows that are over. */
  closed: number;
  /** When the one that is open will be. */
  closesUs: number;
  // At the end of each window, one row behind the other.
  totals: Float64Array;
  latency: Uint32Array;
  /** Sessions; then bytes: in the table of the load balancer, in all servers, in the store. */
  held: Float64Array;
  /** For each server: requests, busy ms, sessions, weight (0: not in the configuration). `serverCount` is room. */
  serverCount: number;
  servers: Uint32Array;
}

export function emptyWindows(): Windows {
  return {
    widthUs: FIRST_WIDTH_US,
    closed: 0,
    closesUs: FIRST_WIDTH_US,
    totals: new Float64Array(WINDOWS * TOTALS),
    latency: new Uint32Array(WINDOWS * COARSE_BUCKETS),
    held: new Float64Array(WINDOWS * HELD),
    serverCount: 0,
    servers: new Uint32Array(0),
  };
}

/** Two neighbours become one: what was written down at the end of the second is the end of both. */
export function widen(windows: Windows): void {
  keepEverySecond(windows.totals, TOTALS);
  keepEverySecond(windows.latency, COARSE_BUCKETS);
  keepEverySecond(windows.held, HELD);
  keepEverySecond(windows.servers, windows.serverCount * PER_SERVER);
  windows.widthUs *= 2;
  windows.closed = WINDOWS / 2;
  windows.closesUs = windows.widthUs * (windows.closed + 1);
}

function keepEverySecond(column: Float64Array | Uint32Array, entries: number): void {
  for (let window = 0; window < WINDOWS / 2; window += 1) {
    const second = (window * 2 + 1) * entries;
    column.copyWithin(window * entries, second, second + entries);
  }
}

/** Servers come while a run goes on; before they came they had nothing. */
export function makeRoomForServers(windows: Windows, count: number): void {
  if (windows.serverCount >= count) return;
  const before = windows.serverCount * PER_SERVER;
  const after = count * PER_SERVER;
  const wider = new Uint32Array(WINDOWS * after);
  for (let window = 0; window < windows.closed; window += 1) {
    wider.set(windows.servers.subarray(window * before, (window + 1) * before), window * after);
  }
  windows.servers = wider;
  windows.serverCount = count;
}
