/** What belongs to the page about one running lab. Frames are not in here: they pass by React, straight to the canvas. */
import type { Explanation, Outcome, Refusal, Scenario, Snapshot } from '../engine/index.ts';
import type { Lit } from './lit.ts';
import type { RunRecord } from './record.ts';
import { emptyRecord } from './record.ts';

export interface Notice {
  /** `problem` interrupts a reader, `said` waits its turn. */
  readonly kind: 'problem' | 'said';
  readonly text: string;
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
  /** What a reader has under the eyes elsewhere, lit in the picture; null: all is lit alike. */
  readonly lit: Lit | null;
  readonly record: RunRecord;
  /** How many requests ended how, a moment ago; null before the first count. */
  readonly outcomes: Readonly<Record<Outcome, number>> | null;
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
    lit: null,
    record: emptyRecord,
    outcomes: null,
    explanation: null,
    requestWanted: null,
    isPinned: false,
    notice: null,
  };
}

export function refusalText({ code, value }: Refusal): string {
  switch (code) {
    case 'no-such-server':
      return `There is no server ${value}.`;
    case 'no-such-person':
      return `There is nobody called ${value}.`;
    case 'no-such-node':
      return `The store has no part called ${value}.`;
    case 'already-down':
      return `${value} is down already.`;
    case 'not-running':
      return `${value} does not run.`;
    case 'no-such-link':
      return `There is no link ${value}.`;
    case 'already-so':
      return `${value} is so already.`;
    case 'already-draining':
      return `${value} drains already.`;
    case 'already-in-maintenance':
      return `${value} is in maintenance already.`;
    case 'too-few-servers':
      return `There are only ${value} servers.`;
    case 'not-draining':
      return `${value} does not drain.`;
    case 'server-exists':
      return `There is a server ${value} already.`;
    case 'too-many-servers':
      return 'There is no room for another server.';
    case 'too-many-people':
      return 'There is no room for more people.';
    case 'recorded-traffic':
      return 'Recorded traffic has the people it has.';
    case 'already-there':
      return `${value} is there already.`;
    case 'cookies-already-blocked':
      return `${value} blocks cookies already.`;
    case 'cookies-already-allowed':
      return `${value} keeps cookies already.`;
    case 'tab-already-open':
      return `${value} has a second tab already.`;
    case 'nothing-to-steal':
      return `${value} carries nothing worth stealing.`;
    case 'nothing-to-forge':
      return 'There is no cookie that could be made up.';
    case 'nothing-to-fix':
      return 'There is no session id that could be planted.';
    case 'nothing-to-revoke':
      return `${value} has no session that could be ended.`;
    case 'shared-session':
      return `${value} works in a document: its session is everybody’s who works in it.`;
    case 'no-such-cookie':
      return `There is no cookie ${value} here.`;
    case 'no-device':
      return `${value} has no second device.`;
    case 'no-key':
      return 'Nothing here is signed with a key.';
    case 'not-an-attacker':
      return `${value} is no attacker.`;
    case 'no-tab-open':
      return `${value} has no second tab.`;
  }
}
