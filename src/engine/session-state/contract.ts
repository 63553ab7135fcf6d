/** The third axis: where does what we know about a person live? */
import type { StepWords } from '../evidence.ts';
import type { About } from '../module.ts';
import type { OptionDescriptions, OptionsOf } from '../options.ts';
import type { Note } from '../trace.ts';

/**
 * One request at work in one server, and the session it speaks of. One object, reused: the server fills in the first
 * part, the module reads it and fills in `items` and `version` on `load`, or stores them on `save`.
 */
export interface Visit {
  nowUs: number;
  server: number;
  person: number;
  /** Number of the session the request names, 0 for none. */
  session: number;
  /** The session itself where the client carries it, signed; `expiresUs` 0 where it carries none. */
  carried: { items: number; version: number; issuedUs: number; expiresUs: number };
  items: number;
  /** Counts the changes of a session: a lower one than a person was told of is a stale read. */
  version: number;
  /** Set by a module whose client carries the session: the answer is to bring it, anew. */
  issuesToken: boolean;
}

export interface SessionStateContext<Options> {
  readonly options: Options;
  readonly note: Note | undefined;
  /** Uniform in (0, 1), fixed for the request: for the latency of its trips to a store. */
  readonly drawLoad: () => number;
  readonly drawSave: () => number;
}

/** Where a session is at this moment, for the picture and for telling who lost one. */
export interface Places {
  readonly servers: readonly number[];
  readonly inStore: boolean;
  readonly onClient: boolean;
}

export const NOWHERE: Places = { servers: [], inStore: false, onClient: false };

export interface SessionStateDefinition<Descriptions extends OptionDescriptions, Memory> {
  readonly id: string;
  readonly about: About;
  readonly options: Descriptions;
  readonly steps: Readonly<Record<string, StepWords>>;
  /** The application's cookie. */
  readonly cookieName: string;
  /** Whether the session travels with the client, so that the cookie holds it and not only its number. */
  readonly isCarried: boolean;
  /** Whether a change is made to the session itself, not to a copy that is read, changed and written back. */
  readonly updatesInPlace: boolean;
  emptyMemory(): Memory;
  /** How long a session lives without being used, in µs. */
  lifetimeUs(options: OptionsOf<Descriptions>): number;
  /** How long the server waits before `load`; 0: not at all. */
  loadLatencyUs(context: SessionStateContext<OptionsOf<Descriptions>>): number;
  saveLatencyUs(context: SessionStateContext<OptionsOf<Descriptions>>): number;
  /** Whether the session is known here; then fills in `visit.items` and `visit.version`. */
  load(visit: Visit, memory: Memory, context: SessionStateContext<OptionsOf<Descriptions>>): boolean;
  /** Stores the session. Returns the version it overwrote (0: a new session). */
  save(visit: Visit, memory: Memory, context: SessionStateContext<OptionsOf<Descriptions>>): number;
  end(visit: Visit, memory: Memory): void;
  /** The server's process is gone, and its memory with it. */
  serverStopped(server: number, memory: Memory): void;
  /** Drops what has expired, so that memory stays bounded. */
  sweep(nowUs: number, memory: Memory, options: OptionsOf<Descriptions>): void;
  whereIs(session: number, memory: Memory): Places;
  /** Sessions in the memory of one server, whoever they belong to. */
  countOn(server: number, memory: Memory): number;
  /** The shared store, where there is one: its name, and the median of a round trip. */
  store(options: OptionsOf<Descriptions>): { readonly name: string; readonly roundTripUs: number } | null;
}

export type SessionState = SessionStateDefinition<OptionDescriptions, unknown>;

export function defineSessionState<const Descriptions extends OptionDescriptions, Memory>(
  definition: SessionStateDefinition<Descriptions, Memory>,
): SessionState {
  return definition as unknown as SessionState;
}
