/** What befalls a load balancer: replaced, killed, started, and the address moved to the other one. */
import type { Refusal } from '../actions.ts';
import { failOver, killBalancer, startBalancer } from '../balancers.ts';
import { restartBalancer } from '../restartBalancer.ts';
import type { Run } from '../run.ts';
import type { BalancerState } from '../world.ts';
import { type ActionNamed, type Acts, refuse } from './contract.ts';

type OnOne = 'restartBalancer' | 'killBalancer' | 'startBalancer';

export const balancerActs: Acts<OnOne | 'failOver'> = {
  restartBalancer: {
    refusal: (run, action) => refusalOfOne(run, action, (isRunning) => (isRunning ? null : 'not-running')),
    perform: (run, action) => restartBalancer(run, rowOf(run, action)),
  },
  killBalancer: {
    refusal: (run, action) => refusalOfOne(run, action, (isRunning) => (isRunning ? null : 'already-down')),
    perform: (run, action) => killBalancer(run, rowOf(run, action)),
  },
  startBalancer: {
    refusal: (run, action) => refusalOfOne(run, action, (isRunning) => (isRunning ? 'already-there' : null)),
    perform: (run, action) => startBalancer(run, rowOf(run, action)),
  },
  failOver: {
    refusal(run) {
      const { balancers, reached, isPeerLinkCut } = run.world;
      const [holder, standby] = [balancers[reached], balancers.find(({ row }) => row !== reached)];
      const { arrangement } = run.scenario.loadBalancer;
      if (holder === undefined || standby === undefined) return refuse('no-standby', 'do', arrangement);
      for (const { process, id } of [holder, standby]) if (process === 'dead') return refuse('not-running', 'do', id);
      return isPeerLinkCut ? refuse('do-not-hear-each-other', 'do', `${holder.id} – ${standby.id}`) : null;
    },
    perform: failOver,
  },
};

function refusalOfOne(
  run: Run,
  action: ActionNamed<OnOne>,
  why: (isRunning: boolean) => Refusal['code'] | null,
): Refusal | null {
  const balancer: BalancerState | undefined = run.world.balancers[rowOf(run, action)];
  if (balancer === undefined) return refuse('no-such-balancer', 'balancer', action.balancer ?? '');
  const code = why(balancer.process === 'running');
  return code === null ? null : refuse(code, 'balancer', balancer.id);
}

/** The one that is named; where none is, the one that is reached (to be started: that is down), else the first. */
function rowOf({ world }: Run, { do: done, balancer }: ActionNamed<OnOne>): number {
  const { balancers, reached } = world;
  if (balancer !== undefined) return balancers.findIndex(({ id }) => id === balancer);
  const down = balancers.find(({ process }) => process === 'dead');
  return done === 'startBalancer' && down !== undefined ? down.row : Math.max(0, reached);
}
