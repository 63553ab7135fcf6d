/**
 * Detection without checks, by what becomes of live requests, as nginx does it (`ngx_http_upstream_round_robin.c`):
 * `max_fails` failed attempts leave a server out for `fail_timeout`, then one request tries it again. If that succeeds the
 * server is back; if not, it is left out as long once more. Failures older than `fail_timeout` are forgiven with the next
 * success. A server that is alone is never left out.
 */
import { plan } from './eventQueue.ts';
import { believe } from './health.ts';
import { poolChanged, type Run, viewRow } from './run.ts';
import { usOf } from './units.ts';
import { EVENT } from './world.ts';

/** A request is sent there. Where one may try a server that is left out, this is the one. */
export function attemptBegins(run: Run, row: number): void {
  const nowUs = clockUs(run);
  const view = run.balancer.views[row]!;
  if (nowUs - view.countedFromUs > failTimeoutUs(run)) view.countedFromUs = nowUs;
  if (!view.mayProbe) return;
  view.mayProbe = false;
  view.countedFromUs = nowUs;
  planProbe(run, row);
  poolChanged(run);
}

export function attemptFailed(run: Run, row: number): void {
  const nowUs = clockUs(run);
  const view = run.balancer.views[row]!;
  view.failedAtUs = nowUs;
  view.countedFromUs = nowUs;
  const { maxFails } = run.scenario.loadBalancer.passive;
  run.balancing.attemptFailed?.(run.balancer.balancingMemory, row, maxFails);
  if (run.pool.configured.length < 2) return;
  if (view.believedUp) view.checksAgainst += 1;
  if (view.believedUp && view.checksAgainst >= maxFails) believe(run, row, false);
  if (!view.believedUp) planProbe(run, row);
}

export function attemptSucceeded(run: Run, row: number): void {
  const view = run.balancer.views[row]!;
  const hasFailed = view.checksAgainst > 0 || !view.believedUp;
  if (!hasFailed || view.failedAtUs >= view.countedFromUs) return;
  view.checksAgainst = 0;
  view.mayProbe = false;
  believe(run, row, true);
}

/** Told from outside that it is down: left out as after a failure. */
export function leaveOut(run: Run, row: number): void {
  const view = run.balancer.views[row]!;
  view.failedAtUs = clockUs(run);
  view.countedFromUs = clockUs(run);
  believe(run, row, false);
  planProbe(run, row);
}

/** It has been left out for long enough. */
export function probe(run: Run, row: number): void {
  const view = run.balancer.views[row]!;
  if (view.believedUp) return;
  view.mayProbe = true;
  poolChanged(run);
}

function planProbe(run: Run, row: number): void {
  const { nowUs, queue } = run.world;
  // In whole seconds more than the time must have passed: that is at the beginning of the second after it.
  const atUs = run.clock === 'exact' ? nowUs + failTimeoutUs(run) : clockUs(run) + failTimeoutUs(run) + SECOND_US;
  run.balancer.views[row]!.plannedProbe = plan(queue, Math.floor(atUs), EVENT.probe, viewRow(run, row));
}

const SECOND_US = 1_000_000;

/** The time as the load balancer sees it. */
const clockUs = ({ clock, world }: Run): number =>
  clock === 'exact' ? world.nowUs : Math.floor(world.nowUs / SECOND_US) * SECOND_US;

/** nginx takes whole seconds, and cuts off the rest. */
function failTimeoutUs({ scenario, clock }: Run): number {
  const timeoutUs = usOf(scenario.loadBalancer.passive.failTimeoutMs);
  return clock === 'exact' ? timeoutUs : Math.floor(timeoutUs / SECOND_US) * SECOND_US;
}
