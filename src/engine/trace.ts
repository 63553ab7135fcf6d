/** Taking evidence down. The deciding code calls `note?.(…)`: when nobody asks, not even the arguments are evaluated. */
import { type Behaviour, countedOf } from './behaviours/contract.ts';
import type { CommonStep, Step, StepSource, StepValues } from './evidence.ts';
import { NONE, type World } from './world.ts';

/** A module's own way to say what it looked at and found. `server` is the row a step speaks of. */
export type Note = (code: string, values: StepValues, server?: number) => void;

export interface Trace {
  /** The request whose evidence is wanted. */
  readonly request: number;
  readonly steps: Step[];
  /** Changes of its session by others, while it was on its way. */
  readonly witnessed: Witnessed[];
}

/** A change that another request made to the session. Rows; times in µs. */
export interface Witnessed {
  readonly person: number;
  readonly server: number;
  readonly beganUs: number;
  readonly atUs: number;
  readonly readVersion: number;
  readonly version: number;
}

/** `counts`: what the session of the request's person counts. */
export function noteFrom(world: World, trace: Trace, source: StepSource, counts: Behaviour['counts']): Note {
  return (code, found, server = NONE) => {
    const { items } = found;
    const serverId = server === NONE ? null : (world.servers[server]?.id ?? null);
    // A module that sees rows only leaves it to the note to name the server.
    const named = serverId === null || 'server' in found ? found : { ...found, server: serverId };
    const values = items === undefined ? named : { ...named, held: countedOf({ counts }, Number(items)) };
    trace.steps.push({ atMs: world.nowUs / 1000, source, code, values, server: serverId });
  };
}

/** A step of the common rules; its code is checked against the list. */
export type CommonNote = (code: CommonStep, values: StepValues, server?: number) => void;
