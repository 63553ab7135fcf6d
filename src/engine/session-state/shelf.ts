/** A place that holds sessions by their number, as one server's memory or one node of a store does. */
import type { Visit } from './contract.ts';

export interface Kept {
  items: number;
  version: number;
  usedAtUs: number;
}

export type Shelf = Map<number, Kept>;

/** Finds the session and marks it used. One that was idle for too long is forgotten. */
export function take(shelf: Shelf, visit: Visit, lifetimeUs: number): boolean {
  const kept = shelf.get(visit.session);
  if (kept === undefined) return false;
  if (visit.nowUs - kept.usedAtUs > lifetimeUs) {
    shelf.delete(visit.session);
    return false;
  }
  kept.usedAtUs = visit.nowUs;
  visit.items = kept.items;
  visit.version = kept.version;
  return true;
}

/** Stores the session; returns the version that stood there, 0 for none. */
export function put(shelf: Shelf, visit: Visit): number {
  const kept = shelf.get(visit.session);
  if (kept === undefined) {
    shelf.set(visit.session, { items: visit.items, version: visit.version, usedAtUs: visit.nowUs });
    return 0;
  }
  const before = kept.version;
  kept.items = visit.items;
  kept.version = visit.version;
  kept.usedAtUs = visit.nowUs;
  return before;
}

export function dropExpired(shelf: Shelf, nowUs: number, lifetimeUs: number): void {
  for (const [session, kept] of shelf) {
    if (nowUs - kept.usedAtUs > lifetimeUs) shelf.delete(session);
  }
}
