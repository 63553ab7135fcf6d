/**
 * Links between two parts that let nothing through: between a server and load balancers, the store or one of its parts,
 * between two servers that replicate sessions, between the parts of a store, between two load balancers. What a cut means
 * for a request is said where the request is.
 */
import { setPeerLink } from './balancers.ts';
import { markWell } from './faults.ts';
import { checkAgain } from './health.ts';
import { type LinkEnd, linkKey } from './linkKey.ts';
import { learnFromPeer } from './peers.ts';
import { type Run, sessionContext, toEachBalancer } from './run.ts';
import { reconnect } from './servers.ts';
import { NONE } from './world.ts';

/** How actions call the ends of a link that are no servers: all load balancers, the whole store. Their parts have ids. */
export const LINK_ENDS = { balancer: 'load-balancer', store: 'store' } as const;

export type Link =
  | { readonly kind: 'balancers'; readonly row: number; readonly balancers: readonly number[] }
  | { readonly kind: 'store'; readonly row: number }
  /** Between two parts among which sessions travel. */
  | { readonly kind: 'sessions'; readonly key: string }
  | { readonly kind: 'peers' };

/** The link between the two, given in either order; null where there is none. */
export function linkBetween(run: Run, a: string, b: string): Link | null {
  return linkFrom(run, a, b) ?? linkFrom(run, b, a);
}

function linkFrom(run: Run, from: string, to: string): Link | null {
  const { servers, balancers } = run.world;
  const row = servers.findIndex(({ id, admin }) => id === from && admin !== 'removed');
  const meant = balancers.filter(({ id }) => to === id || to === LINK_ENDS.balancer).map((balancer) => balancer.row);
  if (row === NONE) {
    const isPair = balancers.length === 2 && meant.length === 1 && balancers.some(({ id }) => id === from && id !== to);
    return isPair ? { kind: 'peers' } : sessionLink(run, from, to);
  }
  if (meant.length > 0) return { kind: 'balancers', row, balancers: meant };
  const store = run.sessionState.store(run.world.sessionStateMemory, sessionContext(run));
  return to === LINK_ENDS.store && store !== null ? { kind: 'store', row } : sessionLink(run, from, to);
}

function sessionLink(run: Run, from: string, to: string): Link | null {
  const [a, b] = [endNamed(run, from), endNamed(run, to)];
  if (a === null || b === null || a === b) return null;
  const kindOf = (end: LinkEnd) => (typeof end === 'number' ? 'server' : end);
  const isThere = run.sessionState.isLinked(kindOf(a), kindOf(b), run.sessionStateContext.options);
  return isThere ? { kind: 'sessions', key: linkKey(a, b) } : null;
}

function endNamed(run: Run, id: string): LinkEnd | null {
  const row = run.world.servers.findIndex((server) => server.id === id && server.admin !== 'removed');
  if (row !== NONE) return row;
  const store = run.sessionState.store(run.world.sessionStateMemory, sessionContext(run));
  return store?.nodes.some((node) => node.id === id) === true ? id : null;
}

/** Whether it, or all of it, is cut (or not) already. */
export function isSo({ world }: Run, link: Link, cut: boolean): boolean {
  switch (link.kind) {
    case 'balancers':
      return link.balancers.every((balancer) => world.balancers[balancer]!.views[link.row]!.isCut === cut);
    case 'store':
      return world.servers[link.row]!.isCutFromStore === cut;
    case 'sessions':
      return world.cuts.has(link.key) === cut;
    case 'peers':
      return world.isPeerLinkCut === cut;
  }
}

/** All links that are cut, their ends as actions name them. */
export function cutLinks({ world }: Run): { readonly a: string; readonly b: string }[] {
  const { servers, balancers, cuts, isPeerLinkCut } = world;
  const links = balancers.flatMap(({ id, views }) =>
    servers.flatMap((server, row) => (views[row]!.isCut ? [{ a: server.id, b: id }] : [])),
  );
  for (const { id, isCutFromStore } of servers) if (isCutFromStore) links.push({ a: id, b: LINK_ENDS.store });
  const nameOf = (end = '') => servers[Number(end)]?.id ?? end;
  for (const key of cuts.keys()) {
    const [a, b] = key.split(' ');
    links.push({ a: nameOf(a), b: nameOf(b) });
  }
  if (isPeerLinkCut) links.push({ a: 'lb1', b: 'lb2' });
  return links;
}

export function setLink(run: Run, link: Link, cut: boolean): void {
  const { world } = run;
  switch (link.kind) {
    case 'balancers':
      return toEachBalancer(run, () => {
        if (link.balancers.includes(run.balancer.row)) setCut(run, link.row, cut);
      });
    case 'store':
      world.servers[link.row]!.isCutFromStore = cut;
      if (cut) world.servers[link.row]!.cutFromStoreAtUs = world.nowUs;
      return;
    case 'sessions':
      if (cut) world.cuts.set(link.key, world.nowUs);
      else world.cuts.delete(link.key);
      return;
    case 'peers':
      setPeerLink(run, cut);
      // Both teach what they have; the first is heard first.
      if (!cut) for (const row of [1, 0]) learnFromPeer(run, row);
  }
}

/** Between that server and the load balancer in attendance. */
function setCut(run: Run, row: number, cut: boolean): void {
  const view = run.balancer.views[row]!;
  view.isCut = cut;
  if (cut) view.cutAtUs = run.world.nowUs;
  markWell(run, row);
  if (!cut) reconnect(run, row);
  checkAgain(run, row);
}
