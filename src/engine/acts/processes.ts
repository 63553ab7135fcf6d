/** What befalls a server's process: it dies, starts, hangs, or becomes slow. */
import { setHung, setPace } from '../faults.ts';
import { believe } from '../health.ts';
import { leaveOut } from '../passive.ts';
import { type Run, toEachBalancer } from '../run.ts';
import { beginStart, stopProcess } from '../servers.ts';
import type { ServerState } from '../world.ts';
import { type Acts, serverRefusal, serverRow, tellOfServer } from './contract.ts';

export const processActs: Acts<'kill' | 'restart' | 'hang' | 'unhang' | 'slowDown' | 'speedUp'> = {
  kill: {
    // One that is dead already may still have its death told to a load balancer that does not know.
    refusal: (run, { server, detected }) =>
      serverRefusal(run, server, ({ process }) => {
        const isNews = process !== 'dead' || (detected === true && isBelievedUp(run, server));
        return isNews ? null : 'already-down';
      }),
    perform(run, { server, detected }) {
      const row = serverRow(run.world, server);
      if (run.world.servers[row]!.process !== 'dead') tellOfServer(run, 'killed', row, stopProcess(run, row, 'killed'));
      if (detected !== true) return;
      toEachBalancer(run, () => (run.isPassive ? leaveOut(run, row) : believe(run, row, false)));
    },
  },

  restart: {
    refusal: (run, { server }) => serverRefusal(run, server),
    perform(run, { server, detected }) {
      const row = serverRow(run.world, server);
      const isRunning = run.world.servers[row]!.process === 'running';
      tellOfServer(run, 'restarted', row, isRunning ? stopProcess(run, row, 'restarted') : undefined);
      beginStart(run, row, detected === true);
    },
  },

  hang: {
    refusal: (run, { server }) => serverRefusal(run, server, (state) => whyNotHung(state, true)),
    perform: (run, { server }) => hang(run, serverRow(run.world, server), true),
  },
  unhang: {
    refusal: (run, { server }) => serverRefusal(run, server, (state) => whyNotHung(state, false)),
    perform: (run, { server }) => hang(run, serverRow(run.world, server), false),
  },

  slowDown: {
    refusal: (run, { server, factor }) =>
      serverRefusal(run, server, ({ slowness }) => (slowness === factor ? 'pace-already-so' : null)),
    perform: (run, { server, factor }) => setPace(run, serverRow(run.world, server), factor),
  },
  speedUp: {
    refusal: (run, { server }) =>
      serverRefusal(run, server, ({ slowness }) => (slowness === 1 ? 'pace-is-usual' : null)),
    perform: (run, { server }) => setPace(run, serverRow(run.world, server), 1),
  },
};

/** Whether any load balancer takes it for UP. */
const isBelievedUp = ({ world }: Run, id: string): boolean =>
  world.balancers.some(({ views }) => views[serverRow(world, id)]!.believedUp);

function whyNotHung(
  { process, isHung }: ServerState,
  wanted: boolean,
): 'not-running' | 'already-hung' | 'not-hung' | null {
  if (process !== 'running') return 'not-running';
  if (isHung !== wanted) return null;
  return isHung ? 'already-hung' : 'not-hung';
}

function hang(run: Run, row: number, hung: boolean): void {
  tellOfServer(run, hung ? 'hung' : 'unhung', row);
  setHung(run, row, hung);
}
