/**
 * Faults short of death: a server that is slow, one that hangs, a link that lets nothing through. Each is a state of the
 * server; what it means for a request or a check is said where those are.
 */
import { checkAgain } from './health.ts';
import { type Run, sessionContext } from './run.ts';
import { awaken, reconnect } from './servers.ts';
import { NONE } from './world.ts';

/** How actions call the ends of a link that are no servers. */
export const LINK_ENDS = { balancer: 'load-balancer', store: 'store' } as const;

export interface Link {
  readonly row: number;
  readonly to: 'load-balancer' | 'store';
}

/** The link between the two, given in either order; null where there is none. */
export function linkBetween(run: Run, a: string, b: string): Link | null {
  return linkFrom(run, a, b) ?? linkFrom(run, b, a);
}

function linkFrom(run: Run, id: string, to: string): Link | null {
  const row = run.world.servers.findIndex((server) => server.id === id && server.admin !== 'removed');
  if (row === NONE) return null;
  if (to === LINK_ENDS.balancer) return { row, to };
  const hasStore = run.sessionState.store(run.world.sessionStateMemory, sessionContext(run)) !== null;
  return to === LINK_ENDS.store && hasStore ? { row, to } : null;
}

export function isCut({ world }: Run, { row, to }: Link): boolean {
  const server = world.servers[row]!;
  return to === 'store' ? server.isCutFromStore : server.isCut;
}

export function setLink(run: Run, { row, to }: Link, cut: boolean): void {
  const server = run.world.servers[row]!;
  const what = cut ? 'cut' : 'mended';
  run.sink.happened?.({ kind: 'link', atMs: run.world.nowUs / 1000, what, a: server.id, b: to });
  if (to === 'store') {
    server.isCutFromStore = cut;
    if (cut) server.cutFromStoreAtUs = run.world.nowUs;
    return;
  }
  server.isCut = cut;
  if (cut) server.cutAtUs = run.world.nowUs;
  markWell(run, row);
  if (!cut) reconnect(run, row);
  checkAgain(run, row);
}

export function setHung(run: Run, row: number, hung: boolean): void {
  const server = run.world.servers[row]!;
  server.isHung = hung;
  if (hung) server.hungAtUs = run.world.nowUs;
  markWell(run, row);
  if (!hung) awaken(run, row);
  checkAgain(run, row);
}

export function setPace(run: Run, row: number, factor: number): void {
  const server = run.world.servers[row]!;
  server.slowness = factor;
  server.slowedAtUs = run.world.nowUs;
  run.sink.happened?.({ kind: 'pace-set', atMs: run.world.nowUs / 1000, server: server.id, factor });
}

/** Checks can tell from now on that something has changed. */
function markWell({ world }: Run, row: number): void {
  const server = world.servers[row]!;
  if (server.process === 'running' && !server.isHung && !server.isCut) server.wellSinceUs = world.nowUs;
  else if (server.unwellSinceUs < server.wellSinceUs) server.unwellSinceUs = world.nowUs;
}
