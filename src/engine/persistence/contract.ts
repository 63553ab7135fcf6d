/** The second axis: how is someone who comes back recognised? */
import type { StepWords } from '../evidence.ts';
import type { About } from '../module.ts';
import type { OptionDescriptions, OptionsOf } from '../options.ts';
import type { Pool } from '../pool.ts';
import type { RequestView } from '../request.ts';
import type { Clue, PersistencePicture } from '../snapshot.ts';
import type { Note } from '../trace.ts';

/** Answer of `recognise` when nothing binds the request. */
export const STRANGER = -1;

export interface PersistenceContext<Options> {
  readonly options: Options;
  readonly nowUs: number;
  /** Names servers; persistence never asks it who is free. */
  readonly pool: Pick<Pool, 'id' | 'size'>;
  readonly note: Note | undefined;
}

/** A request that a server has answered, on its way back through the load balancer. */
export interface Exchange {
  readonly request: RequestView;
  /** Who answered. */
  readonly server: number;
  /** Number of the session whose cookie the application sets in this answer, 0 if it sets none. */
  readonly startedSession: number;
  /** Marks the answer, so that the client's next requests name that server: see `carrier`. */
  setPin(server: number): void;
  /** The server's TLS stack gives the connection a session to resume. */
  setTlsSession(session: number): void;
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
    }
  /** Before or after the value of the application's cookie, and only as long as that lives. */
  | { readonly kind: 'prefix'; readonly separator: string }
  | { readonly kind: 'suffix'; readonly separator: string }
  /** In every link of the page, with the session's number: needs no cookies. */
  | { readonly kind: 'url'; readonly parameter: string; readonly separator: string }
  /** In a header that the page's own code sends back: needs no cookies, and is gone with the page. */
  | { readonly kind: 'header'; readonly name: string };

export interface PersistenceDefinition<Descriptions extends OptionDescriptions, Memory> {
  readonly id: string;
  readonly about: About;
  readonly options: Descriptions;
  readonly steps: Readonly<Record<string, StepWords>>;
  /** Whether the load balancer decides once per connection, below HTTP (HAProxy `mode tcp`). */
  readonly isPerConnection: boolean;
  emptyMemory(): Memory;
  /** Who is this? Pure: reads memory, changes nothing. A server row, whatever its state, or `STRANGER`. */
  recognise(request: RequestView, memory: Memory, context: PersistenceContext<OptionsOf<Descriptions>>): number;
  /** A server has answered. The only place that may change memory or the response. */
  learn(exchange: Exchange, memory: Memory, context: PersistenceContext<OptionsOf<Descriptions>>): void;
  /** What it looks at in a request, as it stands on the wire. */
  clue(request: RequestView, context: Pick<PersistenceContext<OptionsOf<Descriptions>>, 'options' | 'pool'>): Clue;
  /** Where the client carries what `setPin` marked; null for a type that marks nothing. */
  carrier(options: OptionsOf<Descriptions>): Carrier | null;
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
