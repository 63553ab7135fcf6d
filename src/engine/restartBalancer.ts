/**
 * A load balancer's process is replaced, as HAProxy's is on a reload: the old process finishes the requests it has and
 * closes idle connections; the new one knows nothing of what the old one had learned, unless peers teach it: the old
 * process, or the other load balancer.
 */
import { closeIdleConnections, startAnew } from './balancers.ts';
import { forgetBeliefs } from './health.ts';
import { beginJournal } from './peers.ts';
import { attendBalancer, connectionsChanged, poolChanged, type Run } from './run.ts';
import { NONE } from './world.ts';

export function restartBalancer(run: Run, row: number): void {
  const { world } = run;
  const { peers } = run.scenario.loadBalancer;
  attendBalancer(run, row);
  const { balancer } = run;
  const { persistenceMemory } = balancer;
  startAnew(run);
  if (peers) {
    balancer.persistenceMemory = persistenceMemory;
    balancer.forgotUs = NONE;
  }
  beginJournal(run);
  closeIdleConnections(run, row);
  for (let server = 0; server < world.servers.length; server += 1) connectionsChanged(run, server);
  forgetBeliefs(run);
  poolChanged(run);
  const isAlone = world.balancers.length === 1;
  run.sink.happened?.({
    ...{ kind: 'balancer-restarted', atMs: world.nowUs / 1000 },
    ...{ balancer: balancer.id, isAlone, peers },
  });
}
