/**
 * A replica that follows its primary some time behind: writes reach it in one stream, in their order, and none overtakes
 * the one before it.
 */

import type { Note } from '../trace.ts';
import type { Costs, SessionStateContext, Visit } from './contract.ts';
import { roundTripUs } from './roundTrip.ts';
import type { Kept, Shelf } from './shelf.ts';

export interface Follower {
  replica: Shelf;
  /** Writes on their way to it, in the order in which they were made. */
  lagging: Write[];
}

interface Write {
  /** When it would be there if nothing held it up. */
  readonly atUs: number;
  readonly session: number;
  /** null: the session was ended. */
  readonly kept: Kept | null;
}

type Context = Pick<
  SessionStateContext<{ readonly lagUs: number; readonly lagP99Us: number }>,
  'nowUs' | 'options' | 'draw'
>;

/** Of a session where its place has no option that says so: a cart. Assumption, as in `replication`. */
export const SESSION_BYTES = 4096;

/** What the primary has stored sets out for the replica. */
export function sendOn(follower: Follower, visit: Visit, costs: Costs, { nowUs, options, draw }: Context): void {
  const lagUs = roundTripUs(options.lagUs, options.lagP99Us, draw(visit.session, visit.version));
  const kept = { items: visit.items, version: visit.version, usedAtUs: nowUs };
  costs.messages += 1;
  costs.bytes += SESSION_BYTES;
  follower.lagging.push({ atUs: nowUs + lagUs, session: visit.session, kept });
}

/** A change that is still on its way to whoever is asked. */
export const BEHIND = {
  title: 'A later change has not arrived there',
  detail: 'all up to version {latest}: the last {when}',
} as const;

export function noteLag(
  { lagging }: Follower,
  { session }: Visit,
  note: Note,
  { nowUs, isCut }: { nowUs: number; isCut: boolean },
): void {
  const write = lagging.findLast((one) => one.session === session && one.kept !== null);
  if (write === undefined) return;
  // None overtakes the one before it.
  const dueUs = Math.max(...lagging.slice(0, lagging.indexOf(write) + 1).map(({ atUs }) => atUs));
  note('behind', { latest: write.kept!.version, when: isCut ? 'waits for the link' : arrivesIn(dueUs - nowUs) });
}

/** As `{when}` of the step `behind`. */
export const arrivesIn = (leftUs: number): string => `arrives in ${leftUs / 1000} ms`;

/** So does the news that a session has ended. */
export function sendEnd(
  follower: Follower,
  session: number,
  costs: Costs,
  { nowUs, options }: Omit<Context, 'draw'>,
): void {
  costs.messages += 1;
  follower.lagging.push({ atUs: nowUs + options.lagUs, session, kept: null });
}

/** Brings the replica up to date, as far as the link to it lets anything through. */
export function catchUp(follower: Follower, nowUs: number, isCut: boolean): void {
  if (isCut) return;
  const { lagging, replica } = follower;
  let arrived = 0;
  for (const { atUs, session, kept } of lagging) {
    if (atUs > nowUs) break;
    if (kept === null) replica.delete(session);
    else replica.set(session, kept);
    arrived += 1;
  }
  if (arrived > 0) lagging.splice(0, arrived);
}
