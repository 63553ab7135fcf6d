/** The first axis: how is a server picked when nothing binds the request? */
import type { StepWords } from '../evidence.ts';
import type { About } from '../module.ts';
import type { OptionDescriptions, OptionsOf } from '../options.ts';
import type { Pool } from '../pool.ts';
import type { RequestView } from '../request.ts';
import type { BalancingPicture, Clue } from '../snapshot.ts';
import type { Note } from '../trace.ts';
import { NONE } from '../world.ts';

/** Answer of `pick` when the pool has no server for the request. */
export const NOBODY = NONE;

export interface BalancingContext<Options> {
  readonly options: Options;
  readonly pool: Pool;
  /** Of the run: what is drawn at random is keyed by it. */
  readonly seed: number;
  /** Takes evidence down; undefined when nobody asks. */
  readonly note: Note | undefined;
}

export interface BalancingDefinition<Descriptions extends OptionDescriptions, Memory> {
  readonly id: string;
  readonly about: About;
  readonly options: Descriptions;
  /** Whether the pick is computed from a key of the request: affinity without memory. */
  readonly isHashing: boolean;
  /**
   * Whether one server is as good as the next for it. With `option redispatch` HAProxy then tries another server at once
   * when a stranger's connection fails, where it would otherwise wait and insist (measured: roundrobin and leastconn
   * after 0 ms, consistent hashing after 2 s).
   */
  readonly anyServerWillDo: boolean;
  readonly steps: Readonly<Record<string, StepWords>>;
  emptyMemory(): Memory;
  /** A server came, went, or changed its weight or its state: brings memory in line. Called before the first pick. */
  poolChanged(memory: Memory, context: BalancingContext<OptionsOf<Descriptions>>): void;
  /**
   * Whether a weight that changes while it runs is followed at once, in sixteenths (slow start); where nothing is said, the
   * weights of the configuration count (HAProxy: map-based hashing and static-rr).
   */
  followsWeights?(options: OptionsOf<Descriptions>): boolean;
  /** An attempt to send a request there has failed, and passive detection counts it, up to `maxFails`. */
  attemptFailed?(memory: Memory, server: number, maxFails: number): void;
  /** A server has a request more or less in its hands; for an order that is kept up instead of searched at each pick. */
  connectionsChanged?(memory: Memory, server: number, context: BalancingContext<OptionsOf<Descriptions>>): void;
  /** One of `pool.usable`, or `NOBODY` if that is empty. */
  pick(request: RequestView, memory: Memory, context: BalancingContext<OptionsOf<Descriptions>>): number;
  /** What it looks at in a request, as it stands on the wire. */
  clue(request: RequestView, options: OptionsOf<Descriptions>): Clue;
  /** `nextRequests` runs through what each person's next request will carry (a hash shows where their keys land). */
  picture(
    memory: Memory,
    context: BalancingContext<OptionsOf<Descriptions>>,
    nextRequests: () => Iterable<RequestView>,
  ): BalancingPicture;
}

/** A module as the routing sees it: its own types forgotten. */
export type Balancing = BalancingDefinition<OptionDescriptions, unknown>;

export function defineBalancing<const Descriptions extends OptionDescriptions, Memory>(
  definition: BalancingDefinition<Descriptions, Memory>,
): Balancing {
  return definition as unknown as Balancing;
}

export const NO_CLUE: Clue = { kind: 'none', text: '' };
