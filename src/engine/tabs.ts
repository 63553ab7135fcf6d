/**
 * A second tab: the same person, the same cookie jar, and requests beside those of the first. Its plan has draws of its
 * own, so that what the person does in the first tab is the same with and without it.
 */
import { send } from './client.ts';
import { plan } from './eventQueue.ts';
import { behaviourOf, detailOf, wishDuring } from './people.ts';
import { lognormalOf, PURPOSE, uniform } from './random.ts';
import type { Run } from './run.ts';
import { EVENT } from './world.ts';

/** Draws of a tab's requests are numbered from here, those of the person from 0. */
const FIRST_DRAW = 0x8000_0000;
/** Browsers have at most six requests under way to a host over HTTP/1.1. */
const PARALLEL = 6;

export function openTab(run: Run, person: number): void {
  run.world.people.hasTab[person] = 1;
  planTab(run, person);
}

export function closeTab(run: Run, person: number): void {
  run.world.people.hasTab[person] = 0;
  run.world.people.tabSequence[person] = 0;
}

/** The tab asks for something, if its person is signed in and not away, and nothing is wrong with the site. */
export function tabActs(run: Run, person: number): void {
  const { people } = run.world;
  const n = people.tabWish[person]!;
  people.tabWish[person]! += 1;
  const isBusy = people.inFlight[person]! >= PARALLEL;
  if (people.isActive[person] === 1 && people.signedIn[person] === 1 && !isBusy) {
    const wish = wishDuring(run, person, uniform(run.scenario.seed, person, PURPOSE.tabWish, n));
    send(run, person, wish, detailOf(run, person, wish), FIRST_DRAW + n, true);
  }
  planTab(run, person);
}

function planTab(run: Run, person: number): void {
  const { people, nowUs, queue, thinkUs } = run.world;
  const { thinks, thinkSpread } = behaviourOf(run, person);
  const spread = lognormalOf(thinkSpread, people.drawKey[person]!, PURPOSE.tabThink, people.tabWish[person]!);
  const atUs = Math.round(nowUs + Math.max(1, thinks * thinkUs * spread));
  people.tabSequence[person] = plan(queue, atUs, EVENT.tabActs, person);
}
