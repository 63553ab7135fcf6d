/** What the command palette offers for a query: actions on things, things to go to, strategies, time, selections. */
import { profiles, strategies } from '../engine/index.ts';
import { words } from '../language/words.ts';
import type { Lab } from './createLab.ts';
import { KEYS } from './keys.ts';
import { type LabState, SPEEDS } from './labState.ts';
import { type Offer, offerKey, offersOn } from './offers.ts';
import { scoreOf, tokensOf } from './paletteSearch.ts';
import { namedSelections, selectSeveral } from './several.ts';
import { type Thing, thingKey, thingName, thingsIn } from './things.ts';

const said = words.palette;

export interface PaletteItem {
  readonly key: string;
  readonly group: keyof typeof said.groups;
  readonly text: string;
  readonly says: string;
  /** The key that does the same. */
  readonly hint: string | null;
  readonly does:
    | { readonly kind: 'offer'; readonly offer: Offer }
    /** `goTo`: the thing that has the focus afterwards. */
    | { readonly kind: 'run'; readonly run: (lab: Lab) => void; readonly goTo?: Thing };
}

/** More are found by typing more. */
const MOST_ITEMS = 40;
/** Of the things that are not named in the query, so many are tried. */
const MOST_UNNAMED = 24;
const MOST_NAMED = 40;

/** The best first. `others` are the page's own: its settings. */
export function paletteItems(query: string, state: LabState, others: readonly PaletteItem[]): readonly PaletteItem[] {
  const tokens = tokensOf(query);
  const things = thingsMeant(tokens, state);
  const actions = [selectSeveral(state), ...things.map((thing) => [thing])].flatMap((some) =>
    offersOn(some, state).map(itemOf),
  );
  const all = [...jumps(things, state), ...actions, ...commands(state), ...others];
  if (tokens.length === 0) return unasked(all, state);
  return all
    .map((item) => ({ item, score: scoreOf(tokens, tokensOf(item.text), moreWords(item)) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score)
    .slice(0, MOST_ITEMS)
    .map(({ item }) => item);
}

const moreWords = ({ says, group }: PaletteItem): readonly string[] => tokensOf(`${says} ${said.groups[group]}`);

/** Before anything is typed: what is selected, then what is there whatever is selected. */
function unasked(all: readonly PaletteItem[], { selectedServer, selectedPerson }: LabState): readonly PaletteItem[] {
  const isSelected = ({ does }: PaletteItem): boolean => {
    if (does.kind !== 'offer') return false;
    const [thing, ...rest] = does.offer.things;
    return (
      rest.length > 0 ||
      (thing !== undefined && 'id' in thing && thing.id !== null && [selectedServer, selectedPerson].includes(thing.id))
    );
  };
  const selected = all.filter(isSelected);
  const general = all.filter(({ group }) => group !== 'action' && group !== 'jump' && group !== 'profile');
  return [...selected.slice(0, MOST_ITEMS / 2), ...general].slice(0, MOST_ITEMS);
}

/** With two thousand people not all of them are tried: those who are named, else a handful. */
function thingsMeant(tokens: readonly string[], state: LabState): readonly Thing[] {
  const { snapshot, selectedServer, selectedPerson } = state;
  if (snapshot === null) return [];
  const all = thingsIn(snapshot);
  const servers = new Set(snapshot.servers.map(({ id }) => id));
  const names = new Map(snapshot.people.map(({ id, name }) => [id, name]));
  /** How many words of the query are part of its name. */
  const namedBy = (thing: Thing): number => {
    if (thing.kind === 'link') {
      const isMeant = tokens.includes(thing.a) && (!servers.has(thing.b) || tokens.includes(thing.b));
      return isMeant ? 1 : 0;
    }
    const name = 'id' in thing && thing.id !== null ? tokensOf(names.get(thing.id) ?? thing.id) : [];
    return tokens.filter((token) => name.some((word) => word.startsWith(token))).length;
  };
  const named = all
    .map((thing) => ({ thing, by: namedBy(thing) }))
    .filter(({ by }) => by > 0)
    .sort((a, b) => b.by - a.by)
    .slice(0, MOST_NAMED)
    .map(({ thing }) => thing);
  const isSelected = (thing: Thing): boolean =>
    'id' in thing && thing.id !== null && [selectedServer, selectedPerson].includes(thing.id);
  const unnamed = [
    ...all.filter(isSelected),
    ...all.filter((thing) => thing.kind !== 'person' && thing.kind !== 'link').slice(0, MOST_UNNAMED),
  ];
  const unique = new Map([...named, ...unnamed].map((thing) => [thingKey(thing), thing]));
  return [...unique.values()];
}

const itemOf = (offer: Offer): PaletteItem => ({
  key: offerKey(offer),
  group: 'action',
  text: offer.text,
  says: offer.says,
  hint: null,
  does: { kind: 'offer', offer },
});

function jumps(things: readonly Thing[], { snapshot }: LabState): readonly PaletteItem[] {
  return things.flatMap((thing): PaletteItem[] => {
    if (thing.kind !== 'server' && thing.kind !== 'person' && thing.kind !== 'attacker') return [];
    const name = thingName(thing, snapshot);
    const isServer = thing.kind === 'server';
    const run = (lab: Lab): void => (isServer ? lab.selectServer(thing.id) : lab.selectPerson(thing.id));
    return [
      {
        ...{ key: `jump ${thingKey(thing)}`, group: 'jump', says: '', hint: null },
        text: isServer ? said.goTo(name) : said.follow(name),
        does: { kind: 'run', run, goTo: thing },
      },
    ];
  });
}

function commands(state: LabState): readonly PaletteItem[] {
  const command = (
    key: string,
    group: PaletteItem['group'],
    text: string,
    run: (lab: Lab) => void,
    { says = '', hint = null }: { says?: string; hint?: string | null } = {},
  ): PaletteItem => ({ key, group, text, says, hint, does: { kind: 'run', run } });
  return [
    command('toggle', 'time', state.isPlaying ? said.pause : said.play, (lab) => lab.toggle(), {
      hint: KEYS.toggle.shown,
    }),
    command('step', 'time', said.step, (lab) => void lab.stepRequest(), { hint: KEYS.step.shown }),
    command('stepBack', 'time', words.time.stepOneBack, (lab) => void lab.stepBack('request'), {
      hint: KEYS.stepBack.shown,
    }),
    command('stepEvent', 'time', words.time.stepEvent, (lab) => void lab.stepEvent(), { hint: KEYS.stepEvent.shown }),
    command('stepEventBack', 'time', words.time.stepEventBack, (lab) => void lab.stepBack('event'), {
      hint: KEYS.stepEventBack.shown,
    }),
    command('undo', 'time', words.time.undo, (lab) => void lab.undo(), { hint: KEYS.undo.shown }),
    command('redo', 'time', words.time.redo, (lab) => void lab.redo(), { hint: KEYS.redo.shown }),
    command('restart', 'time', said.restart, (lab) => void lab.restart()),
    ...SPEEDS.map((speed) => command(`speed ${speed}`, 'time', said.speed(speed), (lab) => lab.setSpeed(speed))),
    ...namedSelections(state).map(({ id, things }) =>
      command(`select ${id}`, 'selection', said.select(words.actions.several.names[id]), (lab) =>
        lab.selectSeveral(things),
      ),
    ),
    ...strategies.map(({ id, name, says }) =>
      command(`strategy ${id}`, 'strategy', said.strategy(name), (lab) => void lab.chooseStrategy(id), { says }),
    ),
    ...profiles.map(({ id, about }) =>
      command(`profile ${id}`, 'profile', said.profile(about.name), (lab) => void lab.chooseProfile(id), {
        says: about.models,
      }),
    ),
  ];
}
