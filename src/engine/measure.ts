/** Measures of a run up to now, worked out from its counters. Definitions: see `measureTable.ts`. */
import { digestText } from './digest.ts';
import { percentileUs } from './latency.ts';
import { busyUsOf, sessionsPerServer } from './load.ts';
import type { Measures } from './measures.ts';
import { memoryOf } from './memory.ts';
import type { PoolChange } from './poolChanges.ts';
import type { Run } from './run.ts';
import { spreadOf } from './spread.ts';
import { lossesIn, outcomesIn, totalsOf, wireIn } from './totals.ts';
import { PHASE, type ServerState } from './world.ts';

export function measure(run: Run): Measures {
  const { world } = run;
  const sessions = sessionsPerServer(run);
  const busyUs = world.servers.map((server, row) => busyUsOf(run, server, row));
  const totals = totalsOf(run);
  const finished = world.outcomes.reduce((sum, count) => sum + count, 0);
  const costs = run.sessionState.costs(world.sessionStateMemory);
  return {
    atMs: world.nowUs / 1000,
    requests: finished,
    inFlight: world.requestsSent - finished,
    outcomes: outcomesIn(totals),
    sessionsStarted: world.sessionsStarted - world.sessionsRefused,
    sessionsLost: world.sessionsLost,
    sessionsLostBy: lossesIn(totals),
    sessionsLostUnnoticed: world.bereft,
    itemsLost: world.itemsLost,
    turnedAway: world.turnedAway,
    affinityRatio: affinityRatio(run),
    requestsWithSession: world.withSession,
    perServer: world.servers.map((server, row) => ({
      id: server.id,
      requests: server.requests,
      sessions: sessions[row]!,
      utilisation: utilisation(run, server, busyUs[row]!),
    })),
    latencyMs: latencyMs(run, world.requestsSent - finished),
    queue: queueing(run),
    lateAnswers: world.lateAnswers,
    imbalance: imbalance(world.servers, busyUs, keepsOnServers(run) ? sessions : []),
    wire: wireIn(world.wire),
    costs: { ...costs },
    store: storeMeasures(run, costs.roundTrips),
    memory: memoryOf(run),
    remaps: world.poolChanges.map(({ atUs, what, server, present, moved }, index) => ({
      ...{ atMs: atUs / 1000, what, server, present, moved, fraction: present === 0 ? null : moved / present },
      countedAtMs: countedAtUs(world.poolChanges, index) / 1000,
    })),
    actions: world.actionsDone.map((action) => ({ ...action })),
    refused: world.refusals.map((refusal) => ({ ...refusal })),
    digest: digestText(world.digest),
  };
}

/** The first change from that one on after which somebody has come back; the last, where nobody has. */
function countedAtUs(changes: readonly PoolChange[], index: number): number {
  const counted = changes.slice(index).find(({ present }) => present > 0) ?? changes.at(-1)!;
  return counted.atUs;
}

export function affinityRatio({ world }: Run): number | null {
  return world.withSession === 0 ? null : world.reachedHome / world.withSession;
}

function utilisation({ world }: Run, server: ServerState, busyUs: number): number {
  const isRunning = server.process === 'running';
  const runningUs = server.runningUs + (isRunning ? world.nowUs - server.startedAtUs : 0);
  return runningUs === 0 ? 0 : busyUs / (runningUs * server.workers);
}

function latencyMs({ world }: Run, unfinished: number): Measures['latencyMs'] {
  const p50 = percentileUs(world.latency, 0.5);
  const p95 = percentileUs(world.latency, 0.95);
  const p99 = percentileUs(world.latency, 0.99);
  if (p50 === null || p95 === null || p99 === null) return null;
  return { p50: p50 / 1000, p95: p95 / 1000, p99: p99 / 1000, unfinished };
}

function queueing({ world }: Run): Measures['queue'] {
  let reached = world.servers.reduce((sum, { requests }) => sum + requests, world.letGo);
  let waitedUs = world.waited.us;
  const { requests, requestRows, nowUs } = world;
  for (let request = 0; request < requestRows; request += 1) {
    if (requests.isActive[request] === 0) continue;
    const phase = requests.phase[request]!;
    if (phase === PHASE.queued) waitedUs += nowUs - requests.phaseFromUs[request]!;
    if (phase === PHASE.queued || phase === PHASE.working || phase === PHASE.fromServer) reached += 1;
  }
  if (reached === 0) return null;
  return { share: world.waited.count / reached, meanWaitMs: waitedUs / reached / 1000 };
}

/** Whether any server keeps sessions at all, so that they can lie unevenly. */
export const keepsOnServers = ({ sessionState }: Run): boolean => sessionState.affinity !== 'useless';

/** Of the servers now in the configuration. */
function imbalance(
  servers: readonly ServerState[],
  busyUs: readonly number[],
  sessions: readonly number[],
): Measures['imbalance'] {
  const weights = servers.map(({ admin, weight }) => (admin === 'removed' ? 0 : weight));
  const requests = servers.map((server) => server.requests);
  return {
    requests: spreadOf(requests, weights),
    work: spreadOf(busyUs, weights),
    sessions: sessions.length === 0 ? null : spreadOf(sessions, weights),
  };
}

function storeMeasures({ world }: Run, roundTrips: number): Measures['store'] {
  const { storeWaitUs, nowUs } = world;
  return {
    roundTrips,
    perSecond: nowUs === 0 ? 0 : (roundTrips * 1e6) / nowUs,
    meanMs: roundTrips === 0 ? null : storeWaitUs / roundTrips / 1000,
    inHand: nowUs === 0 ? 0 : storeWaitUs / nowUs,
  };
}
