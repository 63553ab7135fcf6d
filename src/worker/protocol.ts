/**
 * The bridge between page and engine: two unions and nothing else. The page pulls (each command is answered by exactly
 * one update carrying the same `id`), so a slow tab is never flooded.
 */
import type {
  Action,
  Explanation,
  FinishedRequest,
  Happening,
  Marks,
  Measures,
  Outcome,
  Refusal,
  Scenario,
  Snapshot,
  TimedAction,
  WindowMeasures,
} from '../engine/index.ts';
import type { ThinSnapshot } from './thinning.ts';

export type Command = { readonly id: number } /** Starts a run and brings it to `toMs`. */ & (
  | { readonly type: 'load'; readonly scenario: Scenario; readonly toMs: number }
  /** `wantSnapshot`: the state as a whole is asked for a few times a second, marks each frame. */
  | { readonly type: 'advance'; readonly toMs: number; readonly wantSnapshot: boolean }
  /** Goes to any moment, back or on; the past replays exactly. */
  | { readonly type: 'seek'; readonly toMs: number }
  /** Runs on until one more request has finished, at most `limitMs` further. */
  | { readonly type: 'stepRequest'; readonly limitMs: number }
  /** Acts now, at the moment the run has reached. */
  | { readonly type: 'act'; readonly action: Action }
  /** Why each of these can't be done at the moment the run has reached. */
  | { readonly type: 'check'; readonly actions: readonly Action[] }
  /** Replays to the request with evidence switched on. */
  | { readonly type: 'explain'; readonly request: number }
  | { readonly type: 'measure' }
  /** All that has happened so far, a page at a time. */
  | { readonly type: 'events'; readonly filter: EventFilter; readonly page: EventPageAsked }
);

export type Update = { readonly id: number } & (
  | {
      readonly type: 'frame';
      readonly atMs: number;
      readonly marks: Marks;
      readonly snapshot: Snapshot | null;
      /** Since the frame before. */
      readonly happenings: readonly Happening[];
    }
  /** An action that can't be done now; nothing has changed. */
  | { readonly type: 'refused'; readonly refusal: Refusal }
  /** In the order asked; null for what can be done. */
  | { readonly type: 'checked'; readonly refusals: readonly (Refusal | null)[] }
  | { readonly type: 'explained'; readonly explanation: Explanation | null }
  | {
      readonly type: 'measured';
      readonly measures: Measures;
      readonly windows: readonly WindowMeasures[];
      readonly actions: readonly TimedAction[];
    }
  | { readonly type: 'events'; readonly page: EventPage }
  /** The engine broke: a bug of ours. The run can be brought back from its scenario and actions. */
  | { readonly type: 'failed'; readonly message: string }
);

/** An update as it crosses from a worker: of a state only what has changed since the last one. */
export type CrossingUpdate =
  | Exclude<Update, { type: 'frame' }>
  | (Omit<Extract<Update, { type: 'frame' }>, 'snapshot'> & { readonly snapshot: ThinSnapshot | null });

export type CommandType = Command['type'];

/** A request with its end, or anything else that happened. */
export type RunEvent = {
  /** Its place among all events of the run, from 0. */
  readonly number: number;
  readonly atMs: number;
} & (
  | {
      readonly kind: 'request';
      readonly request: FinishedRequest;
      /** Where its session lived, when it is the request that found it gone. */
      readonly home: string | null;
    }
  | { readonly kind: 'happening'; readonly happening: Happening }
);

/** Null asks for all. */
export interface EventFilter {
  readonly person: string | null;
  readonly server: string | null;
  readonly kind: 'request' | 'happening' | Outcome | null;
  readonly isHarm: boolean;
  /** What this person's story needs: their requests, everybody's harm, and all that is not a request. */
  readonly storyOf: string | null;
}

/** Rows `from` (counted from 0 among those that pass the filter; `'last'` the last ones), at most `limit`. */
export interface EventPageAsked {
  readonly from: number | 'last';
  readonly limit: number;
}

export interface EventPage {
  readonly atMs: number;
  readonly events: readonly RunEvent[];
  readonly from: number;
  /** How many pass the filter. */
  readonly count: number;
  /** How many there are without it. */
  readonly total: number;
  /** Events before this moment are not kept: the run is too long. 0 where all are. */
  readonly keptFromMs: number;
}
