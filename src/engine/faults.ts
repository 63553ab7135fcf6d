/**
 * Faults short of death: a server that is slow, one that hangs. Each is a state of the server; what it means for a request
 * or a check is said where those are. Links that let nothing through: `links.ts`.
 */
import { checkAgain } from './health.ts';
import { type Run, toEachBalancer } from './run.ts';
import { awaken } from './servers.ts';

export function setHung(run: Run, row: number, hung: boolean): void {
  const server = run.world.servers[row]!;
  server.isHung = hung;
  if (hung) server.hungAtUs = run.world.nowUs;
  toEachBalancer(run, () => markWell(run, row));
  if (!hung) awaken(run, row);
  toEachBalancer(run, () => checkAgain(run, row));
}

export function setPace(run: Run, row: number, factor: number): void {
  const server = run.world.servers[row]!;
  server.slowness = factor;
  server.slowedAtUs = run.world.nowUs;
  run.sink.happened?.({ kind: 'pace-set', atMs: run.world.nowUs / 1000, server: server.id, factor });
}

/** The checks of the load balancer in attendance can tell from now on that something has changed. */
export function markWell({ world, balancer }: Run, row: number): void {
  const { process, isHung } = world.servers[row]!;
  const view = balancer.views[row]!;
  if (process === 'running' && !isHung && !view.isCut) view.wellSinceUs = world.nowUs;
  else if (view.unwellSinceUs < view.wellSinceUs) view.unwellSinceUs = world.nowUs;
}
