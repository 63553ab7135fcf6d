/** What belongs to the page about one running lab. Frames are not in here: they pass by React, straight to the canvas. */
import type { Explanation, Measures, Scenario, Snapshot, TimedAction, WindowMeasures } from '../engine/index.ts';
import type { Lit } from './lit.ts';
import type { RunRecord } from './record.ts';
import { emptyRecord } from './record.ts';
import type { Thing } from './things.ts';

export interface Notice {
  /** `problem` interrupts a reader, `said` waits its turn. */
  readonly kind: 'problem' | 'said';
  readonly text: string;
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
  /** A person or a server; ids, so that a selection survives a restart. */
  readonly selectedPerson: string | null;
  readonly selectedServer: string | null;
  /** Several things of one kind that the next action is done to, all of them; empty, or at least two. */
  readonly several: readonly Thing[];
  /** What a reader has under the eyes elsewhere, lit in the picture; null: all is lit alike. */
  readonly lit: Lit | null;
  /** Somebody is looking for a person or a server by name. */
  readonly isSearching: boolean;
  readonly record: RunRecord;
  /** What the engine has measured, a moment ago; null before the first time. */
  readonly measured: Measured | null;
  readonly explanation: Explanation | null;
  /** A request that a reader has asked for; null once it is explained. */
  readonly requestWanted: number | null;
  /** The explanation stays while the person goes on, so that it can be read. */
  readonly isPinned: boolean;
  readonly notice: Notice | null;
}

export const SPEEDS = [0.1, 0.25, 0.5, 1, 2, 5, 10, 100] as const;

export function initialState(scenario: Scenario): LabState {
  return {
    scenario,
    isOpened: false,
    snapshot: null,
    isPlaying: true,
    speed: 0.25,
    selectedPerson: 'ada',
    selectedServer: null,
    several: [],
    lit: null,
    isSearching: false,
    record: emptyRecord,
    measured: null,
    explanation: null,
    requestWanted: null,
    isPinned: false,
    notice: null,
  };
}
