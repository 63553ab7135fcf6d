/** The second axis: how is someone who comes back recognised? */
import type { StepWords } from '../evidence.ts';
import type { About } from '../module.ts';
import type { OptionDescriptions, OptionsOf } from '../options.ts';
import type { Pool } from '../pool.ts';
import type { RequestView } from '../request.ts';
import type { Clue, PersistencePicture } from '../snapshot.ts';
import type { Note } from '../trace.ts';
import { NONE } from '../world.ts';
import type { StickTable } from './stickTable.ts';

/** Answer of `recognise` when nothing binds the request. */
export const STRANGER = NONE;

export interface PersistenceContext<Options> {
  readonly options: Options;
  readonly nowUs: number;
  /** Names servers; persistence never asks it who is free. */
  readonly pool: Pick<Pool, 'id' | 'address' | 'size'>;
  /** The id of the session with that number, as the application's cookie has it. */
  readonly sessionId: (session: number) => string;
  readonly note: Note | undefined;
}

/** A request that a server has answered, on its way back through the load balancer. */
export interface Exchange {
  readonly request: RequestView;
  /** Who answered. */
  readonly server: number;
  /** Number of the session whose cookie the application sets in this answer, 0 if it sets none. */
  readonly startedSession: number;
  /** Whether the application sets its cookie in this answer: a session begins, or a token is issued anew. */
  readonly setsSessionCookie: boolean;
  /** Whether the application found the session that the request names. */
  readonly knowsSession: boolean;
  /** Marks the answer, so that the client's next requests name that server: see `carrier`. With dates inside, if given. */
  setPin(server: number, dates?: MarkDates): void;
  /** The server's TLS stack gives the connection a session to resume. */
  setTlsSession(session: number): void;
}

/** Dates inside a mark, in seconds since 1970, 0 where it has none. */
export interface MarkDates {
  readonly seenS: number;
  readonly firstS: number;
}

/** What a mark can be made from. */
export interface NamedServer {
  readonly id: string;
  /** host:port */
  readonly address: string;
}

/** Where a client carries the load balancer's mark. */
export type Carrier =
  /** A cookie that names the server. */
  | {
      readonly kind: 'cookie';
      readonly name: string;
      /** What follows name and value in Set-Cookie. */
      readonly attributes: string;
      /** Who sends it first: a cookie of the application is only overwritten, when the application sets it. */
      readonly origin: 'load-balancer' | 'application';
      /** Whether the load balancer takes it out of what the server gets. */
      readonly isHiddenFromServer: boolean;
      /** Whether nobody can make one up for a server of their choice. */
      readonly isKeyed?: boolean;
      /** Whether the value stands for an encrypted one. */
      readonly isEncrypted?: boolean;
      /** Whether dates are remembered without being written out. */
      readonly hidesDates?: boolean;
      /** `Expires` is so long after the answer, in seconds; 0 or nothing: it has none. */
      readonly expiresS?: number;
      /** A second cookie with the same value. */
      readonly twin?: { readonly name: string; readonly attributes: string } | null;
      /** How it names a server: by its id, where nothing is said. */
      readonly nameOf?: (server: NamedServer) => string;
    }
  /** Before or after the value of the application's cookie, and only as long as that lives. */
  | { readonly kind: 'prefix'; readonly separator: string }
  /** `isRewritten`: a server that takes over a session writes its own name in place of the one before. */
  | { readonly kind: 'suffix'; readonly separator: string; readonly isRewritten: boolean }
  /** In every link of the page, with the session's number: needs no cookies. */
  | { readonly kind: 'url'; readonly parameter: string; readonly separator: string }
  /** In a header that the page's own code sends back: needs no cookies, and is gone with the page. */
  | { readonly kind: 'header'; readonly name: string; readonly nameOf?: (server: NamedServer) => string };

export interface PersistenceDefinition<Descriptions extends OptionDescriptions, Memory> {
  readonly id: string;
  readonly about: About;
  readonly options: Descriptions;
  readonly steps: Readonly<Record<string, StepWords>>;
  /** Whether the load balancer decides once per connection, below HTTP (HAProxy `mode tcp`). */
  readonly isPerConnection: boolean;
  /** It goes by the id that the application gives to a session: where the application gives none, it knows nobody. */
  readonly needsSessionId?: boolean;
  /** How long a connection may be idle; where nothing is said, as long as the load balancer's keep-alive. */
  idleUs?(options: OptionsOf<Descriptions>): number;
  emptyMemory(): Memory;
  /** Who is this? Pure: reads memory, changes nothing. A server row, whatever its state, or `STRANGER`. */
  recognise(request: RequestView, memory: Memory, context: PersistenceContext<OptionsOf<Descriptions>>): number;
  /** `recognise` has just found a server for this request: what was found lives on. Told before there is an answer. */
  matched?(request: RequestView, memory: Memory, context: PersistenceContext<OptionsOf<Descriptions>>): void;
  /** Whether a row is only learned when a session begins: one that was lost is then not learned again. */
  learnsOnlyBeginnings?(options: OptionsOf<Descriptions>): boolean;
  /** The table in that memory which peers may share, where the type keeps one. */
  table?(memory: Memory): StickTable;
  /** A server has answered. The only place, with `matched`, that may change memory or the response. */
  learn(exchange: Exchange, memory: Memory, context: PersistenceContext<OptionsOf<Descriptions>>): void;
  /** What it looks at in a request, as it stands on the wire. */
  clue(
    request: RequestView,
    context: Pick<PersistenceContext<OptionsOf<Descriptions>>, 'options' | 'pool' | 'sessionId'>,
  ): Clue;
  /** Where the client carries what `setPin` marked; null for a type that marks nothing. */
  carrier(options: OptionsOf<Descriptions>): Carrier | null;
  /** Rows of its table, and about how many bytes each takes; a type without a table has neither. */
  rowCount?(memory: Memory): number;
  rowBytes?(options: OptionsOf<Descriptions>): number;
  picture(
    memory: Memory,
    context: PersistenceContext<OptionsOf<Descriptions>>,
    nextRequests: () => Iterable<RequestView>,
  ): PersistencePicture;
}

export type Persistence = PersistenceDefinition<OptionDescriptions, unknown>;

export function definePersistence<const Descriptions extends OptionDescriptions, Memory>(
  definition: PersistenceDefinition<Descriptions, Memory>,
): Persistence {
  return definition as unknown as Persistence;
}
