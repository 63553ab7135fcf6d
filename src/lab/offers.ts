/** What can be done to some things now, and what can't, with the reason: the table of actions meets the present moment. */
import type { Action, OptionDescriptions, Refusal } from '../engine/index.ts';
import { words } from '../language/words.ts';
import { type ActionName, actionList, GROUPS, type Values } from './actionList.ts';
import type { LabState } from './labState.ts';
import { nameOfPerson, type Thing, type ThingKind, thingKey, thingsName } from './things.ts';

/** As the table's entries are, once their kind is forgotten; each is only ever given things of its own kind. */
interface Entry {
  readonly on: ThingKind;
  readonly group: (typeof GROUPS)[number];
  readonly key?: string;
  readonly inverse?: ActionName;
  readonly also?: { readonly variant: keyof typeof words.actions.variants; readonly values: Values };
  asks?(state: LabState, thing: Thing): OptionDescriptions;
  make(thing: Thing, values: Values, state: LabState): Action;
}

const ENTRIES = Object.entries(actionList) as unknown as readonly (readonly [ActionName, Entry])[];
/** Offered only while they can be done: otherwise what they end is offered alone. */
const ENDINGS: ReadonlySet<ActionName> = new Set(
  ENTRIES.flatMap(([, { inverse }]) => (inverse === undefined || inverse === 'restart' ? [] : [inverse])),
);

export interface Offer {
  readonly action: ActionName;
  /** Where it is the same action under another name. */
  readonly variant: string | null;
  /** What that name stands for. */
  readonly given: Values;
  /** All of one kind. */
  readonly things: readonly Thing[];
  readonly group: (typeof GROUPS)[number];
  /** "Kill s3" */
  readonly text: string;
  /** What it does to people. */
  readonly says: string;
  /** The key for it, while these things are what is selected. */
  readonly key: string | null;
  /** What has to be said before it can be done. */
  readonly asks: OptionDescriptions;
}

export interface CheckedOffer extends Offer {
  /** Why it can't be done now, to any of the things; null if it can. */
  readonly refusal: string | null;
}

/** In the table's order; nothing for no things. */
export function offersOn(things: readonly Thing[], state: LabState): readonly Offer[] {
  const [first] = things;
  if (first === undefined) return [];
  const whom = thingsName(things, state.snapshot);
  return ENTRIES.filter(([, { on }]) => on === first.kind).flatMap(([action, entry]): Offer[] => {
    const own = { action, things, group: entry.group, asks: entry.asks?.(state, first) ?? {} };
    const named = ({ name, says }: { readonly name: (whom: string) => string; readonly says: string }) => ({
      text: name(whom),
      says,
    });
    const offer: Offer = {
      ...own,
      ...{ variant: null, given: {}, key: entry.key ?? null },
      ...named(words.actions.list[action]),
    };
    if (entry.also === undefined) return [offer];
    const { variant, values } = entry.also;
    return [offer, { ...own, variant, given: values, key: null, ...named(words.actions.variants[variant]) }];
  });
}

/** What tells it from all others of the same moment. */
export const offerKey = ({ action, variant, things }: Offer): string =>
  `${variant ?? action} ${things.map(thingKey).join()}`;

/** One action for each thing. What `values` leaves out is as its description has it. */
export function actionsOf({ action, things, asks, given }: Offer, values: Values, state: LabState): readonly Action[] {
  const { make } = actionList[action] as unknown as Entry;
  const all = { ...defaultsOf(asks), ...given, ...values };
  return things.map((thing) => make(thing, all, state));
}

export function defaultsOf(asks: OptionDescriptions): Values {
  const values: Record<string, string | number | boolean> = {};
  for (const [name, option] of Object.entries(asks))
    values[name] = option.kind === 'duration' ? option.defaultMs : option.default;
  return values;
}

/** Something that knows of each action why it can't be done now. */
export type Check = (actions: readonly Action[]) => Promise<readonly (Refusal | null)[]>;

/** Asks in one question what can't be done. */
export async function withRefusals<Some extends Offer>(
  offers: readonly Some[],
  state: LabState,
  check: Check,
): Promise<readonly (Some & { readonly refusal: string | null; readonly isNowhere: boolean })[]> {
  const asked = offers.map((offer) => actionsOf(offer, {}, state));
  const refusals = await check(asked.flat());
  let next = 0;
  return offers.map((offer, index) => {
    const own = refusals.slice(next, next + (asked[index]?.length ?? 0));
    next += asked[index]?.length ?? 0;
    const hasChoice = Object.keys(offer.asks).length > 0;
    const isPossible = own.length === 0 || own.some((refusal) => isLeftOpen(refusal, hasChoice));
    const [reason] = own;
    const refusal = isPossible || !reason ? null : refusalText(reason, state);
    return { ...offer, refusal, isNowhere: reason?.code === 'no-such-link' };
  });
}

/** The same for a menu, without what could only end something that has not begun, and without links that there are not. */
export async function checkOffers(
  offers: readonly Offer[],
  state: LabState,
  check: Check,
): Promise<readonly CheckedOffer[]> {
  const checked = await withRefusals(offers, state, check);
  return checked.filter(({ action, refusal, isNowhere }) => !isNowhere && (refusal === null || !ENDINGS.has(action)));
}

const MAY_DIFFER: ReadonlySet<Refusal['code']> = new Set(['weight-already-so', 'pace-already-so', 'already-there']);

/** What is refused because it is so already may be asked for otherwise. */
const isLeftOpen = (refusal: Refusal | null, hasChoice: boolean): boolean =>
  refusal === null || (hasChoice && MAY_DIFFER.has(refusal.code));

/** By group, in the order of `GROUPS`; no group is empty. */
export function grouped<Grouped extends Offer>(offers: readonly Grouped[]): readonly (readonly Grouped[])[] {
  return GROUPS.map((group) => offers.filter((offer) => offer.group === group)).filter((group) => group.length > 0);
}

/** As people call who is meant. */
export const refusalText = (refusal: Refusal, { snapshot }: LabState): string =>
  words.actions.refusal({ ...refusal, value: nameOfPerson(refusal.value, snapshot) });
