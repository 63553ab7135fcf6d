/**
 * Health checks as HAProxy runs them: each server is probed at its own moments, `fall` failures in a row make it DOWN,
 * `rise` successes make it UP again, and one contrary result starts the count anew. Between two probes the load balancer
 * believes what it last found. A server is taken for UP at the start, but until it has passed a check one failure is
 * enough (HAProxy shows "UP 1/3").
 */
import { plan } from './eventQueue.ts';
import { connectionsChanged, poolChanged, type Run } from './run.ts';
import { EVENT } from './world.ts';

/** Checks of several servers are spread over the first interval, as HAProxy spreads them. */
export function beginChecks(run: Run, row: number, delayUs: number): void {
  run.world.servers[row]!.plannedCheck = plan(run.world.queue, run.world.nowUs + delayUs, EVENT.healthCheck, row);
}

export function checkHealth(run: Run, row: number): void {
  const { world } = run;
  const server = world.servers[row]!;
  if (server.admin === 'removed') return;
  const { intervalMs, fall, rise } = run.scenario.loadBalancer.healthCheck;
  server.plannedCheck = plan(world.queue, world.nowUs + intervalMs * 1000, EVENT.healthCheck, row);
  const isHealthy = server.process === 'running';
  if (isHealthy === server.believedUp) {
    server.checksAgainst = 0;
    server.isProven ||= isHealthy;
    return;
  }
  server.checksAgainst += 1;
  if (server.checksAgainst < (isHealthy ? rise : server.isProven ? fall : 1)) return;
  believe(run, row, isHealthy);
}

/** The load balancer changes its mind about a server, by its checks or because it is told. */
export function believe(run: Run, row: number, isHealthy: boolean): void {
  const { world } = run;
  const server = world.servers[row]!;
  server.isProven = true;
  server.checksAgainst = 0;
  if (server.believedUp === isHealthy) return;
  server.believedUp = isHealthy;
  if (isHealthy) connectionsChanged(run, row);
  server.beliefSinceUs = world.nowUs;
  const sinceUs = isHealthy ? server.startedAtUs : server.diedAtUs;
  const kind = isHealthy ? 'believed-up' : 'believed-down';
  run.sink.happened?.({ kind, atMs: world.nowUs / 1000, server: server.id, afterMs: (world.nowUs - sinceUs) / 1000 });
  poolChanged(run);
}

/** A load balancer that has just started takes every server for UP, and looks at them anew. */
export function forgetBeliefs(run: Run): void {
  const { world } = run;
  const intervalUs = run.scenario.loadBalancer.healthCheck.intervalMs * 1000;
  world.servers.forEach((server, row) => {
    if (server.admin === 'removed') return;
    if (!server.believedUp) server.beliefSinceUs = world.nowUs;
    server.believedUp = true;
    server.isProven = false;
    server.checksAgainst = 0;
    beginChecks(run, row, Math.round((intervalUs * row) / world.servers.length));
  });
}
