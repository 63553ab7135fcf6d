/** What a run has spent and how its servers stand, as a row of numbers, and what lies between two of them. */

/** Round trips, messages, bytes; then for each server its requests, its sessions, and whether it is in the pool. */
export type Standing = Float64Array;
export const SPENT = 3;
export const PER_SERVER = 3;

export interface Spent {
  /** Trips from a server to a store and back. */
  readonly roundTrips: number;
  /** Messages between servers, and the bytes in them. */
  readonly messages: number;
  readonly messageBytes: number;
  /** Living sessions at the end. */
  readonly sessions: number;
  /** In the order of `Measures.perServer`: requests sent there in between, and its sessions at the end. */
  readonly perServer: readonly {
    readonly requests: number;
    readonly sessions: number;
    /** Whether it was in the configuration at the end, with a weight above 0. */
    readonly isInPool: boolean;
  }[];
}

/** `before` is undefined where the run began; a server that was not there yet had nothing. */
export function between(before: Standing | undefined, after: Standing): Spent {
  const grown = (index: number): number => after[index]! - (before?.[index] ?? 0);
  const perServer = Array.from({ length: (after.length - SPENT) / PER_SERVER }, (_, server) => {
    const at = SPENT + server * PER_SERVER;
    return { requests: grown(at), sessions: after[at + 1]!, isInPool: after[at + 2] === 1 };
  });
  return {
    ...{ roundTrips: grown(0), messages: grown(1), messageBytes: grown(2) },
    sessions: perServer.reduce((sum, { sessions }) => sum + sessions, 0),
    perServer,
  };
}
