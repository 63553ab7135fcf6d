/** Measures of a run up to now, worked out from its counters. Definitions: see `measureTable.ts`. */
import { digestText } from './digest.ts';
import { percentileUs } from './latency.ts';
import { busyUsOf, sessionsPerServer } from './load.ts';
import type { Measures } from './measures.ts';
import { memoryOf } from './memory.ts';
import type { Run } from './run.ts';
import { spreadOf } from './spread.ts';
import { lossesIn, outcomesIn, totalsOf, wireIn } from './totals.ts';
import type { ServerState } from './world.ts';

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
    sessionsStarted: world.sessionsStarted,
    sessionsLost: world.sessionsLost,
    sessionsLostBy: lossesIn(totals),
    sessionsLostUnnoticed: world.bereft,
    itemsLost: world.itemsLost,
    affinityRatio: affinityRatio(run),
    requestsWithSession: world.withSession,
    perServer: world.servers.map((server, row) => ({
      id: server.id,
      requests: server.requests,
      sessions: sessions[row]!,
      utilisation: utilisation(run, server, busyUs[row]!),
    })),
    latencyMs: latencyMs(run),
    queue: queueing(run),
    lateAnswers: world.lateAnswers,
    imbalance: imbalance(world.servers, busyUs, sessions),
    wire: wireIn(world.wire),
    costs: { ...costs },
    store: storeMeasures(run, costs.roundTrips),
    memory: memoryOf(run),
    remaps: world.poolChanges.map(({ atUs, what, server, present, moved }) => ({
      ...{ atMs: atUs / 1000, what, server, present, moved, fraction: present === 0 ? null : moved / present },
    })),
    actions: world.actionsDone.map((action) => ({ ...action })),
    refused: world.refusals.map((refusal) => ({ ...refusal })),
    digest: digestText(world.digest),
  };
}

export function affinityRatio({ world }: Run): number | null {
  return world.withSession === 0 ? null : world.reachedHome / world.withSession;
}

function utilisation({ world }: Run, server: ServerState, busyUs: number): number {
  const isRunning = server.process === 'running';
  const runningUs = server.runningUs + (isRunning ? world.nowUs - server.startedAtUs : 0);
  return runningUs === 0 ? 0 : busyUs / (runningUs * server.workers);
}

function latencyMs({ world }: Run): Measures['latencyMs'] {
  const p50 = percentileUs(world.latency, 0.5);
  const p95 = percentileUs(world.latency, 0.95);
  const p99 = percentileUs(world.latency, 0.99);
  if (p50 === null || p95 === null || p99 === null) return null;
  return { p50: p50 / 1000, p95: p95 / 1000, p99: p99 / 1000 };
}

function queueing({ world }: Run): Measures['queue'] {
  const answered = world.servers.reduce((sum, { requests }) => sum + requests, 0);
  if (answered === 0) return null;
  return { share: world.waited.count / answered, meanWaitMs: world.waited.us / answered / 1000 };
}

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
    sessions: spreadOf(sessions, weights),
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
