/**
 * HAProxy `slowstart`: a server that comes up gets its share of strangers little by little, from a sixteenth of its weight
 * to all of it, in sixteenths (`server_recalc_eweight`), looked at every second or, if that is longer, every twentieth of
 * the time. Not at the start of the load balancer, and only with balancing that follows weights as they change. Those who
 * are pinned to it come at once: it does nothing for them.
 */
import { plan } from './eventQueue.ts';
import { poolChanged, type Run, viewRow } from './run.ts';
import { usOf } from './units.ts';
import { EVENT } from './world.ts';

const STEPS = 16;
const LEAST_BETWEEN_US = 1_000_000;

/** The server has just come up. The caller brings balancing in line with the pool. */
export function beginWarmUp(run: Run, row: number): void {
  const { world, balancing, balancingContext } = run;
  const isFollowed = balancing.followsWeights?.(balancingContext.options) === true;
  if (run.scenario.loadBalancer.slowStartMs === 0 || !isFollowed) return;
  const view = run.balancer.views[row]!;
  view.warmingSinceUs = world.nowUs;
  view.warmth = 1 / STEPS;
  planNext(run, row);
}

export function warmUp(run: Run, row: number): void {
  const { world } = run;
  const view = run.balancer.views[row]!;
  const slowUs = usOf(run.scenario.loadBalancer.slowStartMs);
  const steps = Math.floor((STEPS * (world.nowUs - view.warmingSinceUs)) / slowUs) + 1;
  view.warmth = Math.min(STEPS, steps) / STEPS;
  if (view.warmth < 1) planNext(run, row);
  poolChanged(run);
}

/** It has its full weight at once, or is not up any more. */
export function endWarmUp({ balancer }: Run, row: number): void {
  balancer.views[row]!.warmth = 1;
  balancer.views[row]!.plannedWarmUp = 0;
}

function planNext(run: Run, row: number): void {
  const { scenario, world } = run;
  const betweenUs = Math.max(LEAST_BETWEEN_US, Math.round(usOf(scenario.loadBalancer.slowStartMs) / 20));
  run.balancer.views[row]!.plannedWarmUp = plan(world.queue, world.nowUs + betweenUs, EVENT.warmUp, viewRow(run, row));
}
