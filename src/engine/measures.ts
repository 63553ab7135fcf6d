/** The figures of a whole run. What each one means: `measureTable.ts`. */
import type { LossCause } from './lossCauses.ts';
import type { MemoryMeasures } from './memory.ts';
import type { Outcome } from './outcomes.ts';
import type { PoolChange } from './poolChanges.ts';
import type { Costs } from './session-state/contract.ts';
import type { Spread } from './spread.ts';

/** Over all finished requests, failures included. */
export interface Latency {
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
}

/** Bytes of request heads (up) and answer heads (down) between clients and the load balancer. */
export interface WireMeasures {
  readonly up: number;
  readonly down: number;
  /** Of those, what brings or sets a session or a mark: cookies, tokens, credentials. */
  readonly upSession: number;
  readonly downSession: number;
}

export interface Measures {
  readonly atMs: number;
  readonly requests: number;
  /** Requests still on their way at the end; they have no outcome yet. */
  readonly inFlight: number;
  readonly outcomes: Readonly<Record<Outcome, number>>;
  /** Sessions that servers have started and stored, at sign-in or with the first recorded request after a silence. */
  readonly sessionsStarted: number;
  /** Sessions whose state was gone when their person came back; once per session. */
  readonly sessionsLost: number;
  /** By what ended them. All but `expired` and `token-rejected` add up to `sessionsLost`. */
  readonly sessionsLostBy: Readonly<Record<LossCause, number>>;
  /** Sessions whose state is gone and whose person does not know yet: not back since, or shown an error page. */
  readonly sessionsLostUnnoticed: number;
  /** What was in the sessions that were lost or refused, and what clients have dropped. */
  readonly itemsLost: number;
  /** Requests of attackers that were refused; they are among `outcomes.token-rejected`. */
  readonly turnedAway: number;
  /**
   * Of the requests of people with a session that a server answered: the share that reached the server holding it (0–1).
   * Where none or several hold it (a token, a store, copies): the one that served it last. null while there are none.
   */
  readonly affinityRatio: number | null;
  /** How many requests that is of. */
  readonly requestsWithSession: number;
  readonly perServer: readonly {
    readonly id: string;
    readonly requests: number;
    /** Sessions whose home it is now: it holds them, or served them last where no server keeps any. */
    readonly sessions: number;
    /** Busy worker time ÷ worker time while its process ran (0–1). */
    readonly utilisation: number;
  }[];
  /** null while there are none. `unfinished`: requests on their way, which have no latency yet, however long they wait. */
  readonly latencyMs: (Latency & { readonly unfinished: number }) | null;
  /** Requests that found all workers of their server busy ÷ requests that reached a server, and the mean wait over those. */
  readonly queue: { readonly share: number; readonly meanWaitMs: number } | null;
  /** Answers that came too late to be of use, failures included: a gamer's after 100 ms. */
  readonly lateAnswers: number;
  /** Over the servers now in the configuration, weight-normalised; null where there is nothing to spread. */
  readonly imbalance: {
    readonly requests: Spread | null;
    /** Busy worker time. */
    readonly work: Spread | null;
    /** As they are now; null where no server keeps sessions. */
    readonly sessions: Spread | null;
  };
  readonly wire: WireMeasures;
  /** What keeping the sessions has cost: trips to a store, messages between servers and the bytes in them. */
  readonly costs: Costs;
  readonly store: StoreMeasures;
  readonly memory: MemoryMeasures;
  /**
   * What each change of the pool did, the latest 500; `moved` ÷ `present` is the remap fraction. Where nobody came back
   * before the next change it is null, and that one counts for both: `countedAtMs`.
   */
  readonly remaps: readonly (Omit<PoolChange, 'atUs'> & {
    readonly atMs: number;
    readonly fraction: number | null;
    readonly countedAtMs: number;
  })[];
  /** What was done to the servers, how many sessions there were, it held, and died with its process, being nowhere else. */
  readonly actions: readonly {
    readonly atMs: number;
    readonly what: string;
    readonly server: string;
    /** In all, at that moment. */
    readonly sessionsThen: number;
    readonly sessionsHeld: number;
    readonly sessionsDied: number;
  }[];
  /** Actions that could not be done at their moment, and why (codes of `Refusal`); each was passed over. */
  readonly refused: readonly {
    readonly atMs: number;
    readonly do: string;
    readonly code: string;
    readonly value: string;
  }[];
  readonly digest: string;
}

/** What requests have waited for: a store, or the acknowledgement of other servers. */
export interface StoreMeasures {
  readonly roundTrips: number;
  readonly perSecond: number;
  /** Mean wait of a round trip, for a free connection included; null while there are none. */
  readonly meanMs: number | null;
  /** Requests waiting for it at once, on average (Little). */
  readonly inHand: number;
}
