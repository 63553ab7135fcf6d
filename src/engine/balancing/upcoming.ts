/** For the picture of a rotation: the turns to come, taken from a copy. */
import type { Pool } from '../pool.ts';
import { NOBODY } from './contract.ts';

/** More than a round of a handful of servers; a longer one is not read to its end. */
const MOST_TURNS = 8;

export function upcomingTurns(takeTurn: () => number, pool: Pool): readonly string[] {
  const turns: string[] = [];
  for (let turn = 0; turn < MOST_TURNS; turn += 1) {
    const server = takeTurn();
    if (server === NOBODY) break;
    turns.push(pool.id(server));
  }
  return turns;
}
