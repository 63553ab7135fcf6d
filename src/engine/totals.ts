/**
 * All counters of a run at one moment, as a row of numbers: what windows keep at their ends, so that measures over time
 * cost a request nothing.
 */
import { LOSS_CAUSE_LIST } from './lossCauses.ts';
import { OUTCOMES } from './outcomes.ts';
import type { Run } from './run.ts';

/** Counts only ever grow: what a window had is the difference of two rows. */
export const COUNTS = [
  ...(['sessionsStarted', 'sessionsLost', 'itemsLost', 'withSession', 'reachedHome', 'lateAnswers'] as const),
  ...(['up', 'down', 'upSession', 'downSession', 'roundTrips', 'storeWaitUs', 'messages', 'messageBytes'] as const),
] as const;
export type Count = (typeof COUNTS)[number];

/** Bytes of heads between clients and the load balancer, and how many of those bring or set a session or a mark. */
export const WIRE = { up: 0, down: 1, upSession: 2, downSession: 3 } as const;

export const wireIn = (wire: Float64Array): Record<keyof typeof WIRE, number> => ({
  ...{ up: wire[WIRE.up]!, down: wire[WIRE.down]! },
  ...{ upSession: wire[WIRE.upSession]!, downSession: wire[WIRE.downSession]! },
});

export const TOTALS = OUTCOMES.length + LOSS_CAUSE_LIST.length + COUNTS.length;
const FIRST_LOSS = OUTCOMES.length;
const FIRST_COUNT = FIRST_LOSS + LOSS_CAUSE_LIST.length;

export function totalsOf(run: Run): Float64Array {
  const { world } = run;
  const costs = run.sessionState.costs(world.sessionStateMemory);
  const counts: Readonly<Record<Count, number>> = {
    ...{
      sessionsStarted: world.sessionsStarted - world.sessionsRefused,
      sessionsLost: world.sessionsLost,
      itemsLost: world.itemsLost,
    },
    ...{ withSession: world.withSession, reachedHome: world.reachedHome, lateAnswers: world.lateAnswers },
    ...wireIn(world.wire),
    storeWaitUs: world.storeWaitUs,
    ...{ roundTrips: costs.roundTrips, messages: costs.messages, messageBytes: costs.bytes },
  };
  const row = new Float64Array(TOTALS);
  row.set(world.outcomes);
  row.set(world.losses, FIRST_LOSS);
  COUNTS.forEach((count, index) => {
    row[FIRST_COUNT + index] = counts[count];
  });
  return row;
}

/** Reads a row by name. */
export const outcomesIn = (row: Float64Array) => named(OUTCOMES, row, 0);
export const lossesIn = (row: Float64Array) => named(LOSS_CAUSE_LIST, row, FIRST_LOSS);
export const countsIn = (row: Float64Array) => named(COUNTS, row, FIRST_COUNT);

function named<Name extends string>(names: readonly Name[], row: Float64Array, first: number) {
  return Object.fromEntries(names.map((name, index) => [name, row[first + index]!])) as Record<Name, number>;
}
