/** Several things at once: how a selection of one grows into one of many, as in a list of files. Pure. */
import type { LabState } from './labState.ts';
import { inPool } from './present.ts';
import { personThing, type Thing, thingKey, thingsIn } from './things.ts';

/** Those that are still there. A selection outlives a restart, and may name what has left since. */
export function selectSeveral({ several, snapshot }: LabState): readonly Thing[] {
  if (several.length === 0 || snapshot === null) return NONE;
  const present = new Set(thingsIn(snapshot).map(thingKey));
  const left = several.filter((thing) => present.has(thingKey(thing)));
  return left.length < 2 ? NONE : left;
}

const NONE: readonly Thing[] = [];

/** By key, for what draws many; the same set as long as the selection is. */
export function selectPicked({ several }: LabState): ReadonlySet<string> {
  let keys = KEYS_OF.get(several);
  if (keys === undefined) {
    keys = new Set(several.map(thingKey));
    KEYS_OF.set(several, keys);
  }
  return keys;
}

const KEYS_OF = new WeakMap<readonly Thing[], ReadonlySet<string>>();

/** What an action on that thing is done to: all that is selected with it, or it alone. */
export function togetherWith(thing: Thing, state: LabState): readonly Thing[] {
  const several = selectSeveral(state);
  return several.some((one) => thingKey(one) === thingKey(thing)) ? several : [thing];
}

/** Added, or left out where it was in. */
export function toggled(thing: Thing, state: LabState): readonly Thing[] {
  const before = selectedOf(thing.kind, state);
  const isIn = before.some((one) => thingKey(one) === thingKey(thing));
  return isIn ? before.filter((one) => thingKey(one) !== thingKey(thing)) : [...before, thing];
}

/** From where the selection stands to that thing, in the order of the picture. */
export function extendedTo(thing: Thing, state: LabState): readonly Thing[] {
  if (state.snapshot === null) return [thing];
  const all = thingsIn(state.snapshot).filter(({ kind }) => kind === thing.kind);
  const keys = all.map(thingKey);
  const before = selectedOf(thing.kind, state);
  const start = before[0] === undefined ? -1 : keys.indexOf(thingKey(before[0]));
  const end = keys.indexOf(thingKey(thing));
  if (start < 0 || end < 0) return [thing];
  // The first stays the first: from there a further step extends again.
  const range = all.slice(Math.min(start, end), Math.max(start, end) + 1);
  return start <= end ? range : range.reverse();
}

function selectedOf(kind: Thing['kind'], state: LabState): readonly Thing[] {
  const several = selectSeveral(state);
  if (several[0]?.kind === kind) return several;
  const { selectedServer, selectedPerson, snapshot } = state;
  if (kind === 'server') return selectedServer === null ? [] : [{ kind: 'server', id: selectedServer }];
  const person = snapshot?.people.find(({ id }) => id === selectedPerson);
  return person === undefined || personThing(person).kind !== kind ? [] : [personThing(person)];
}

/** Selections that are asked for by name rather than put together. Those that select nothing are left out. */
export function namedSelections({
  snapshot,
}: LabState): readonly { readonly id: SelectionName; readonly things: readonly Thing[] }[] {
  if (snapshot === null) return [];
  const servers = snapshot.servers.filter(inPool);
  const people = snapshot.people.filter(({ isActive, isAttacker }) => isActive && !isAttacker);
  const ofServers = (chosen: typeof servers): readonly Thing[] => chosen.map(({ id }) => ({ kind: 'server', id }));
  const ofPeople = (chosen: typeof people): readonly Thing[] => chosen.map(({ id }) => ({ kind: 'person', id }));
  const half = Math.ceil(servers.length / 2);
  const all: Readonly<Record<SelectionName, readonly Thing[]>> = {
    allUp: ofServers(servers.filter(({ process }) => process === 'running')),
    allDown: ofServers(servers.filter(({ process }) => process === 'dead')),
    firstHalf: ofServers(servers.slice(0, half)),
    secondHalf: ofServers(servers.slice(half)),
    everybody: ofPeople(people),
    signedIn: ofPeople(people.filter(({ believesSignedIn }) => believesSignedIn)),
    inOffice: ofPeople(people.filter(({ network }) => network === 'office-nat')),
  };
  return (Object.entries(all) as [SelectionName, readonly Thing[]][])
    .filter(([, things]) => things.length > 1)
    .map(([id, things]) => ({ id, things }));
}

export type SelectionName = 'allUp' | 'allDown' | 'firstHalf' | 'secondHalf' | 'everybody' | 'signedIn' | 'inOffice';
