/** The keys of the table of actions: each does its action to what is selected. */
import { words } from '../language/words.ts';
import { type ActionName, actionList } from './actionList.ts';
import type { Lab } from './createLab.ts';
import type { KeyBinding } from './keys.ts';
import { actionsOf, offersOn } from './offers.ts';
import { selectSeveral } from './several.ts';
import type { Thing } from './things.ts';

const KEYED = Object.entries(actionList).flatMap(([action, entry]) =>
  'key' in entry ? [{ action: action as ActionName, on: entry.on, key: entry.key }] : [],
);

/** One binding for each key, whatever it is done to. */
export const actionKeys: Readonly<Record<string, KeyBinding>> = Object.fromEntries(
  [...new Set(KEYED.map(({ key }) => key))].map((key) => [`act-${key}`, bindingFor(key)]),
);

function bindingFor(key: string): KeyBinding {
  const actions = KEYED.filter((one) => one.key === key);
  const shown = key.length === 1 ? key.toUpperCase() : `${key[0]?.toUpperCase()}${key.slice(1)}`;
  const [first, second] = actions;
  if (first === undefined) throw new Error(`no action has the key ${key}`);
  const isToggle = second?.on === first.on;
  return {
    keys: [key],
    shown,
    does: words.actions.keys.does(words.actions.list[first.action].name(words.actions.keys.it), isToggle),
    act(lab) {
      actByKey(lab, key);
      return true;
    },
  };
}

/** Of several actions on one key (to drain, to end the drain) the first that can be done; if none can, it says why. */
function actByKey(lab: Lab, key: string): void {
  const state = lab.store.getState();
  const offers = thingsFor(lab).flatMap((things) => offersOn(things, state));
  const keyed = offers.filter((offer) => offer.key === key && Object.keys(offer.asks).length === 0);
  if (keyed.length === 0) {
    lab.say({ kind: 'said', text: words.actions.keys.selectFirst });
    return;
  }
  void lab.actFirst((then) => keyed.map((offer) => actionsOf(offer, {}, then)));
}

/** What is selected, and what needs no selection. */
function thingsFor(lab: Lab): readonly (readonly Thing[])[] {
  const state = lab.store.getState();
  const several = selectSeveral(state);
  const { selectedServer } = state;
  const selected: readonly Thing[] =
    several.length > 0 ? several : selectedServer === null ? [] : [{ kind: 'server', id: selectedServer }];
  return [selected, [{ kind: 'pool' }], [{ kind: 'balancer', id: null }], [{ kind: 'everybody' }]];
}
