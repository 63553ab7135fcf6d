/**
 * The load balancer's process is replaced, as HAProxy's is on a reload: the old process finishes the requests it has and
 * closes idle connections; the new one knows nothing of what the old one had learned, unless peers teach it.
 */
import { closeConnection } from './client.ts';
import { forgetBeliefs } from './health.ts';
import { connectionsChanged, poolChanged, type Run } from './run.ts';

export function restartBalancer(run: Run): void {
  const { world } = run;
  const { peers } = run.scenario.loadBalancer;
  world.balancerRestarts += 1;
  world.balancerRestartedUs = world.nowUs;
  world.balancingMemory = run.balancing.emptyMemory();
  if (!peers) world.persistenceMemory = run.persistence.emptyMemory();
  for (let person = 0; person < world.peopleCount; person += 1) closeConnection(run, person);
  for (let row = 0; row < world.servers.length; row += 1) connectionsChanged(run, row);
  forgetBeliefs(run);
  poolChanged(run);
  run.sink.happened?.({ kind: 'balancer-restarted', atMs: world.nowUs / 1000, peers });
}

/** Where an answer is learned: what the old process still learns is gone with it. */
export function memoryOfItsBalancer(run: Run, request: number): unknown {
  const { world } = run;
  const isOfThisProcess = world.requests.balancerRun[request] === world.balancerRestarts;
  return isOfThisProcess || run.scenario.loadBalancer.peers ? world.persistenceMemory : run.persistence.emptyMemory();
}
