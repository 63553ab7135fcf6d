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
  server: number;
  person: number;
  /** Number of the session the request names, 0 for none. */
  session: number;
  /** The session itself where the client carries it; `expiresUs` 0 where it carries none. */
  carried: { items: number; version: number; issuedUs: number; expiresUs: number; key: number };
  items: number;
  /** Counts the changes of a session: a lower one than a person was told of is a stale read. */
  version: number;
  /** The version that was read before this change; 0 for a new session. */
  loadedVersion: number;
  /** Set by a module whose client carries the session: the answer is to bring it, anew. */
  issuesToken: boolean;
  /** Set by a module that refuses what the client carries, although it has not expired. */
  isRejected: boolean;
  /** How far the server's clock is ahead of the true time. */
  skewUs: number;
}

/** In place of a key's number: a token that claims to need no signature. */
export const UNSIGNED = -1;
/** In place of a key's number: it was made with none of the servers' keys. */
export const FORGED = -2;

/** What a look-up came to. */
export const FOUND = 1;
export const MISSING = 2;
/** The place where it would be did not answer. */
export const UNREACHABLE = 3;

/** How long a server waits for a store that does not answer: Jedis gives up after 2 s, connecting and reading alike. */
export const STORE_TIMEOUT_US = 2_000_000;

/** Answers of `save` other than the version it overwrote. */
export const NOT_SAVED = -1;
/** Somebody else has changed the session since it was read: read again, change again. */
export const CONFLICT = -2;

export interface SessionStateContext<Options> {
  readonly options: Options;
  readonly nowUs: number;
  readonly note: Note | undefined;
  /** Uniform in (0, 1), fixed for the request: for the latency of its trips to a store. */
  readonly drawLoad: () => number;
  readonly drawSave: () => number;
  /** Uniform in (0, 1), keyed by two numbers of the module's own. */
  readonly draw: (who: number, n: number) => number;
  /** Whether the process of that server runs. Rows up to `serverCount`. */
  readonly isRunning: (server: number) => boolean;
  readonly serverCount: number;
  /** Whether the link between the two is cut: servers by row, parts of the store by id. */
  readonly isCut: (a: number | string, b: number | string) => boolean;
}

/** Where a session is at this moment, for the picture and for telling who lost one. */
export interface Places {
  readonly servers: readonly number[];
  readonly inStore: boolean;
  readonly onClient: boolean;
}

export const NOWHERE: Places = { servers: [], inStore: false, onClient: false };

/** What a client carries of the session, apart from its number. */
export type CarriedAs =
  | 'number'
  /** Signed, readable by anyone: a JWT (RFC 7519). */
  | 'jwt'
  /** Unreadable to the client: AES-256-GCM. */
  | 'encrypted'
  /** Credentials with every request; the rest stays in the client. */
  | 'credentials';

/** One part of a shared store. */
export interface StoreNode {
  readonly id: string;
  readonly role: 'primary' | 'replica';
  readonly isUp: boolean;
  readonly sessions: number;
  /** Changes that have not reached it yet; of a replica. */
  readonly behind: number;
  /** For how many sessions it has room; null where nothing bounds it. */
  readonly room: number | null;
  /** Sessions it has dropped to make room. */
  readonly evicted: number;
}

export interface Store {
  readonly name: string;
  /** Median of a round trip, in µs. */
  readonly roundTripUs: number;
  readonly nodes: readonly StoreNode[];
  /** By server row: connections it holds to the store, of so many; empty where nothing bounds them. */
  readonly pools: readonly { readonly inUse: number; readonly size: number }[];
}

/** What keeping sessions has cost so far. */
export interface Costs {
  /** Trips from a server to a store and back. */
  roundTrips: number;
  /** Sessions stored or ended. */
  writes: number;
  /** Messages between servers, or from a store to its replica, and the bytes in them. */
  messages: number;
  bytes: number;
  /** Messages between servers without a session in them: that one has begun, was used elsewhere, or who has it now. */
  notices: number;
}

export interface SessionStateDefinition<Descriptions extends OptionDescriptions, Memory> {
  readonly id: string;
  readonly about: About;
  readonly options: Descriptions;
  readonly steps: Readonly<Record<string, StepWords>>;
  /** The application's cookie. */
  readonly cookieName: string;
  readonly carriedAs: CarriedAs;
  /** Whether people must come back to the same server to be known, or are better off if they do. */
  readonly affinity: 'needed' | 'helps' | 'useless';
  /** Whether a change is made to the session itself, not to a copy that is read, changed and written back. */
  readonly updatesInPlace: boolean;
  emptyMemory(options: OptionsOf<Descriptions>): Memory;
  /** How long a session lives without being used, in µs. */
  lifetimeUs(options: OptionsOf<Descriptions>): number;
  /**
   * Sets out for the session; after so many µs (0: at once) the answer is there and `load` takes it. Negative: after so
   * many µs it gives up, as if it were `UNREACHABLE`. Without it the session is at hand.
   */
  beginLoad?(visit: Visit, memory: Memory, context: SessionStateContext<OptionsOf<Descriptions>>): number;
  /** `FOUND` (then `visit.items` and `visit.version` are filled in), `MISSING` or `UNREACHABLE`. */
  load(visit: Visit, memory: Memory, context: SessionStateContext<OptionsOf<Descriptions>>): number;
  /** As `beginLoad`. */
  beginSave?(visit: Visit, memory: Memory, context: SessionStateContext<OptionsOf<Descriptions>>): number;
  /** Stores the session. Returns the version it overwrote (0: none was there), `NOT_SAVED` or `CONFLICT`. */
  save(visit: Visit, memory: Memory, context: SessionStateContext<OptionsOf<Descriptions>>): number;
  end(visit: Visit, memory: Memory, context: SessionStateContext<OptionsOf<Descriptions>>): void;
  /** The server's process is gone, and its memory with it. */
  serverStopped(server: number, memory: Memory, context: SessionStateContext<OptionsOf<Descriptions>>): void;
  /** The server's process listens again, with an empty memory. */
  serverStarted(server: number, memory: Memory, context: SessionStateContext<OptionsOf<Descriptions>>): void;
  /** Drops what has expired, so that memory stays bounded. */
  sweep(memory: Memory, context: SessionStateContext<OptionsOf<Descriptions>>): void;
  whereIs(session: number, memory: Memory, context: SessionStateContext<OptionsOf<Descriptions>>): Places;
  /** Sessions in the memory of one server, whoever they belong to. */
  countOn(server: number, memory: Memory): number;
  /** Copies of sessions that are on their way to one server. */
  copiesUnderWay(server: number, memory: Memory): number;
  /** The shared store, where there is one. */
  store(memory: Memory, context: SessionStateContext<OptionsOf<Descriptions>>): Store | null;
  /** A part of the store dies or is started again; false if there is no such part, or it is so already. */
  setNode(node: string, isUp: boolean, memory: Memory, context: SessionStateContext<OptionsOf<Descriptions>>): boolean;
  /** Whether sessions travel between the two, in this order: `server` for any, parts of the store by id. */
  isLinked(a: string, b: string, options: OptionsOf<Descriptions>): boolean;
  costs(memory: Memory): Costs;
  /** Number of the key that signs or seals what clients carry. */
  keyInUse(memory: Memory): number;
  /** A new key takes over; false if there are none. */
  rotateKey(memory: Memory, context: SessionStateContext<OptionsOf<Descriptions>>): boolean;
}

export type SessionState = SessionStateDefinition<OptionDescriptions, unknown>;

export const noCosts = (): Costs => ({ roundTrips: 0, writes: 0, messages: 0, bytes: 0, notices: 0 });

/** The parts that most modules do not have. */
type Optional =
  | 'serverStarted'
  | 'serverStopped'
  | 'store'
  | 'setNode'
  | 'isLinked'
  | 'costs'
  | 'keyInUse'
  | 'rotateKey'
  | 'countOn'
  | 'copiesUnderWay';

export function defineSessionState<const Descriptions extends OptionDescriptions, Memory>(
  definition: Omit<SessionStateDefinition<Descriptions, Memory>, Optional> &
    Partial<Pick<SessionStateDefinition<Descriptions, Memory>, Optional>>,
): SessionState {
  return { ...WITHOUT, ...definition } as unknown as SessionState;
}

const WITHOUT = {
  serverStarted: () => {},
  serverStopped: () => {},
  countOn: () => 0,
  copiesUnderWay: () => 0,
  store: () => null,
  setNode: () => false,
  isLinked: () => false,
  costs: (): Costs => noCosts(),
  keyInUse: () => 0,
  rotateKey: () => false,
} as const;
