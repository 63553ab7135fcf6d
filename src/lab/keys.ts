/** The single keys: which, what they do in words, and what they do. The page binds, lists and hints from here. */
import { words } from '../language/words.ts';
import { actionKeys } from './actionKeys.ts';
import type { Lab } from './createLab.ts';
import { SPEEDS } from './labState.ts';
import { selectServers } from './selectors.ts';

const said = words.keys;

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
  toggle: { keys: [' '], shown: said.space, does: said.toggle, act: always((lab) => lab.toggle()) },
  step: {
    keys: ['.', 'arrowright'],
    shown: said.or('.', '→'),
    does: words.time.keys.step,
    act: always((lab) => void lab.stepRequest()),
  },
  stepBack: {
    keys: [',', 'arrowleft'],
    shown: said.or(',', '←'),
    does: words.time.keys.stepBack,
    act: always((lab) => void lab.stepBack('request')),
  },
  stepEvent: {
    keys: ['>', 'shift+arrowright'],
    shown: said.or('>', '⇧→'),
    does: words.time.keys.stepEvent,
    act: always((lab) => void lab.stepEvent()),
  },
  stepEventBack: {
    keys: ['<', 'shift+arrowleft'],
    shown: said.or('<', '⇧←'),
    does: words.time.keys.stepEventBack,
    act: always((lab) => void lab.stepBack('event')),
  },
  undo: {
    keys: ['ctrl+z'],
    shown: 'Ctrl Z',
    does: words.time.keys.undo,
    act: always((lab) => void lab.undo()),
  },
  redo: {
    keys: ['ctrl+shift+z', 'ctrl+y'],
    shown: 'Ctrl Y',
    does: words.time.keys.redo,
    act: always((lab) => void lab.redo()),
  },
  faster: {
    keys: ['+', '='],
    shown: '+',
    does: said.faster,
    act: always((lab) => {
      const { speed } = lab.store.getState();
      lab.setSpeed(SPEEDS.find((one) => one > speed) ?? speed);
    }),
  },
  slower: {
    keys: ['-', '−'],
    shown: '−',
    does: said.slower,
    act: always((lab) => {
      const { speed } = lab.store.getState();
      lab.setSpeed(SPEEDS.filter((one) => one < speed).at(-1) ?? speed);
    }),
  },
  select: {
    keys: ['1', '2', '3', '4', '5', '6', '7', '8', '9'],
    shown: '1 … 9',
    does: said.select,
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
    does: said.find,
    act: always((lab) => lab.search(true)),
  },
  ...actionKeys,
  deselect: {
    keys: ['escape'],
    shown: 'Esc',
    does: said.deselect,
    act(lab) {
      const { selectedServer, several } = lab.store.getState();
      if (selectedServer === null && several.length === 0) return false;
      lab.selectServer(null);
      return true;
    },
  },
} as const satisfies Record<string, KeyBinding>;

const ALL: readonly KeyBinding[] = Object.values(KEYS);

type Pressed = Pick<KeyboardEvent, 'key' | 'shiftKey' | 'ctrlKey' | 'metaKey' | 'altKey'>;

/** Shift is part of a name only where the key alone does not tell it: '>' is a key of its own. */
function nameOf({ key, shiftKey, ctrlKey, metaKey }: Pressed): string {
  const isCommand = ctrlKey || metaKey;
  const shift = shiftKey && (isCommand || key.startsWith('Arrow')) ? 'shift+' : '';
  return `${isCommand ? 'ctrl+' : ''}${shift}${key.toLowerCase()}`;
}

export const bindingOf = (pressed: Pressed): KeyBinding | undefined =>
  pressed.altKey ? undefined : ALL.find(({ keys }) => keys.includes(nameOf(pressed)));

/** "Pause (Space)" */
export const withKey = (what: string, binding: keyof typeof KEYS): string => said.with(what, KEYS[binding].shown);
