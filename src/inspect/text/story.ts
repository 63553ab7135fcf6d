/**
 * The run in plain words, beat by beat, from the same events and the same evidence as the picture. A beat is what
 * belongs together: something that was done or noticed, and what it meant to people in the moments after it.
 */
import { group } from 'd3';
import type { Explanation, FinishedRequest } from '../../engine/index.ts';
import type { RunEvent } from '../../lab/reading.ts';
import type { AxisChoices } from '../../lab/strategyOf.ts';
import { HARMS, happeningText, shortList, type Telling } from '../../lab/wording.ts';
import { words } from '../../language/words.ts';
import { condense } from '../condense.ts';

export interface Sentence {
  readonly text: string;
  readonly isHarm: boolean;
  /** The request that it tells of, so that it can be opened; null where it tells of none or several. */
  readonly request: { readonly person: string; readonly request: number } | null;
}

export interface Beat {
  /** Number of its first event: stable while the run grows. */
  readonly key: number;
  readonly atMs: number;
  readonly sentences: readonly Sentence[];
}

export interface Told {
  /** As `storyOf` filters them: happenings, harm, and all requests of the one who is followed. */
  readonly events: readonly RunEvent[];
  readonly person: string | null;
  readonly telling: Telling;
  readonly choices: AxisChoices;
  /** Explanations of some of the requests of the one who is followed. */
  readonly explained: ReadonlyMap<number, Explanation>;
}

const LONGEST_BEAT_MS = 2500;

export function beatsOf(told: Told): readonly Beat[] {
  return grouped(told.events).map((events, index, all) => beatOf(events, all[index + 1]?.[0], told));
}

/** What is no request begins a beat of its own, unless it comes together with another that is none. */
function grouped(events: readonly RunEvent[]): readonly (readonly RunEvent[])[] {
  const groups: RunEvent[][] = [];
  for (const event of events) {
    const group = groups.at(-1);
    const [first] = group ?? [];
    const last = group?.at(-1);
    const isLate = first !== undefined && event.atMs - first.atMs > LONGEST_BEAT_MS;
    const begins = event.kind === 'happening' && last?.kind === 'request';
    if (group === undefined || isLate || begins) groups.push([event]);
    else group.push(event);
  }
  return groups;
}

function beatOf(events: readonly RunEvent[], next: RunEvent | undefined, told: Told): Beat {
  const [first] = events;
  const sentences: Sentence[] = [];
  const others: FinishedRequest[] = [];
  for (const event of events) {
    if (event.kind === 'happening') sentences.push(plain(happeningText(event.happening, told.telling)));
    else if (event.request.person === told.person) sentences.push(ownSentence(event.request, told));
    else others.push(event.request);
  }
  sentences.push(...harmSentences(others, told.telling));
  const key = first?.number ?? 0;
  // Numbers that are left out are requests of others that were served.
  const served = next === undefined ? 0 : next.number - key - events.length;
  if (served > 0) sentences.push(plain(words.text.served(served)));
  return { key, atMs: first?.atMs ?? 0, sentences };
}

const plain = (text: string): Sentence => ({ text, isHarm: false, request: null });

function ownSentence(request: FinishedRequest, told: Told): Sentence {
  const { person, request: number, outcome } = request;
  const asks = `${told.telling.nameOf(person)} ${wishText(request)}`;
  const explanation = told.explained.get(number);
  const text = words.text.answer(
    asks,
    explanation === undefined ? wayText(request) : stepsText(explanation, told.choices),
    endText(request),
  );
  return { text, isHarm: outcome !== 'served', request: { person, request: number } };
}

/** The steps that Why? shows, as one sentence. */
const stepsText = (explanation: Explanation, choices: AxisChoices): string =>
  condense(explanation.steps, choices)
    .map(({ title }) => title.replaceAll('`', ''))
    .join('; ');

export function wayText({ server, binding }: FinishedRequest): string {
  return server === null ? words.text.noServer : words.text.wayOf[binding](server);
}

export function endText({ outcome, status, itemsLost, latencyMs }: FinishedRequest): string {
  const harm = HARMS[outcome];
  if (harm === null) return words.text.servedIn(Math.round(latencyMs));
  const said = outcome === 'unavailable' ? words.text.status(harm.says, status) : harm.says;
  return `${said}${words.text.itemsGone(itemsLost)}`;
}

/** "puts an item into the cart" */
export function wishText({ method, url }: FinishedRequest): string {
  const path = url.split(/[?;]/)[0] ?? url;
  const asked = `${method} ${path}`;
  return (
    words.text.wishes[asked] ??
    words.text.wishes[`${method} /${path.split('/')[1] ?? ''}`] ??
    words.text.asksFor(method, url)
  );
}

/** Those whom the same befell, in one sentence; one alone can be opened. */
function harmSentences(requests: readonly FinishedRequest[], { nameOf }: Telling): readonly Sentence[] {
  const byOutcome = group(requests, ({ outcome }) => outcome);
  return [...byOutcome].map(([outcome, hit]) => {
    const names = [...new Set(hit.map(({ person }) => nameOf(person)))];
    const items = hit.reduce((sum, { itemsLost }) => sum + itemsLost, 0);
    const [only] = hit;
    const text =
      outcome === 'session-lost'
        ? words.text.signedOut(shortList(names), names.length, words.text.itemsGone(items))
        : words.text.befell(shortList(names), `${HARMS[outcome]?.says ?? outcome}${words.text.itemsGone(items)}`);
    const isOpened = hit.length === 1 && only !== undefined;
    return { text, isHarm: true, request: isOpened ? { person: only.person, request: only.request } : null };
  });
}

/** Which requests of the one who is followed deserve their evidence: those that did not go as usual. */
export function isWorthExplaining({ outcome, binding }: FinishedRequest): boolean {
  return outcome !== 'served' || binding === 'redispatched';
}
