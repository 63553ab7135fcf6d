/**
 * What each change of the pool did to those who were there before and after it: whose server changed. Observed, not worked
 * out: each person's first request after the change counts, if it reached a server, and counts for the last change only.
 */
import type { Run } from './run.ts';
import { NONE } from './world.ts';

export interface PoolChange {
  readonly atUs: number;
  readonly what: 'killed' | 'restarted' | 'drained' | 'maintained' | 'ready' | 'removed' | 'weight-set' | 'up' | 'down';
  readonly server: string;
  /** People who had a server before it and have come back since. */
  present: number;
  /** Those of them who came to another server. */
  moved: number;
}

/** A run that changes its pool more often forgets the oldest. */
const MOST_CHANGES = 500;

export function poolChangedBy(run: Run, what: PoolChange['what'], row: number): void {
  const { world } = run;
  const { id } = world.servers[row]!;
  // Two load balancers come to believe the same, one after the other.
  const last = world.poolChanges.findLast(({ server }) => server === id)?.what;
  if ((what === 'up' || what === 'down') && last === what) return;
  world.poolChangeCount += 1;
  world.poolChanges.push({ atUs: world.nowUs, what, server: id, present: 0, moved: 0 });
  if (world.poolChanges.length > MOST_CHANGES) world.poolChanges.shift();
}

/** Somebody with a session has been answered, for the first time since the pool changed last. */
export function observeAfterChange(run: Run, request: number): void {
  const { people, requests, poolChanges, poolChangeCount } = run.world;
  const person = requests.person[request]!;
  const change = poolChanges[poolChanges.length - 1]!;
  if (requests.sentUs[request]! < change.atUs) return;
  people.seenPoolChange[person] = poolChangeCount;
  // Who has signed in since has a server only because of the change, and was not moved by it.
  if (people.home[person] === NONE || people.sessionSinceUs[person]! >= change.atUs) return;
  change.present += 1;
  if (people.home[person] !== requests.server[request]) change.moved += 1;
}
