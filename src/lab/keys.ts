/** The single keys: which, what they do in words, and what they do. The page binds, lists and hints from here. */
import { actionKeys } from './actionKeys.ts';
import type { Lab } from './createLab.ts';
import { SPEEDS } from './labState.ts';
import { selectServers } from './selectors.ts';

export interface KeyBinding {
  /** As `KeyboardEvent.key` has them, in lower case. */
  readonly keys: readonly string[];
  /** As they are shown to people. */
  readonly shown: string;
  readonly does: string;
  /** Whether it meant something; a key that does not is left to whoever embeds the page. */
  act(lab: Lab, key: string): boolean;
}

const always =
  (act: (lab: Lab) => void) =>
  (lab: Lab): boolean => {
    act(lab);
    return true;
  };

export const KEYS = {
  toggle: { keys: [' '], shown: 'Space', does: 'play or pause', act: always((lab) => lab.toggle()) },
  step: {
    keys: ['.', 'arrowright'],
    shown: '. or →',
    does: 'step one request',
    act: always((lab) => void lab.stepRequest()),
  },
  faster: {
    keys: ['+', '='],
    shown: '+',
    does: 'faster',
    act: always((lab) => {
      const { speed } = lab.store.getState();
      lab.setSpeed(SPEEDS.find((one) => one > speed) ?? speed);
    }),
  },
  slower: {
    keys: ['-', '−'],
    shown: '−',
    does: 'slower',
    act: always((lab) => {
      const { speed } = lab.store.getState();
      lab.setSpeed(SPEEDS.filter((one) => one < speed).at(-1) ?? speed);
    }),
  },
  select: {
    keys: ['1', '2', '3', '4', '5', '6', '7', '8', '9'],
    shown: '1 … 9',
    does: 'select a server',
    act(lab, key) {
      const server = selectServers(lab.store.getState())[Number(key) - 1];
      if (server === undefined) return false;
      lab.selectServer(server.id);
      return true;
    },
  },
  find: {
    keys: ['/'],
    shown: '/',
    does: 'find a person or a server',
    act: always((lab) => lab.search(true)),
  },
  ...actionKeys,
  deselect: {
    keys: ['escape'],
    shown: 'Esc',
    does: 'select nothing',
    act(lab) {
      const { selectedServer, several } = lab.store.getState();
      if (selectedServer === null && several.length === 0) return false;
      lab.selectServer(null);
      return true;
    },
  },
} as const satisfies Record<string, KeyBinding>;

const ALL: readonly KeyBinding[] = Object.values(KEYS);

export const bindingOf = (key: string): KeyBinding | undefined =>
  ALL.find(({ keys }) => keys.includes(key.toLowerCase()));

/** "Pause (Space)" */
export const withKey = (words: string, binding: keyof typeof KEYS): string => `${words} (${KEYS[binding].shown})`;
