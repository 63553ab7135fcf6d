/** The first axis: how is a server picked when nothing binds the request? */
import type { StepWords } from '../evidence.ts';
import type { OptionDescriptions, OptionsOf } from '../options.ts';
import type { About } from '../module.ts';
import type { Pool } from '../pool.ts';
import type { RequestView } from '../request.ts';
import type { BalancingPicture } from '../snapshot.ts';
import type { Note } from '../trace.ts';

/** Answer of `pick` when the pool has no server for the request. */
export const NOBODY = -1;

export interface BalancingContext<Options> {
  readonly options: Options;
  readonly pool: Pool;
  /** Takes evidence down; undefined when nobody asks. */
  readonly note: Note | undefined;
}

export interface BalancingDefinition<Descriptions extends OptionDescriptions, Memory> {
  readonly id: string;
  readonly about: About;
  readonly options: Descriptions;
  /** Whether the pick is computed from a key of the request: affinity without memory. */
  readonly isHashing: boolean;
  readonly steps: Readonly<Record<string, StepWords>>;
  emptyMemory(): Memory;
  /** A server came, went, or changed its weight or its state: bring memory in line. */
  poolChanged(memory: Memory, context: BalancingContext<OptionsOf<Descriptions>>): void;
  /** Picks one of `pool.usable`. */
  pick(request: RequestView, memory: Memory, context: BalancingContext<OptionsOf<Descriptions>>): number;
  /** `people` asks for the key of each person (only hashing uses it). */
  picture(
    memory: Memory,
    context: BalancingContext<OptionsOf<Descriptions>>,
    people: Iterable<readonly [person: number, request: RequestView]>,
  ): BalancingPicture;
}

/** A module as the routing sees it: its own types forgotten. */
export type Balancing = BalancingDefinition<OptionDescriptions, unknown>;

export function defineBalancing<const Descriptions extends OptionDescriptions, Memory>(
  definition: BalancingDefinition<Descriptions, Memory>,
): Balancing {
  return definition as unknown as Balancing;
}
