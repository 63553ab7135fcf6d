/**
 * The ledger of truth. The engine knows what each person did and what they were told was done, and compares it with what
 * the system knew: outcomes are measured here, never assumed by a strategy.
 */

import { ATTACK, goOnAttacking } from './attackers.ts';
import { behaviours } from './behaviours/registry.ts';
import { WISHES } from './behaviours/wishes.ts';
import { causesOf } from './causes/causesOf.ts';
import { keep, overwritesCarried } from './client.ts';
import { ownerOf } from './cookieEdits.ts';
import { foldEvent } from './digest.ts';
import type { FinishedRequest } from './evidence.ts';
import { recordLatency } from './latency.ts';
import { LOSS_CAUSE_LIST } from './lossCauses.ts';
import { lossCauseOf } from './losses.ts';
import { BINDINGS, OUTCOMES, type Outcome } from './outcomes.ts';
import { forgetSession, goOn, resume } from './people.ts';
import { methodOf, urlOf } from './request.ts';
import { wasRevoked } from './revocation.ts';
import { documentOf, type Run, sessionContext } from './run.ts';
import { freeRequest, LOOKUP, NONE, PHASE, WISH, type World } from './world.ts';

/** By index into `BINDINGS`: balancing alone has chosen, in turn or by a key. */
const IS_STRANGER = BINDINGS.map((binding) => binding === 'stranger' || binding === 'hashed');

/** The answer has reached the client: cookies are kept, the outcome is settled, and the person goes on. */
export function received(run: Run, request: number): void {
  const { requests, people, nowUs } = run.world;
  const person = requests.person[request]!;
  const wish = requests.wish[request]!;
  const id = requests.id[request]!;
  const isAttack = people.attack[person] !== ATTACK.none;
  const isAside = requests.isAside[request] === 1;
  const outcome = outcomeOf(run, request);
  const outcomeIndex = outcome === 'served' ? 0 : OUTCOMES.indexOf(outcome);
  const isTraced = run.trace !== null && run.trace.request === id;
  const isOrdinary = outcome === 'served' && run.world.revoked.size === 0 && !isTraced;
  const fate = isOrdinary ? KNOWN : fateOf(run, request, outcome);
  people.inFlight[person]! -= 1;
  people.lastRequest[person] = id;
  if (IS_STRANGER[requests.binding[request]!]!) run.world.lastStranger = id;
  people.lastOutcome[person] = outcomeIndex;
  people.lastItemsLost[person] = fate.itemsLost;
  people.lastWish[person] = wish;
  if (fate.isFirstToTell) tellOfLoss(run, request, fate);
  else if (fate.itemsLost > 0) loseItems(run, person, fate.itemsLost);
  keep(run, request);
  if (outcome !== 'unavailable' && outcome !== 'hijacked' && !isAttack) enterIntoLedger(run, request);
  run.world.outcomes[outcomeIndex]! += 1;
  const latencyUs = nowUs - requests.sentUs[request]!;
  recordLatency(run.world.latency, latencyUs);
  if (latencyUs > behaviours[people.behaviour[person]!]!.lateUs) run.world.lateAnswers += 1;
  const settled = outcomeIndex * 8 + requests.binding[request]!;
  foldEvent(run.world.digest, id, settled, requests.server[request]! + requests.status[request]! * 4096);
  if (!isOrdinary || run.sink.finished !== undefined) report(run, request, fate);
  freeRequest(run.world, request);
  run.finishedCount += 1;
  if (isAttack) goOnAttacking(run, person);
  else if (isAside) resume(run, person);
  else goOn(run, person, wish, outcome);
}

interface Fate {
  readonly outcome: Outcome;
  /** A session is lost once, however many requests find it gone. */
  readonly isFirstToTell: boolean;
  readonly itemsLost: number;
  /** The server that held the session, or served it last. */
  readonly home: number;
}

/** Of nearly all: nothing is lost, and nobody listens. */
const KNOWN: Fate = { outcome: 'served', isFirstToTell: false, itemsLost: 0, home: NONE };

function fateOf(run: Run, request: number, outcome: Outcome): Fate {
  const { requests, people } = run.world;
  const person = requests.person[request]!;
  const isAttack = people.attack[person] !== ATTACK.none;
  const isLoss = outcome === 'session-lost' || outcome === 'token-rejected';
  if (isAttack && isLoss) run.world.turnedAway += 1;
  // Of several requests that find the session gone, the first tells the person.
  const isOver = isLoss || outcome === 'expired' || isGoneAsAsked(run, request);
  const isFirstToTell = !isAttack && isOver && people.session[person] === requests.believedSession[request];
  const itemsLost =
    isFirstToTell && isLoss ? people.items[person]! : outcome === 'stale-read' ? dropped(run, request) : 0;
  const isTraced = run.trace !== null && run.trace.request === requests.id[request];
  if (isTraced) run.trace!.causes = causesOf(run, request, outcome, itemsLost);
  return { outcome, isFirstToTell, itemsLost, home: people.home[person]! };
}

/** The person learns that their session is gone. */
function tellOfLoss(run: Run, request: number, { outcome, itemsLost }: Fate): void {
  const { requests, people, losses } = run.world;
  const person = requests.person[request]!;
  loseItems(run, person, itemsLost);
  if (outcome === 'session-lost') {
    people.sessionsLost[person]! += 1;
    run.world.sessionsLost += 1;
  }
  const isLoss = outcome === 'session-lost' || outcome === 'token-rejected' || outcome === 'expired';
  if (isLoss) losses[LOSS_CAUSE_LIST.indexOf(lossCauseOf(run, request, outcome))]! += 1;
  forgetSession(run, person);
  const document = documentOf(run, request);
  if (document !== null) Object.assign(document, { toldVersion: 0, tellings: [] });
}

function loseItems({ world }: Run, person: number, items: number): void {
  world.people.itemsLost[person]! += items;
  world.itemsLost += items;
}

/** Items that the person was told of and that their client has dropped with a cookie: no copy has them. */
function dropped(run: Run, request: number): number {
  const { people, requests } = run.world;
  const person = requests.person[request]!;
  if (people.droppedUs[person] === 0 || documentOf(run, request) !== null) return 0;
  return Math.max(0, people.items[person]! - requests.items[request]!);
}

/** Whether the session still exists anywhere. */
export function isAlive(run: Run, session: number): boolean {
  if (session === 0) return false;
  const places = run.sessionState.whereIs(session, run.world.sessionStateMemory, sessionContext(run));
  return places.inStore || places.onClient || places.servers.length > 0;
}

/** People whose session is in that server's memory, those included whose sign-in is just on its way back to them. */
export function ownersOnServer(run: Run, server: number): number[] {
  const { people, peopleCount, requests, requestRows, sessionStateMemory } = run.world;
  const isThere = (session: number) =>
    session !== 0 &&
    run.sessionState.whereIs(session, sessionStateMemory, sessionContext(run)).servers.includes(server);
  const owners: number[] = [];
  for (let person = 0; person < peopleCount; person += 1) {
    if (people.signedIn[person] === 1 && isThere(people.session[person]!)) owners.push(person);
  }
  for (let request = 0; request < requestRows; request += 1) {
    const isOnItsWay = requests.phase[request] === PHASE.fromServer || requests.phase[request] === PHASE.toClient;
    if (requests.isActive[request] === 0 || !isOnItsWay) continue;
    if (isThere(requests.setSessionCookie[request]!)) owners.push(requests.person[request]!);
  }
  return owners;
}

/** What must have ended a session that was gone before its person had heard of it: its server's end, or its store's. */
function lastEnding(run: Run, server: number): number {
  const { sessionStateMemory, endings, servers } = run.world;
  const hasStore = run.sessionState.store(sessionStateMemory, sessionContext(run)) !== null;
  if (!hasStore) return servers[server]!.lastEnding;
  return endings.findLastIndex(({ what }) => what === 'node-killed') + 1;
}

/** Their session is gone, and they do not know it yet. */
export function markBereft(run: Run, person: number, ending: number): void {
  if (run.world.people.isBereft[person] === 1) return;
  run.world.people.ending[person] = ending;
  run.world.people.isBereft[person] = 1;
  run.world.bereft += 1;
}

function outcomeOf(run: Run, request: number): Outcome {
  const { requests, people } = run.world;
  const person = requests.person[request]!;
  if (requests.status[request]! >= 500 || requests.status[request] === 0) return 'unavailable';
  // What is recognised of an attacker is somebody else.
  if (people.attack[person] !== ATTACK.none) {
    if (requests.isRejected[request] === 1) return 'token-rejected';
    return requests.lookup[request] === LOOKUP.found ? 'hijacked' : 'served';
  }
  if (people.editedUs[person] !== 0 && isSomebodyElses(run, request)) return 'hijacked';
  const believed = requests.believedSession[request]!;
  if (believed === 0 || requests.wish[request] === WISH.signIn) return 'served';
  if (requests.lookup[request] !== LOOKUP.found) return outcomeOfStranger(run, request);
  if (wasRevoked(run, believed)) return 'revoked-but-served';
  if (requests.loadedVersion[request]! < requests.believedVersion[request]!) return 'stale-read';
  return requests.overwrote[request] === 1 || overwritesCarried(run, request) ? 'lost-update' : 'served';
}

/** Of a person who takes themselves for signed in, and was not recognised. */
function outcomeOfStranger(run: Run, request: number): Outcome {
  const { requests, people } = run.world;
  if (isOwnSignOut(run, request)) return 'served';
  if (requests.hasToken[request] === 1) return requests.isRejected[request] === 1 ? 'token-rejected' : 'expired';
  if (wasRevoked(run, requests.believedSession[request]!)) return 'served';
  const lifetimeUs = run.sessionState.lifetimeUs(run.sessionStateContext.options);
  const silentUs = requests.sentUs[request]! - people.lastActiveUs[requests.person[request]!]!;
  return silentUs > lifetimeUs ? 'expired' : 'session-lost';
}

/** Somebody has written another person's session into their own jar, and was taken for them. */
function isSomebodyElses(run: Run, request: number): boolean {
  const { requests, people } = run.world;
  const session = requests.session[request]!;
  if (requests.lookup[request] !== LOOKUP.found || session === requests.believedSession[request]) return false;
  const person = requests.person[request]!;
  const owner = ownerOf(run, session, person);
  if (owner === NONE) return false;
  people.victim[person] = owner;
  return true;
}

/** A second tab finds the session gone that its person has ended in the first. */
function isOwnSignOut(run: Run, request: number): boolean {
  const { requests, people } = run.world;
  const ended = people.endedSession[requests.person[request]!]!;
  return requests.isAside[request] === 1 && ended === requests.believedSession[request];
}

/** The session is gone because its account was signed out everywhere; now they know. */
function isGoneAsAsked(run: Run, request: number): boolean {
  const { requests } = run.world;
  if (requests.lookup[request] !== LOOKUP.missing || requests.status[request]! >= 500) return false;
  return wasRevoked(run, requests.believedSession[request]!);
}

/** What the person was told was done. */
function enterIntoLedger(run: Run, request: number): void {
  const { requests, people, nowUs } = run.world;
  const person = requests.person[request]!;
  const isStarted = requests.setSessionCookie[request] !== 0;
  if (requests.endsSession[request] === 1) {
    forgetSession(run, person);
    return;
  }
  if (!isStarted && requests.lookup[request] !== LOOKUP.found) return;
  // An answer about a session that the person has left since does not concern them any more.
  if (!isStarted && people.session[person] !== requests.believedSession[request]) return;
  const document = documentOf(run, request);
  if (document !== null) tellOfDocument(run, request, document);
  people.lastActiveUs[person] = nowUs;
  people.home[person] = requests.server[request]!;
  if (isStarted) {
    beginSession(run, request);
    return;
  }
  if (requests.loadedVersion[request]! < requests.believedVersion[request]!) {
    // An old cart: from now on the person believes what they see.
    if (document === null) people.items[person] = requests.items[request]!;
    people.version[person] = requests.version[request]!;
    return;
  }
  if (requests.version[request] === requests.loadedVersion[request]) return;
  people.changedUs[person] = nowUs;
  people.changedOn[person] = requests.server[request]!;
  if (WISHES[requests.wish[request]!]!.effect === 'empties') people.items[person] = 0;
  else people.items[person]! += 1;
  people.version[person]! += 1;
}

/** The person was told that they are signed in. */
function beginSession(run: Run, request: number): void {
  const { requests, people, nowUs } = run.world;
  const person = requests.person[request]!;
  // In recorded traffic a client without cookies is one that expects nothing; a shopper was told "welcome".
  const isExpecting = requests.wish[request] !== WISH.recorded || people.keepsCookies[person] === 1;
  people.signedIn[person] = isExpecting ? 1 : 0;
  people.ending[person] = 0;
  people.sessionSinceUs[person] = nowUs;
  people.changedUs[person] = nowUs;
  people.changedOn[person] = requests.server[request]!;
  people.session[person] = isExpecting ? requests.setSessionCookie[request]! : 0;
  // Of a document only what they do themselves is theirs to lose.
  people.items[person] = documentOf(run, request) === null ? requests.items[request]! : 0;
  people.version[person] = requests.version[request]!;
  if (isExpecting && !isAlive(run, people.session[person]!)) {
    markBereft(run, person, lastEnding(run, people.home[person]!));
  }
}

/** How many tellings of a document are remembered: enough for whatever was on its way meanwhile. */
const TELLINGS = 64;

function tellOfDocument({ world }: Run, request: number, document: World['documents'][number]): void {
  const { requests, nowUs } = world;
  const version = requests.version[request]!;
  if (version <= document.toldVersion) return;
  document.toldVersion = version;
  const [person, server] = [requests.person[request]!, requests.server[request]!];
  document.tellings.push({ version, person, server, atUs: nowUs });
  if (document.tellings.length > TELLINGS) document.tellings.shift();
}

function report(run: Run, request: number, { outcome, isFirstToTell, itemsLost, home }: Fate): void {
  const { requests, personIds, servers, nowUs } = run.world;
  const person = requests.person[request]!;
  const personIdText = personIds[person]!;
  const server = requests.server[request]!;
  const serverId = server === NONE ? null : servers[server]!.id;
  const id = requests.id[request]!;
  const atMs = nowUs / 1000;
  if (outcome === 'session-lost' && isFirstToTell) {
    const homeId = home === NONE ? null : servers[home]!.id;
    run.sink.happened?.({
      ...{ kind: 'session-lost', atMs, person: personIdText, request: id },
      ...{ items: itemsLost, server: serverId ?? '', home: homeId },
    });
  } else if (outcome === 'hijacked') {
    const victim = run.world.people.victim[person]!;
    run.world.people.hijacks[victim]! += 1;
    run.sink.happened?.({
      ...{ kind: 'hijacked', atMs, person: personIds[victim]!, by: personIdText },
      ...{ request: id, server: serverId ?? '' },
    });
  } else if (outcome === 'unavailable') {
    const status = requests.status[request]!;
    run.sink.happened?.({ kind: 'unavailable', atMs, person: personIdText, request: id, status, server: serverId });
  }
  const isTraced = run.trace !== null && run.trace.request === id;
  if (run.sink.finished === undefined && !isTraced) return;
  const finished: FinishedRequest = {
    request: id,
    atMs: requests.sentUs[request]! / 1000,
    person: personIdText,
    address: run.world.addresses.text[requests.address[request]!]!,
    method: methodOf(run, requests.wish[request]!, requests.detail[request]!),
    url: urlOf(run, requests.wish[request]!, requests.detail[request]!),
    server: serverId,
    status: requests.status[request]!,
    outcome,
    binding: BINDINGS[requests.binding[request]!]!,
    latencyMs: (nowUs - requests.sentUs[request]!) / 1000,
    itemsLost,
  };
  if (isTraced) run.trace!.finished = finished;
  run.sink.finished?.(finished);
}
