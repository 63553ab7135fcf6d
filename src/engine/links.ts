/** Links between two parts that let nothing through. What that means for a request is said where the request is. */
import { markWell } from './faults.ts';
import { checkAgain } from './health.ts';
import { type Run, sessionContext, toEachBalancer } from './run.ts';
import { reconnect } from './servers.ts';
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

export function isCut({ world, balancer }: Run, { row, to }: Link): boolean {
  return to === 'store' ? world.servers[row]!.isCutFromStore : balancer.views[row]!.isCut;
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
  toEachBalancer(run, () => {
    const view = run.balancer.views[row]!;
    view.isCut = cut;
    if (cut) view.cutAtUs = run.world.nowUs;
    markWell(run, row);
    if (!cut) reconnect(run, row);
    checkAgain(run, row);
  });
}
