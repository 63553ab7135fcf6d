/**
 * People: what they want, when, and what they do next. Wishes and their moments follow a plan drawn from the seed alone,
 * so they are the same under every strategy; only harm (a lost session, an error) makes a person do something extra.
 */
import type { Behaviour } from './behaviours/contract.ts';
import { behaviours } from './behaviours/registry.ts';
import { WISHES } from './behaviours/wishes.ts';
import { leavePage, send, takeAddress } from './client.ts';
import { nearest } from './elementary.ts';
import { plan } from './eventQueue.ts';
import { personId, personName } from './names.ts';
import { internAddress, networkIndex, networks, nextAddress } from './network.ts';
import type { Outcome } from './outcomes.ts';
import { drawKey, exponential, lognormalOf, PURPOSE, uniform, uniformOf } from './random.ts';
import type { Run } from './run.ts';
import { BEHAVIOURS, NETWORKS, type Network, type PeopleGroup } from './scenario.ts';
import { usOf } from './units.ts';
import { EVENT, NONE, newPerson, WISH } from './world.ts';

/** Before signing in again; before trying once more after an error; before going on after having been away. µs, assumptions. */
const SIGN_IN_AGAIN_US = 1_500_000;
const TRY_AGAIN_US = 2_000_000;
const RETURN_US = 300_000;
const TRIES = 3;
const PRODUCTS = 400;

export function joinScenarioPeople(run: Run): void {
  for (const group of run.scenario.people) {
    const as = newcomer(run, group);
    for (let n = 0; n < group.count; n += 1) join(run, as);
  }
}

/** What somebody who arrives brings along. */
interface Newcomer {
  readonly network: Network;
  readonly behaviour: number;
  readonly document: number;
  readonly keepsCookies: boolean;
}

/** All of a group share a document, where its behaviour has one. */
function newcomer(run: Run, { behaviour, network, cookies }: PeopleGroup): Newcomer {
  const index = BEHAVIOURS.indexOf(behaviour);
  const { documents } = run.world;
  if (behaviours[index]!.isShared) documents.push({ session: 0, toldVersion: 0, tellings: [] });
  const document = behaviours[index]!.isShared ? documents.length : 0;
  return { network, behaviour: index, document, keepsCookies: cookies !== 'blocked' };
}

/** A person arrives; their first visit begins within the time one visit takes, so that not all are in step. */
function join(
  run: Run,
  as: Newcomer,
  id = personId(personName(run.world.peopleCount)),
  name = personName(run.world.peopleCount),
): number {
  const { world } = run;
  const person = addPerson(run, id, name, nextAddress(world, networkIndex(as.network)), as);
  const { thinks, visitTimes } = behaviours[as.behaviour]!;
  const visitRequests = run.scenario.workload.visitRequests * visitTimes;
  const spreadUs = world.thinkUs * thinks * Math.max(1, visitRequests / 2);
  const startUs = uniform(run.scenario.seed, person, PURPOSE.start, 0) * spreadUs;
  world.people.wishAtUs[person] = Math.round(world.nowUs + startUs);
  planAct(run, person, world.people.wishAtUs[person]!);
  return person;
}

const RECORDED: Newcomer = { network: 'home', behaviour: 0, document: 0, keepsCookies: true };

/** Another device of the same person: the same account and the same habits, but a cookie jar and a session of its own. */
export function addDevice(run: Run, person: number, network: Network): number {
  const { people, personIds, personNames } = run.world;
  people.devices[person]! += 1;
  const n = people.devices[person]! + 1;
  const as = {
    ...{ network, behaviour: people.behaviour[person]!, document: people.document[person]! },
    keepsCookies: true,
  };
  const device = join(run, as, `${personIds[person]}-device-${n}`, `${personNames[person]}’s device ${n}`);
  run.world.people.account[device] = person;
  return device;
}

/** The last device that was added to that person, or the device itself if it is one; -1 where there is none. */
export function deviceOf(run: Run, person: number): number {
  const { people, peopleCount } = run.world;
  const isDevice = (row: number) => people.account[row] !== row && people.attack[row] === 0 && people.isGone[row] === 0;
  if (isDevice(person)) return person;
  for (let row = peopleCount - 1; row >= 0; row -= 1) {
    if (isDevice(row) && people.account[row] === person) return row;
  }
  return NONE;
}

/** The device is switched off for good; what it is waiting for still comes. */
export function removeDevice(run: Run, device: number): void {
  const { people } = run.world;
  people.isGone[device] = 1;
  people.moveSequence[device] = 0;
  if (people.isActive[device] === 0) return;
  people.isActive[device] = 0;
  people.plannedSequence[device] = 0;
  run.world.activePeople -= 1;
}

/** Recorded traffic: one person per name in the file. */
export function joinRecordedPeople(run: Run): void {
  run.recorded.forEach(({ person, address, cookies }, index) => {
    const isFirst = run.recordedPeople[index] === run.world.peopleCount;
    if (!isFirst) return;
    const row = addPerson(run, person, person, internAddress(run.world, address), RECORDED);
    run.world.people.keepsCookies[row] = cookies ? 1 : 0;
  });
  const first = run.recorded[0];
  if (first !== undefined) plan(run.world.queue, usOf(first.atMs), EVENT.recordedActs, 0);
}

export function addPerson(run: Run, id: string, name: string, address: number, as: Newcomer): number {
  const { world } = run;
  const person = newPerson(world);
  world.personIds.push(id);
  world.personNames.push(name);
  world.activePeople += 1;
  const { people } = world;
  people.isActive[person] = 1;
  people.network[person] = networkIndex(as.network);
  people.address[person] = address;
  people.behaviour[person] = as.behaviour;
  people.document[person] = as.document;
  people.account[person] = person;
  people.drawKey[person] = drawKey(run.scenario.seed, person);
  people.keepsCookies[person] = as.keepsCookies ? 1 : 0;
  people.home[person] = NONE;
  people.pin[person] = NONE;
  people.connectionServer[person] = NONE;
  people.connectedUntilUs[person] = -1;
  planMove(run, person);
  return person;
}

/** People leave (the last come first) or come (at home), until there are so many. */
export function setPeople(run: Run, count: number): void {
  const { world } = run;
  const { people } = world;
  for (let person = 0; person < world.peopleCount && world.activePeople < count; person += 1) {
    if (people.isActive[person] === 1 || people.attack[person] !== 0 || people.isGone[person] === 1) continue;
    people.isActive[person] = 1;
    world.activePeople += 1;
    // Who left with a request on its way goes on when the answer is there.
    if (people.inFlight[person] === 0) planAct(run, person, world.nowUs + RETURN_US);
  }
  if (world.activePeople < count) joinMore(run, count - world.activePeople);
  for (let person = world.peopleCount - 1; world.activePeople > count; person -= 1) {
    if (people.isActive[person] === 0 || people.attack[person] !== 0) continue;
    people.isActive[person] = 0;
    people.plannedSequence[person] = 0;
    world.activePeople -= 1;
  }
}

/** More of the first group's kind, at home. */
function joinMore(run: Run, count: number): void {
  const behaviour = BEHAVIOURS.indexOf(run.scenario.people[0]?.behaviour ?? 'shopper');
  const document = behaviours[behaviour]!.isShared ? 1 : 0;
  const as = { network: 'home', behaviour, document, keepsCookies: true } as const;
  for (let n = 0; n < count; n += 1) join(run, as);
}

/** Changes how long people think; those who are thinking now think that much faster or slower. */
export function setThinkUs(run: Run, thinkUs: number): void {
  const { world } = run;
  const { people } = world;
  const ratio = thinkUs / world.thinkUs;
  world.thinkUs = thinkUs;
  for (let person = 0; person < world.peopleCount; person += 1) {
    const leftUs = people.wishAtUs[person]! - world.nowUs;
    if (leftUs <= 0) continue;
    people.wishAtUs[person] = Math.round(world.nowUs + leftUs * ratio);
    if (people.plannedSequence[person] !== 0) planAct(run, person, people.wishAtUs[person]!);
  }
}

export function changeNetwork(run: Run, person: number, network: Network): void {
  const { people } = run.world;
  people.network[person] = networkIndex(network);
  takeAddress(run, person, nextAddress(run.world, networkIndex(network)));
  planMove(run, person);
}

/** On a network that gives out another address now and then, this is when. */
export function planMove(run: Run, person: number): void {
  const { people, nowUs, queue } = run.world;
  const { movesEveryMs } = networks[people.network[person]!]!;
  people.moveSequence[person] = 0;
  if (movesEveryMs === 0) return;
  const waitUs = exponential(
    usOf(movesEveryMs),
    uniform(run.scenario.seed, person, PURPOSE.move, people.moves[person]!),
  );
  people.moves[person]! += 1;
  people.moveSequence[person] = plan(queue, Math.round(nowUs + waitUs), EVENT.moves, person);
}

/** The network gives the person another address. */
export function moves(run: Run, person: number): void {
  const { people } = run.world;
  takeAddress(run, person, nextAddress(run.world, people.network[person]!));
  planMove(run, person);
  tellOfAddress(run, person);
}

export function tellOfAddress(run: Run, person: number): void {
  const { people, addresses, personIds, nowUs } = run.world;
  run.sink.happened?.({
    ...{ kind: 'network-changed', atMs: nowUs / 1000, person: personIds[person]! },
    ...{ network: NETWORKS[people.network[person]!]!, address: addresses.text[people.address[person]!]! },
  });
}

/** A person does what they want next; who is not signed in signs in first. */
export function personActs(run: Run, person: number): void {
  const { people } = run.world;
  people.plannedSequence[person] = 0;
  const draw = people.wish[person]! * 8 + people.attempt[person]! * 2;
  if (people.wishesLeft[person] === 0) {
    people.visit[person]! += 1;
    people.wishesLeft[person] = visitWishes(run, person);
  }
  if (people.signedIn[person] === 0) {
    send(run, person, WISH.signIn, 0, draw + 1);
    return;
  }
  const wish = wishOf(run, person);
  send(run, person, wish, detailOf(run, person, wish), draw);
  people.wishesLeft[person]! -= 1;
  people.wish[person]! += 1;
  const { thinks, awayThinks, thinkSpread } = behaviourOf(run, person);
  const pauses = wish === WISH.signOut ? awayThinks : 1;
  const spread = lognormalOf(thinkSpread, people.drawKey[person]!, PURPOSE.think, people.wish[person]!);
  const thinkUs = pauses * thinks * run.world.thinkUs * spread;
  people.wishAtUs[person] = nearest(Math.max(people.wishAtUs[person]!, run.world.nowUs) + thinkUs);
}

/** The recorded request is sent at its own moment, whatever became of the others. */
export function recordedActs(run: Run, index: number): void {
  const { people, queue } = run.world;
  const request = run.recorded[index]!;
  const person = run.recordedPeople[index]!;
  takeAddress(run, person, internAddress(run.world, request.address));
  if (people.signedIn[person] === 1 && isSilentTooLong(run, person)) forgetSession(run, person);
  send(run, person, WISH.recorded, index, index);
  const next = run.recorded[index + 1];
  if (next !== undefined) plan(queue, usOf(next.atMs), EVENT.recordedActs, index + 1);
}

/** After an answer: what a person does next, and when. */
export function goOn(run: Run, person: number, wish: number, outcome: Outcome): void {
  const { people, nowUs } = run.world;
  if (wish === WISH.recorded || people.isActive[person] === 0) return;
  if (outcome === 'unavailable') {
    tryAgain(run, person, wish);
    return;
  }
  people.attempt[person] = 0;
  if (people.signedIn[person] === 1 || wish === WISH.signOut) {
    planAct(run, person, Math.max(people.wishAtUs[person]!, nowUs + behaviourOf(run, person).reactionUs));
  } else {
    planAct(run, person, nowUs + SIGN_IN_AGAIN_US);
  }
}

/** After the answer to a second tab: who came back while it was on its way goes on. */
export function resume(run: Run, person: number): void {
  const { people, nowUs } = run.world;
  const isWaiting = people.inFlight[person] === 0 && people.plannedSequence[person] === 0;
  if (people.isActive[person] === 1 && isWaiting) planAct(run, person, nowUs + RETURN_US);
}

/** The same wish again after an error; after some tries the person lets it be. */
function tryAgain(run: Run, person: number, wish: number): void {
  const { people, nowUs } = run.world;
  if (people.attempt[person]! + 1 < TRIES) {
    people.attempt[person]! += 1;
    if (wish !== WISH.signIn) {
      people.wish[person]! -= 1;
      people.wishesLeft[person]! += 1;
    }
    planAct(run, person, nowUs + TRY_AGAIN_US);
  } else {
    people.attempt[person] = 0;
    planAct(run, person, Math.max(people.wishAtUs[person]!, nowUs + TRY_AGAIN_US));
  }
}

/** Silent for longer than a session lives. */
export function isSilentTooLong(run: Run, person: number): boolean {
  const { people, nowUs } = run.world;
  const lifetimeUs = run.sessionState.lifetimeUs(run.sessionStateContext.options);
  return nowUs - people.lastActiveUs[person]! > lifetimeUs;
}

/** The person has no session any more, and knows it. */
export function forgetSession(run: Run, person: number): void {
  const { people } = run.world;
  people.signedIn[person] = 0;
  people.session[person] = 0;
  people.items[person] = 0;
  people.version[person] = 0;
  people.home[person] = NONE;
  people.ending[person] = 0;
  leavePage(run, person);
  if (people.isBereft[person] === 1) {
    people.isBereft[person] = 0;
    run.world.bereft -= 1;
    for (const server of run.world.servers) server.graves = server.graves.filter((owner) => owner !== person);
  }
}

function planAct(run: Run, person: number, atUs: number): void {
  run.world.people.plannedSequence[person] = plan(run.world.queue, atUs, EVENT.personActs, person);
}

export function behaviourOf(run: Run, person: number): Behaviour {
  return behaviours[run.world.people.behaviour[person]!]!;
}

/** At least one wish and what ends every visit; the length of a visit is memoryless beyond that. */
function visitWishes(run: Run, person: number): number {
  const { people } = run.world;
  const { ends, visitTimes } = behaviourOf(run, person);
  const least = ends.length + 1;
  const mean = run.scenario.workload.visitRequests * visitTimes;
  const u = uniformOf(people.drawKey[person]!, PURPOSE.visitLength, people.visit[person]!);
  return least + Math.floor(exponential(Math.max(0, mean - (least + 0.5)), u));
}

function wishOf(run: Run, person: number): number {
  const { people } = run.world;
  const { ends } = behaviourOf(run, person);
  const left = people.wishesLeft[person]!;
  if (left <= ends.length) return ends[ends.length - left]!;
  return wishDuring(run, person, uniformOf(people.drawKey[person]!, PURPOSE.wish, people.wish[person]!));
}

export function wishDuring(run: Run, person: number, u: number): number {
  const { during } = behaviourOf(run, person);
  for (const { wish, upTo } of during) if (u < upTo) return wish;
  return during.at(-1)!.wish;
}

/** The product or document that the request speaks of. */
export function detailOf(run: Run, person: number, wish: number): number {
  const { people } = run.world;
  const { subject } = WISHES[wish]!;
  if (subject === 'none') return 0;
  if (subject === 'document') return people.document[person]!;
  return 1 + Math.floor(PRODUCTS * uniformOf(people.drawKey[person]!, PURPOSE.product, people.wish[person]!));
}
