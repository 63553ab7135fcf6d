/**
 * The bridge between page and engine: two unions and nothing else. The page pulls (each command is answered by exactly
 * one update carrying the same `id`), so a slow tab is never flooded.
 */
import type {
  Action,
  Course,
  EngineEvent,
  Explanation,
  FinishedRequest,
  Happening,
  Marks,
  Measures,
  Outcome,
  Position,
  Refusal,
  Scenario,
  Snapshot,
  TimedAction,
  WindowMeasures,
} from '../engine/index.ts';
import type { ThinSnapshot } from './thinning.ts';

export type Command = {
  readonly id: number;
} /** Starts a run and brings it to `toMs`. `course`: what was done in it before, where it is brought back. */ & (
  | { readonly type: 'load'; readonly scenario: Scenario; readonly toMs: number; readonly course?: Course }
  /** `wantSnapshot`: the state as a whole is asked for a few times a second, marks each frame. */
  | {
      readonly type: 'advance';
      readonly toMs: number;
      readonly wantSnapshot: boolean;
      /** To look that far ahead for what matters, to the person of that id among others. */
      readonly lookFor?: { readonly person: string | null; readonly aheadMs: number };
    }
  /** Goes to any moment, back or on; the past replays exactly. Where it takes long it answers from on the way. */
  | { readonly type: 'seek'; readonly toMs: number }
  /** Runs on until one more request has finished, at most `limitMs` further. */
  | { readonly type: 'stepRequest'; readonly limitMs: number }
  /** One event of the engine further. */
  | { readonly type: 'stepEvent'; readonly limitMs: number }
  /** Takes back the last event, or goes back to before the last request was answered. */
  | { readonly type: 'stepBack'; readonly by: 'event' | 'request' }
  /** Takes back, or does again, what was done last in the present future; stays at this moment. */
  | { readonly type: 'undo' | 'redo' }
  /** Goes over to another future, at this moment. */
  | { readonly type: 'takeBranch'; readonly branch: number }
  | { readonly type: 'nameBranch'; readonly branch: number; readonly name: string | null }
  /** Counts of all futures at this moment; asked again until they are complete. */
  | { readonly type: 'compare' }
  /** Acts now, at the moment the run has reached. */
  /** `joins`: done together with the action before, and undone with it. */
  | { readonly type: 'act'; readonly action: Action; readonly joins?: boolean }
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
      /** Since the frame before; what is replayed is not told again. */
      readonly happenings: readonly Happening[];
      /** The event of the run (counted) with which each of them came. */
      readonly happenedAt: readonly number[];
      /** Where the run stands, and how far this future has been computed. */
      readonly events: number;
      readonly reached: Position;
      /** Not null where the run goes another way: what was told of events beyond this no longer holds. */
      readonly holdsTo: number | null;
      /** Null where it is as before. */
      readonly course: Course | null;
      /** What a step of an event did, or any step back. */
      readonly stepped: Stepped | null;
      /** Null where it was not asked for. */
      readonly ahead: Ahead | null;
    }
  /** An action that can't be done now; nothing has changed. */
  | { readonly type: 'refused'; readonly refusal: Refusal }
  /** In the order asked; null for what can be done. */
  | { readonly type: 'checked'; readonly refusals: readonly (Refusal | null)[] }
  | { readonly type: 'explained'; readonly explanation: Explanation | null }
  | { readonly type: 'compared'; readonly atMs: number; readonly branches: readonly BranchCounts[] }
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

/** The event that was done or taken back, the answer that was taken back; null where there was none. */
export type Stepped =
  | { readonly by: 'event'; readonly isBack: boolean; readonly event: EngineEvent | null }
  | { readonly by: 'request'; readonly isBack: true; readonly request: FinishedRequest | null };

/** What will happen unless somebody acts, up to `toMs`. */
export interface Ahead {
  readonly toMs: number;
  readonly matters: readonly Matter[];
}

export interface Matter {
  readonly atMs: number;
  readonly what: 'action' | 'detection' | 'harm';
  /** Id of a server, a part of the store, or a person. */
  readonly whom: string;
}

export interface BranchCounts {
  readonly branch: number;
  /** How far it has been computed; the counts are of that moment. */
  readonly atMs: number;
  readonly sessionsLost: number;
  readonly itemsLost: number;
  readonly requestsFailed: number;
  readonly affinityRatio: number | null;
}

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
