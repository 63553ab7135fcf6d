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
  /** Adds the load balancer's own cookie, naming the server, to the response. */
  setServerCookie(server: number): void;
}

/** The load balancer's own cookie, where a type of persistence has one. */
export interface ServerCookie {
  readonly name: string;
  /** What follows name and value in Set-Cookie. */
  readonly attributes: string;
  /** Whether the load balancer takes it out of what the server gets. */
  readonly isHiddenFromServer: boolean;
}

export interface PersistenceDefinition<Descriptions extends OptionDescriptions, Memory> {
  readonly id: string;
  readonly about: About;
  readonly options: Descriptions;
  readonly steps: Readonly<Record<string, StepWords>>;
  emptyMemory(): Memory;
  /** Who is this? Pure: reads memory, changes nothing. A server row, whatever its state, or `STRANGER`. */
  recognise(request: RequestView, memory: Memory, context: PersistenceContext<OptionsOf<Descriptions>>): number;
  /** A server has answered. The only place that may change memory or the response. */
  learn(exchange: Exchange, memory: Memory, context: PersistenceContext<OptionsOf<Descriptions>>): void;
  /** What it looks at in a request, as it stands on the wire. */
  clue(request: RequestView, context: Pick<PersistenceContext<OptionsOf<Descriptions>>, 'options' | 'pool'>): Clue;
  serverCookie(options: OptionsOf<Descriptions>): ServerCookie | null;
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
