/**
 * Health checks as HAProxy runs them: each server is probed at its own moments, `fall` failures in a row make it DOWN,
 * `rise` successes make it UP again, and one contrary result starts the count anew. Between two probes the load balancer
 * believes what it last found. A server is taken for UP at the start, but until it has passed a check one failure is
 * enough (HAProxy shows "UP 1/3").
 * A check that gets no answer fails after `timeout check`, or the interval where that is not given; the next one starts an
 * interval later (measured: a hung server is found out by checks 4 s apart).
 */
import { plan } from './eventQueue.ts';
import { poolChangedBy } from './poolChanges.ts';
import { connectionsChanged, poolChanged, type Run, viewRow } from './run.ts';
import { beginWarmUp, endWarmUp } from './slowStart.ts';
import type { Trouble } from './snapshot.ts';
import { usOf } from './units.ts';
import { EVENT, NONE, type ServerState, type ServerView } from './world.ts';

/** The next check comes in so long. Those of several servers are spread over the first interval, as HAProxy does. */
export function beginChecks(run: Run, row: number, delayUs: number): void {
  if (run.scenario.loadBalancer.detection !== 'active') return;
  run.balancer.views[row]!.plannedCheck = plan(
    run.world.queue,
    run.world.nowUs + delayUs,
    EVENT.healthCheck,
    viewRow(run, row),
  );
}

export function checkHealth(run: Run, row: number): void {
  const { world } = run;
  const server = world.servers[row]!;
  const view = run.balancer.views[row]!;
  if (server.admin === 'removed') return;
  const { intervalMs, timeoutMs = intervalMs, fall, rise } = run.scenario.loadBalancer.healthCheck;
  if (server.admin === 'maintenance') {
    view.isCheckOut = false;
    beginChecks(run, row, usOf(intervalMs));
    return;
  }
  const isSilent = view.isCut || server.isHung;
  if (isSilent && !view.isCheckOut) {
    view.isCheckOut = true;
    beginChecks(run, row, usOf(timeoutMs));
    return;
  }
  view.isCheckOut = false;
  beginChecks(run, row, usOf(intervalMs));
  const isHealthy = server.process === 'running' && !isSilent;
  if (isHealthy === view.believedUp) {
    view.checksAgainst = 0;
    view.isProven ||= isHealthy;
    return;
  }
  view.checksAgainst += 1;
  if (view.checksAgainst < (isHealthy ? rise : view.isProven ? fall : 1)) return;
  believe(run, row, isHealthy);
}

/** The server was silent and is so no longer: a check that was waiting gets its answer. */
export function checkAgain(run: Run, row: number): void {
  const server = run.world.servers[row]!;
  const view = run.balancer.views[row]!;
  if (!view.isCheckOut || view.isCut || server.isHung) return;
  view.isCheckOut = false;
  beginChecks(run, row, 0);
}

/** The load balancer changes its mind about a server, by its checks or because it is told. */
export function believe(run: Run, row: number, isHealthy: boolean): void {
  const { world } = run;
  const view = run.balancer.views[row]!;
  view.isProven = true;
  view.checksAgainst = 0;
  if (view.believedUp === isHealthy) return;
  view.believedUp = isHealthy;
  // That a process has ended changed the pool when it did; the load balancer only finds out now.
  const isNews = isHealthy || world.servers[row]!.process === 'running';
  if (isNews) poolChangedBy(run, isHealthy ? 'up' : 'down', row);
  if (isHealthy) {
    connectionsChanged(run, row);
    beginWarmUp(run, row);
  } else {
    endWarmUp(run, row);
  }
  view.beliefSinceUs = world.nowUs;
  const sinceUs = isHealthy ? view.wellSinceUs : view.unwellSinceUs;
  const kind = isHealthy ? 'believed-up' : 'believed-down';
  const afterMs = sinceUs === NONE ? 0 : (world.nowUs - sinceUs) / 1000;
  const server = world.servers[row]!;
  const trouble = troubleOf(server, view);
  run.sink.happened?.({ kind, atMs: world.nowUs / 1000, server: server.id, afterMs, trouble });
  poolChanged(run);
}

function troubleOf({ process, isHung }: ServerState, { isCut }: ServerView): Trouble | null {
  if (process === 'dead') return 'dead';
  if (isCut) return 'cut';
  return isHung ? 'hung' : null;
}

/** Out of maintenance: it is up, but its first failed check will end that (HAProxy's `srv_update_status`). */
export function takeForUp(run: Run, row: number): void {
  believe(run, row, true);
  run.balancer.views[row]!.isProven = false;
  beginWarmUp(run, row);
}

/** A load balancer that has just started takes every server for UP, and looks at them anew. */
export function forgetBeliefs(run: Run): void {
  const { world } = run;
  const intervalUs = usOf(run.scenario.loadBalancer.healthCheck.intervalMs);
  world.servers.forEach((server, row) => {
    if (server.admin === 'removed') return;
    const view = run.balancer.views[row]!;
    if (!view.believedUp) view.beliefSinceUs = world.nowUs;
    view.believedUp = true;
    view.isProven = false;
    view.checksAgainst = 0;
    view.isCheckOut = false;
    server.isNew = false;
    view.mayProbe = false;
    endWarmUp(run, row);
    beginChecks(run, row, Math.round((intervalUs * row) / world.servers.length));
  });
}
