/** The figures of a whole run. */
import type { Outcome } from './outcomes.ts';
import type { Costs } from './session-state/contract.ts';

export interface Measures {
  readonly atMs: number;
  readonly requests: number;
  /** Requests still on their way at the end; they have no outcome yet. */
  readonly inFlight: number;
  readonly outcomes: Readonly<Record<Outcome, number>>;
  /** Sessions that servers have started, at sign-in or with the first recorded request after a silence. */
  readonly sessionsStarted: number;
  /** Sessions whose state was gone when their person came back; once per session. */
  readonly sessionsLost: number;
  /** Sessions whose state is gone and whose person has not come back yet. */
  readonly sessionsLostUnnoticed: number;
  readonly itemsLost: number;
  /**
   * Of the requests of people with a session that a server answered: the share that reached the server holding it (0–1).
   * Where none
   * or several hold it (a token, a store, copies): the one that served it last. null while there are none.
   */
  readonly affinityRatio: number | null;
  readonly perServer: readonly {
    readonly id: string;
    readonly requests: number;
    /** Sessions whose home it is now. */
    readonly sessions: number;
    /** Busy worker time ÷ worker time while its process ran (0–1). */
    readonly utilisation: number;
  }[];
  /** Over all finished requests, failures included; null while there are none. */
  readonly latencyMs: { readonly p50: number; readonly p95: number; readonly p99: number } | null;
  /** Answers that came too late to be of use, failures included: a gamer's after 100 ms. */
  readonly lateAnswers: number;
  /** Of requests over the servers, weight-normalised. */
  readonly imbalance: { readonly maxOverMean: number; readonly jain: number } | null;
  /** What keeping the sessions has cost: trips to a store, messages between servers and the bytes in them. */
  readonly costs: Costs;
  /** What was done to the servers, how many sessions a process that ended held, and how many of those were nowhere else. */
  readonly actions: readonly {
    readonly atMs: number;
    readonly what: string;
    readonly server: string;
    readonly sessionsHeld: number;
    readonly sessionsDied: number;
  }[];
  readonly digest: string;
}
