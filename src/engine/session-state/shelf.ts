/** A place that holds sessions by their number, as one server's memory or one node of a store does. */
import { FOUND, MISSING, type Visit } from './contract.ts';

export interface Kept {
  items: number;
  version: number;
  usedAtUs: number;
}

export type Shelf = Map<number, Kept>;

/** Finds the session and marks it used. One that was idle for too long is forgotten. */
export function take(shelf: Shelf, visit: Visit, nowUs: number, lifetimeUs: number): typeof FOUND | typeof MISSING {
  const kept = find(shelf, visit, nowUs, lifetimeUs);
  if (kept === null) return MISSING;
  kept.usedAtUs = nowUs;
  return FOUND;
}

/** Finds the session, without a trace. */
export function read(shelf: Shelf, visit: Visit, nowUs: number, lifetimeUs: number): typeof FOUND | typeof MISSING {
  return find(shelf, visit, nowUs, lifetimeUs) === null ? MISSING : FOUND;
}

function find(shelf: Shelf, visit: Visit, nowUs: number, lifetimeUs: number): Kept | null {
  const kept = shelf.get(visit.session);
  if (kept === undefined) return null;
  if (nowUs - kept.usedAtUs > lifetimeUs) {
    shelf.delete(visit.session);
    return null;
  }
  visit.items = kept.items;
  visit.version = kept.version;
  return kept;
}

/** Stores the session; returns the version that stood there, 0 for none. */
export function put(shelf: Shelf, visit: Visit, nowUs: number): number {
  const kept = shelf.get(visit.session);
  if (kept === undefined) {
    shelf.set(visit.session, { items: visit.items, version: visit.version, usedAtUs: nowUs });
    return 0;
  }
  const before = kept.version;
  kept.items = visit.items;
  kept.version = visit.version;
  kept.usedAtUs = nowUs;
  return before;
}

export function dropExpired(shelf: Shelf, nowUs: number, lifetimeUs: number): void {
  for (const [session, kept] of shelf) {
    if (nowUs - kept.usedAtUs > lifetimeUs) shelf.delete(session);
  }
}

/** The shelf of a server, made when first asked for. */
export function shelfOf(shelves: Shelf[], server: number): Shelf {
  while (shelves.length <= server) shelves.push(new Map());
  return shelves[server]!;
}
