/**
 * Detection without checks, by what becomes of live requests, as nginx does it (`ngx_http_upstream_round_robin.c`):
 * `max_fails` failed attempts leave a server out for `fail_timeout`, then one request tries it again. If that succeeds the
 * server is back; if not, it is left out as long once more. Failures older than `fail_timeout` are forgiven with the next
 * success. A server that is alone is never left out.
 */
import { plan } from './eventQueue.ts';
import { believe } from './health.ts';
import { poolChanged, type Run } from './run.ts';
import { EVENT } from './world.ts';

export function isPassive(run: Run): boolean {
  return run.scenario.loadBalancer.detection === 'passive';
}

/** A request is sent there. Where one may try a server that is left out, this is the one. */
export function attemptBegins(run: Run, row: number): void {
  const { nowUs, servers } = run.world;
  const server = servers[row]!;
  if (nowUs - server.countedFromUs > failTimeoutUs(run)) server.countedFromUs = nowUs;
  if (!server.mayProbe) return;
  server.mayProbe = false;
  server.countedFromUs = nowUs;
  planProbe(run, row);
  poolChanged(run);
}

export function attemptFailed(run: Run, row: number): void {
  const { nowUs, servers } = run.world;
  const server = servers[row]!;
  server.failedAtUs = nowUs;
  server.countedFromUs = nowUs;
  if (run.pool.configured.length < 2) return;
  if (server.believedUp) server.checksAgainst += 1;
  if (server.believedUp && server.checksAgainst >= run.scenario.loadBalancer.passive.maxFails) believe(run, row, false);
  if (!server.believedUp) planProbe(run, row);
}

export function attemptSucceeded(run: Run, row: number): void {
  const server = run.world.servers[row]!;
  const hasFailed = server.checksAgainst > 0 || !server.believedUp;
  if (!hasFailed || server.failedAtUs >= server.countedFromUs) return;
  server.checksAgainst = 0;
  server.mayProbe = false;
  believe(run, row, true);
}

/** Told from outside that it is down: left out as after a failure. */
export function leaveOut(run: Run, row: number): void {
  const server = run.world.servers[row]!;
  server.failedAtUs = run.world.nowUs;
  server.countedFromUs = run.world.nowUs;
  believe(run, row, false);
  planProbe(run, row);
}

/** It has been left out for long enough. */
export function probe(run: Run, row: number): void {
  const server = run.world.servers[row]!;
  if (server.believedUp) return;
  server.mayProbe = true;
  poolChanged(run);
}

function planProbe({ scenario, world }: Run, row: number): void {
  const server = world.servers[row]!;
  const delayUs = Math.round(scenario.loadBalancer.passive.failTimeoutMs * 1000);
  server.plannedProbe = plan(world.queue, world.nowUs + delayUs, EVENT.probe, row);
}

const failTimeoutUs = (run: Run): number => run.scenario.loadBalancer.passive.failTimeoutMs * 1000;
