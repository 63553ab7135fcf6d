/** Measures over time: closing windows as time passes, and telling what happened in each. */
import { COARSE_BUCKETS as BUCKETS, coarse, percentileMs } from './latency.ts';
import { busyUsOf, sessionsPerServer } from './load.ts';
import type { LossCause } from './lossCauses.ts';
import { keepsOnServers } from './measure.ts';
import type { Latency, WireMeasures } from './measures.ts';
import { memoryOf } from './memory.ts';
import type { Outcome } from './outcomes.ts';
import type { Run } from './run.ts';
import { type Spread, spreadOf } from './spread.ts';
import { countsIn, lossesIn, outcomesIn, TOTALS, totalsOf } from './totals.ts';
import { HELD, makeRoomForServers, PER_SERVER, WINDOWS, type Windows, widen } from './windows.ts';

export interface WindowMeasures {
  readonly fromMs: number;
  readonly toMs: number;
  readonly requests: number;
  readonly outcomes: Readonly<Record<Outcome, number>>;
  readonly unavailable: number;
  readonly sessionsStarted: number;
  readonly sessionsLost: number;
  readonly sessionsLostBy: Readonly<Record<LossCause, number>>;
  readonly itemsLost: number;
  /** 0–1; null where nobody had a session. */
  readonly affinityRatio: number | null;
  /** Failures included; null where nothing finished. Upper edges of buckets at most 13 % wide. */
  readonly latencyMs: Latency | null;
  readonly lateAnswers: number;
  /** Of the window's requests and work; of sessions at its end. */
  readonly imbalance: {
    readonly requests: Spread | null;
    readonly work: Spread | null;
    readonly sessions: Spread | null;
  };
  /** In the order of `Measures.perServer`: requests that it answered in between, and its sessions at the end. */
  readonly perServer: readonly {
    readonly requests: number;
    readonly sessions: number;
    /** Whether it was in the configuration at the end, with a weight above 0. */
    readonly isInPool: boolean;
  }[];
  readonly wire: WireMeasures;
  readonly messages: number;
  readonly messageBytes: number;
  readonly roundTrips: number;
  /** Requests waiting for the store, on average over the window. */
  readonly storeInHand: number;
  /** At its end. */
  readonly sessions: number;
  readonly memoryBytes: { readonly balancer: number; readonly servers: number; readonly store: number };
}

/** Something is to happen at `nowUs`: windows that end before it, or at it, are closed. */
export function closeWindows(run: Run, nowUs: number): void {
  const { windows } = run.world;
  while (nowUs >= windows.closesUs) {
    makeRoomForServers(windows, run.world.servers.length);
    run.world.nowUs = windows.closesUs;
    const row = rowNow(run, windows.serverCount);
    windows.totals.set(row.totals, windows.closed * TOTALS);
    windows.latency.set(row.latency, windows.closed * BUCKETS);
    windows.held.set(row.held, windows.closed * HELD);
    windows.servers.set(row.servers, windows.closed * windows.serverCount * PER_SERVER);
    windows.closed += 1;
    windows.closesUs += windows.widthUs;
    if (windows.closed === WINDOWS) widen(windows);
  }
}

interface Row {
  readonly totals: Float64Array;
  readonly latency: Uint32Array;
  readonly held: Float64Array;
  readonly servers: Uint32Array;
}

function rowNow(run: Run, serverCount: number): Row {
  const { world } = run;
  const sessions = sessionsPerServer(run);
  const memory = memoryOf(run);
  const sum = (parts: readonly { readonly bytes: number }[]) => parts.reduce((all, { bytes }) => all + bytes, 0);
  const servers = new Uint32Array(serverCount * PER_SERVER);
  world.servers.forEach((server, index) => {
    const weight = server.admin === 'removed' ? 0 : server.weight;
    const busyMs = Math.round(busyUsOf(run, server, index) / 1000);
    servers.set([server.requests, busyMs, sessions[index]!, weight], index * PER_SERVER);
  });
  const all = sessions.reduce((total, count) => total + count, 0);
  return {
    totals: totalsOf(run),
    latency: coarse(world.latency),
    held: Float64Array.of(all, memory.balancer.bytes, sum(memory.servers), sum(memory.store)),
    servers,
  };
}

export function measuresOf(run: Run): WindowMeasures[] {
  const { windows, nowUs, servers } = run.world;
  const { closed, widthUs } = windows;
  makeRoomForServers(windows, servers.length);
  const all: WindowMeasures[] = [];
  let before = emptyRow(windows.serverCount);
  for (let window = 0; window < closed; window += 1) {
    const row = rowAt(windows, window);
    all.push(between(run, before, row, window * widthUs));
    before = row;
  }
  if (nowUs <= closed * widthUs) return all;
  return [...all, between(run, before, rowNow(run, windows.serverCount), closed * widthUs)];
}

function between(run: Run, before: Row, after: Row, fromUs: number): WindowMeasures {
  const toUs = fromUs + run.world.windows.widthUs;
  const totals = after.totals.map((total, index) => total - before.totals[index]!);
  const latency = after.latency.map((count, index) => count - before.latency[index]!);
  const outcomes = outcomesIn(totals);
  const counts = countsIn(totals);
  const requests = Object.values(outcomes).reduce((sum, count) => sum + count, 0);
  const [sessions = 0, balancer = 0, inServers = 0, store = 0] = after.held;
  const { sessionsStarted, sessionsLost, itemsLost, lateAnswers, roundTrips, messages, messageBytes } = counts;
  return {
    ...{ fromMs: fromUs / 1000, toMs: toUs / 1000, requests, outcomes, unavailable: outcomes.unavailable },
    ...{ sessionsStarted, sessionsLost, sessionsLostBy: lossesIn(totals), itemsLost },
    affinityRatio: counts.withSession === 0 ? null : counts.reachedHome / counts.withSession,
    latencyMs: requests === 0 ? null : latencyIn(latency),
    lateAnswers,
    imbalance: imbalanceIn(before.servers, after.servers, keepsOnServers(run)),
    perServer: serversIn(before.servers, after.servers),
    wire: { up: counts.up, down: counts.down, upSession: counts.upSession, downSession: counts.downSession },
    ...{ messages, messageBytes, roundTrips, storeInHand: counts.storeWaitUs / (toUs - fromUs) },
    sessions,
    memoryBytes: { balancer, servers: inServers, store },
  };
}

function latencyIn(latency: Uint32Array): Latency {
  return { p50: percentileMs(latency, 0.5), p95: percentileMs(latency, 0.95), p99: percentileMs(latency, 0.99) };
}

function imbalanceIn(before: Uint32Array, after: Uint32Array, keeps: boolean): WindowMeasures['imbalance'] {
  const rows = Array.from({ length: after.length / PER_SERVER }, (_, row) => row * PER_SERVER);
  const weights = rows.map((row) => after[row + 3]!);
  const gained = (column: number) => rows.map((row) => after[row + column]! - before[row + column]!);
  return {
    requests: spreadOf(gained(0), weights),
    work: spreadOf(gained(1), weights),
    sessions: keeps
      ? spreadOf(
          rows.map((row) => after[row + 2]!),
          weights,
        )
      : null,
  };
}

function serversIn(before: Uint32Array, after: Uint32Array): WindowMeasures['perServer'] {
  return Array.from({ length: after.length / PER_SERVER }, (_, server) => {
    const row = server * PER_SERVER;
    const isInPool = after[row + 3]! > 0;
    return { requests: after[row]! - before[row]!, sessions: after[row + 2]!, isInPool };
  });
}

const emptyRow = (serverCount: number): Row => ({
  totals: new Float64Array(TOTALS),
  latency: new Uint32Array(BUCKETS),
  held: new Float64Array(HELD),
  servers: new Uint32Array(serverCount * PER_SERVER),
});

function rowAt(windows: Windows, window: number): Row {
  const perWindow = windows.serverCount * PER_SERVER;
  return {
    totals: windows.totals.subarray(window * TOTALS, (window + 1) * TOTALS),
    latency: windows.latency.subarray(window * BUCKETS, (window + 1) * BUCKETS),
    held: windows.held.subarray(window * HELD, (window + 1) * HELD),
    servers: windows.servers.subarray(window * perWindow, (window + 1) * perWindow),
  };
}
