/** Measures of a run up to now, worked out from its counters. Definitions: see `Measures`. */
import { digestText } from './digest.ts';
import { percentileUs } from './latency.ts';
import type { Measures } from './measures.ts';
import { OUTCOMES, type Outcome } from './outcomes.ts';
import { isSilentTooLong } from './people.ts';
import type { Run } from './run.ts';
import { PHASE, type ServerState } from './world.ts';

export function measure(run: Run): Measures {
  const { world } = run;
  const sessions = sessionsPerServer(run);
  const finished = world.outcomes.reduce((sum, count) => sum + count, 0);
  return {
    atMs: world.nowUs / 1000,
    requests: finished,
    inFlight: world.requestsSent - finished,
    outcomes: Object.fromEntries(OUTCOMES.map((outcome, index) => [outcome, world.outcomes[index]!])) as Record<
      Outcome,
      number
    >,
    sessionsStarted: world.sessionsStarted,
    sessionsLost: world.sessionsLost,
    sessionsLostUnnoticed: world.bereft,
    itemsLost: world.itemsLost,
    affinityRatio: affinityRatio(run),
    perServer: world.servers.map((server, row) => ({
      id: server.id,
      requests: server.requests,
      sessions: sessions[row]!,
      utilisation: utilisation(run, server, row),
    })),
    latencyMs: latencyMs(run),
    lateAnswers: world.lateAnswers,
    imbalance: imbalance(world.servers),
    costs: { ...run.sessionState.costs(world.sessionStateMemory) },
    actions: world.actionsDone.map((action) => ({ ...action })),
    digest: digestText(world.digest),
  };
}

export function affinityRatio({ world }: Run): number | null {
  return world.withSession === 0 ? null : world.reachedHome / world.withSession;
}

/** Living sessions by the server that is their home now. */
export function sessionsPerServer(run: Run): number[] {
  const { world } = run;
  const counts = world.servers.map(() => 0);
  for (let person = 0; person < world.peopleCount; person += 1) {
    const home = world.people.home[person]!;
    const isKnown = world.people.signedIn[person] === 1 && world.people.isBereft[person] === 0;
    if (home >= 0 && isKnown && !isSilentTooLong(run, person)) counts[home]! += 1;
  }
  return counts;
}

function utilisation(run: Run, server: ServerState, row: number): number {
  const { nowUs, requests, requestRows } = run.world;
  const isRunning = server.process === 'running';
  const runningUs = server.runningUs + (isRunning ? nowUs - server.startedAtUs : 0);
  let busyUs = server.busyUs;
  for (let request = 0; request < requestRows && server.busy > 0; request += 1) {
    const isHere = requests.isActive[request] === 1 && requests.server[request] === row;
    if (isHere && requests.phase[request] === PHASE.working) busyUs += nowUs - requests.workingFromUs[request]!;
  }
  return runningUs === 0 ? 0 : busyUs / (runningUs * server.workers);
}

function latencyMs({ world }: Run): Measures['latencyMs'] {
  const p50 = percentileUs(world.latency, 0.5);
  const p95 = percentileUs(world.latency, 0.95);
  const p99 = percentileUs(world.latency, 0.99);
  if (p50 === null || p95 === null || p99 === null) return null;
  return { p50: p50 / 1000, p95: p95 / 1000, p99: p99 / 1000 };
}

/** Of the servers now in the configuration, requests per unit of weight: the greatest over the mean, and Jain's index (1 is even, 1/N is all on one). */
function imbalance(servers: readonly ServerState[]): Measures['imbalance'] {
  const shares = servers
    .filter(({ weight, admin }) => weight > 0 && admin !== 'removed')
    .map((server) => server.requests / server.weight);
  const sum = shares.reduce((total, share) => total + share, 0);
  if (sum === 0) return null;
  const squares = shares.reduce((total, share) => total + share * share, 0);
  return { maxOverMean: (Math.max(...shares) * shares.length) / sum, jain: (sum * sum) / (shares.length * squares) };
}
