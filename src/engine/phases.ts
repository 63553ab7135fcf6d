/** Moving a request in flight from one phase to the next: the phase's times for the picture, and the event at its end. */
import { plan, planHop } from './eventQueue.ts';
import { DATA_CENTRE_ONE_WAY_US } from './network.ts';
import type { World } from './world.ts';

/** Enters the phase now (or since `fromUs`); after `forUs` comes the event `then`. */
export function enter(
  world: World,
  request: number,
  phase: number,
  forUs: number,
  then: number,
  fromUs = world.nowUs,
): void {
  const { requests, nowUs, queue } = world;
  requests.phase[request] = phase;
  requests.phaseFromUs[request] = fromUs;
  requests.phaseUntilUs[request] = nowUs + forUs;
  requests.plannedSequence[request] = plan(queue, nowUs + forUs, then, request);
}

/** Crosses the data centre, from load balancer to server or back. */
export function hop(world: World, request: number, phase: number, then: number): void {
  const { requests, nowUs, queue } = world;
  requests.phase[request] = phase;
  requests.phaseFromUs[request] = nowUs;
  requests.phaseUntilUs[request] = nowUs + DATA_CENTRE_ONE_WAY_US;
  requests.plannedSequence[request] = planHop(queue, nowUs + DATA_CENTRE_ONE_WAY_US, then, request);
}
