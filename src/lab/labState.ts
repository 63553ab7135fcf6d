/** What belongs to the page about one running lab. Frames are not in here: they pass by React, straight to the canvas. */
import {
  type Course,
  type Explanation,
  emptyCourse,
  type Measures,
  type Scenario,
  type Snapshot,
  type TimedAction,
  type WindowMeasures,
} from '../engine/index.ts';
import type { Matter } from '../worker/protocol.ts';
import type { Lit } from './lit.ts';
import type { RunRecord } from './record.ts';
import { emptyRecord } from './record.ts';
import { type Known, nothingKnown } from './runLog.ts';
import type { Thing } from './things.ts';

export interface Notice {
  /** `problem` interrupts a reader, `said` waits its turn. */
  readonly kind: 'problem' | 'said';
  readonly text: string;
  /** A request that it speaks of, for those who want to look at it. */
  readonly request?: number;
}

export interface Awaited {
  readonly person: string;
  /** Only a request that was sent at this moment or later. */
  readonly fromMs: number;
  /** Up to this request none is asked for. */
  readonly after: number;
  /** What it should carry: said where it does not. */
  readonly carries: string;
}

export interface Measured {
  /** Up to the playhead. */
  readonly measures: Measures;
  readonly windows: readonly WindowMeasures[];
  /** What the run has been computed to beyond the playhead, while that future holds; else the same as `windows`. */
  readonly known: { readonly atMs: number; readonly windows: readonly WindowMeasures[] };
  readonly actions: readonly TimedAction[];
}

export interface LabState {
  readonly scenario: Scenario;
  /** The scenario is somebody's own, not the one that the lab opens with. */
  readonly isOpened: boolean;
  readonly snapshot: Snapshot | null;
  readonly isPlaying: boolean;
  readonly speed: number;
  /** Time is to pass slowly around what matters. */
  readonly slowsDown: boolean;
  /** What it passes slowly for just now. */
  readonly slowedFor: Matter | null;
  /** A person or a server; ids, so that a selection survives a restart. */
  readonly selectedPerson: string | null;
  readonly selectedServer: string | null;
  /** Several things of one kind that the next action is done to, all of them; empty, or at least two. */
  readonly several: readonly Thing[];
  /** What a reader has under the eyes elsewhere, lit in the picture; null: all is lit alike. */
  readonly lit: Lit | null;
  /** Somebody is looking for a person or a server by name. */
  readonly isSearching: boolean;
  /** What has happened up to the moment that is shown. */
  readonly record: RunRecord;
  /** What is known of the present future, up to the furthest moment it was computed to. */
  readonly known: Known;
  /** What was done in which future. */
  readonly course: Course;
  /** What the engine has measured, a moment ago; null before the first time. */
  readonly measured: Measured | null;
  readonly explanation: Explanation | null;
  /** A request that a reader has asked for; null once it is explained. */
  readonly requestWanted: number | null;
  /** Somebody's next request is waited for, to be explained and kept. */
  readonly awaited: Awaited | null;
  /** The explanation stays while the person goes on, so that it can be read. */
  readonly isPinned: boolean;
  readonly notice: Notice | null;
}

export const SPEEDS = [0.1, 0.25, 0.5, 1, 2, 5, 10, 100, 1000] as const;

export function initialState(scenario: Scenario): LabState {
  return {
    scenario,
    isOpened: false,
    snapshot: null,
    isPlaying: true,
    speed: 0.25,
    slowsDown: false,
    slowedFor: null,
    selectedPerson: 'ada',
    selectedServer: null,
    several: [],
    lit: null,
    isSearching: false,
    record: emptyRecord,
    known: nothingKnown,
    course: emptyCourse,
    measured: null,
    explanation: null,
    requestWanted: null,
    awaited: null,
    isPinned: false,
    notice: null,
  };
}
