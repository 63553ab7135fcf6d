/** What ended sessions: a small ledger, so that whoever comes back later can be told. */
import type { World } from '../world.ts';

/** What took sessions with it: a process or a part of the store that ended. Told of in `World.endings`. */
export interface Ending {
  readonly what: 'killed' | 'restarted' | 'removed' | 'node-killed';
  /** Server or node. */
  readonly where: string;
  readonly atUs: number;
}

/** Enough for any run that somebody watches; beyond it the chain begins a link later. */
const MOST_ENDINGS = 10_000;

/** Enters it into the ledger; returns its number, 0 for none. */
export function recordEnding({ world }: { readonly world: World }, what: Ending['what'], where: string): number {
  if (world.endings.length >= MOST_ENDINGS) return 0;
  return world.endings.push({ what, where, atUs: world.nowUs });
}
