/**
 * The client: a person's device. It has an address, keeps cookies (or blocks them), holds a connection open for as long as
 * the load balancer lets it, and brings back what it was given.
 */
import { nearest } from './elementary.ts';
import { plan } from './eventQueue.ts';
import { DATA_CENTRE_ONE_WAY_US, internAddress, networks, ROUND_TRIPS } from './network.ts';
import type { Carrier } from './persistence/contract.ts';
import { keyedBits, PURPOSE } from './random.ts';
import { portOf } from './request.ts';
import { documentOf, drawOf, type Run } from './run.ts';
import { carriedBytes, itemBytesOf } from './wire/carried.ts';
import { LARGEST_COOKIE_BYTES, SURELY_SMALL_BYTES } from './wire/carriedSize.ts';
import { markIn } from './wire/mark.ts';
import { clearAnswer, clearRoute, EVENT, NONE, newRequest, PHASE, WISH, type World } from './world.ts';

/** How long a client offers a TLS session for resumption, in µs. OpenSSL's default of 300 s. */
const TLS_SESSION_US = 300_000_000;

/** Sends what the person wants, with all that the client carries. `draw` keys what is random about this request. */
export function send(run: Run, person: number, wish: number, detail: number, draw: number, isAside = false): void {
  const { world } = run;
  const { people } = world;
  const row = newRequest(world);
  const { requests } = world;
  world.requestsSent += 1;
  people.inFlight[person]! += 1;
  requests.isActive[row] = 1;
  requests.id[row] = world.requestsSent;
  requests.person[row] = person;
  requests.wish[row] = wish;
  requests.detail[row] = detail;
  requests.draw[row] = draw;
  requests.isAside[row] = isAside ? 1 : 0;
  requests.sentUs[row] = world.nowUs;
  leaveBySomeExit(run, person, draw);
  requests.address[row] = people.address[person]!;
  carry(world, row, person);
  if (world.edits.size > 0 || world.editsSent.size > 0) carryEdit(run, row, person);
  if (wish === WISH.signIn && people.plantedSession[person] !== 0) bringPlantedSession(run, row);
  if (wish === WISH.recorded && run.carrier !== null) takeRecordedMark(run, row, detail);
  if (wish === WISH.signOut) people.endedSession[person] = people.session[person]!;
  requests.believedSession[row] = people.signedIn[person] === 1 ? people.session[person]! : 0;
  requests.believedVersion[row] = documentOf(run, row)?.toldVersion ?? people.version[person]!;
  clearRoute(requests, row);
  clearAnswer(requests, row);
  setOut(run, row, person);
}

/** What the client keeps goes with the request. */
function carry({ requests, people }: World, row: number, person: number): void {
  requests.pin[row] = people.pin[person]!;
  requests.pinSeenS[row] = people.pinSeenS[person]!;
  requests.pinFirstS[row] = people.pinFirstS[person]!;
  requests.sessionCookie[row] = people.sessionCookie[person]!;
  requests.hasToken[row] = people.hasToken[person]!;
  if (people.hasToken[person] === 0) return;
  requests.tokenItems[row] = people.tokenItems[person]!;
  requests.tokenVersion[row] = people.tokenVersion[person]!;
  requests.tokenIssuedUs[row] = people.tokenIssuedUs[person]!;
  requests.tokenExpiresUs[row] = people.tokenExpiresUs[person]!;
  requests.tokenKey[row] = people.tokenKey[person]!;
}

/** Over the connection there is, or over a new one: a round trip for TCP, one for TLS 1.3 (RFC 8446), then the request. */
function setOut(run: Run, row: number, person: number): void {
  const { people, requests, nowUs, queue } = run.world;
  const oneWayUs = Math.max(DATA_CENTRE_ONE_WAY_US, nearest(roundTrip(run, row, person) / 2));
  const isConnected = people.connectedUntilUs[person]! >= nowUs;
  const leavesUs = isConnected ? nowUs : nowUs + 4 * oneWayUs;
  if (!isConnected) connect(run, person, leavesUs);
  requests.port[row] = people.port[person]!;
  requests.connection[row] = people.connection[person]!;
  requests.connectionServer[row] = people.connectionServer[person]!;
  requests.tlsSession[row] = people.tlsSessionOffered[person]!;
  requests.oneWayUs[row] = oneWayUs;
  requests.phase[row] = PHASE.toBalancer;
  requests.phaseFromUs[row] = leavesUs;
  requests.phaseUntilUs[row] = leavesUs + oneWayUs;
  requests.plannedSequence[row] = plan(queue, leavesUs + oneWayUs, EVENT.arrivesAtBalancer, row);
}

/** The request carries the cookies as they stand in the jar now, to the letter. */
function carryEdit({ world }: Run, request: number, person: number): void {
  const edit = world.edits.get(person);
  if (edit === undefined) world.editsSent.delete(request);
  else world.editsSent.set(request, { ...edit });
}

/** An answer sets the cookie anew. */
function forgetEdit({ world }: Run, person: number, what: 'mark' | 'token'): void {
  const edit = world.edits.get(person);
  if (edit === undefined) return;
  edit[what] = null;
  if (edit.mark === null && edit.token === null) world.edits.delete(person);
}

/** A link or a script has put a session id into the client, which brings it to the sign-in. */
function bringPlantedSession(run: Run, request: number): void {
  const { requests, people } = run.world;
  const person = requests.person[request]!;
  requests.sessionCookie[request] = people.plantedSession[person]!;
  people.plantedSession[person] = 0;
}

/** Where requests leave by several addresses, which one it is changes from request to request. */
function leaveBySomeExit(run: Run, person: number, draw: number): void {
  const { people } = run.world;
  const { exits, address } = networks[people.network[person]!]!;
  if (exits === 1) return;
  const exit = keyedBits(run.scenario.seed, person, PURPOSE.exit, draw) % exits;
  takeAddress(run, person, internAddress(run.world, address(exit)));
}

/** No connection outlives the address it was opened from. */
export function takeAddress(run: Run, person: number, address: number): void {
  const { people } = run.world;
  if (people.address[person] === address) return;
  people.address[person] = address;
  people.movedUs[person] = run.world.nowUs;
  closeConnection(run, person);
}

/** Recorded traffic may bring a mark of its own, as whoever forges one would. */
function takeRecordedMark(run: Run, request: number, index: number): void {
  const mark = markIn(run, run.recorded[index]!);
  if (mark === null) return;
  const { requests } = run.world;
  requests.pin[request] = mark.server;
  requests.pinSeenS[request] = mark.seenS;
  requests.pinFirstS[request] = mark.firstS;
}

/** A new connection: another port, another number, and the TLS session the client still remembers. */
function connect(run: Run, person: number, openUs: number): void {
  const { people, nowUs } = run.world;
  run.world.connectionsOpened += 1;
  people.connections[person]! += 1;
  people.port[person] = portOf(run.scenario.seed, person, people.connections[person]!);
  people.connection[person] = run.world.connectionsOpened;
  people.connectionServer[person] = NONE;
  people.connectedUntilUs[person] = openUs;
  const isRemembered = people.tlsSessionUntilUs[person]! > nowUs;
  people.tlsSessionOffered[person] = isRemembered ? people.tlsSession[person]! : 0;
}

function roundTrip(run: Run, request: number, person: number): number {
  const distribution = ROUND_TRIPS[run.world.people.network[person]!]!;
  return run.scenario.workload.distanceMs * 1000 + drawOf(run, request, PURPOSE.roundTrip, distribution);
}

/** What an answer leaves with the client. One that blocks cookies keeps none, but may keep what stands elsewhere. */
export function keep(run: Run, request: number): void {
  const { requests, people, nowUs } = run.world;
  const person = requests.person[request]!;
  const carrier = run.carrier;
  if (requests.status[request] === 0) {
    closeConnection(run, person);
    return;
  }
  people.connectedUntilUs[person] = nowUs + run.idleUs;
  if (requests.server[request] !== NONE) people.connectionServer[person] = requests.server[request]!;
  else if (run.persistence.isPerConnection) closeConnection(run, person);
  if (requests.setTlsSession[request] !== 0) {
    people.tlsSession[person] = requests.setTlsSession[request]!;
    people.tlsSessionUntilUs[person] = nowUs + TLS_SESSION_US;
  }
  if (requests.setPin[request] !== NONE && carries(run, person, carrier)) {
    if (run.world.edits.size > 0) forgetEdit(run, person, 'mark');
    people.pin[person] = requests.setPin[request]!;
    people.pinSeenS[person] = requests.setPinSeenS[request]!;
    people.pinFirstS[person] = requests.setPinFirstS[request]!;
  }
  if (!carriesSession(run, person, carrier)) return;
  if (requests.endsSession[request] === 1) dropSession(run, person);
  if (requests.setSessionCookie[request] !== 0) people.sessionCookie[person] = requests.setSessionCookie[request]!;
  if (requests.setToken[request] === 0) return;
  if (isSmallEnough(run, request)) keepToken(run, request);
  else people.droppedUs[person] = nowUs;
}

/** The connection is gone; the next request opens another one. */
export function closeConnection(run: Run, person: number): void {
  const { people } = run.world;
  people.connectedUntilUs[person] = -1;
  people.connectionServer[person] = NONE;
}

/** Connections that led to that server end with it: below HTTP nobody opens another one in their place. */
export function closeConnectionsTo(run: Run, server: number): void {
  const { people, peopleCount } = run.world;
  for (let person = 0; person < peopleCount; person += 1) {
    if (people.connectionServer[person] === server) closeConnection(run, person);
  }
}

/** The client has nothing to resume: its next connection is a full handshake. */
export function forgetTls(run: Run, person: number): void {
  const { people } = run.world;
  people.tlsSession[person] = 0;
  people.tlsSessionUntilUs[person] = 0;
}

export function blockCookies(run: Run, person: number): void {
  run.world.people.keepsCookies[person] = 0;
  clearCookies(run, person);
}

/** Empties the cookie jar; what stands in the URL or in a header of the page's own making stays. */
export function clearCookies(run: Run, person: number): void {
  const { people } = run.world;
  run.world.edits.delete(person);
  people.clearedUs[person] = run.world.nowUs;
  if (run.carrier?.kind !== 'url' && run.carrier?.kind !== 'header') people.pin[person] = NONE;
  if (run.carrier?.kind !== 'url') {
    people.sessionCookie[person] = 0;
    people.hasToken[person] = 0;
  }
}

/** What travels with the session goes with it: its cookie or token, and a pin that stood on it. */
function dropSession(run: Run, person: number): void {
  const { people } = run.world;
  if (run.world.edits.size > 0) forgetEdit(run, person, 'token');
  people.sessionCookie[person] = 0;
  people.hasToken[person] = 0;
  if (run.carrier !== null && run.carrier.kind !== 'cookie') people.pin[person] = NONE;
}

/**
 * The person is sent to the sign-in page. A cookie stays in the jar until an answer replaces or deletes it (RFC 6265 § 5.3);
 * what stood in the page's links or in its code is gone with the page.
 */
export function leavePage(run: Run, person: number): void {
  if (run.carrier?.kind === 'url' || run.carrier?.kind === 'header') dropSession(run, person);
}

/** A pin in a cookie needs cookies; in the URL or in a header of the page's own making it does not. */
function carries(run: Run, person: number, carrier: Carrier | null): boolean {
  if (carrier?.kind === 'url' || carrier?.kind === 'header') return true;
  return run.world.people.keepsCookies[person] === 1;
}

/** With URL rewriting the session's number stands in every link, and cookies are not needed. */
function carriesSession(run: Run, person: number, carrier: Carrier | null): boolean {
  return run.world.people.keepsCookies[person] === 1 || carrier?.kind === 'url';
}

/** Two answers that both bring the session: the later one wins, and what the earlier one had added is lost. */
export function overwritesCarried(run: Run, request: number): boolean {
  const { requests, people } = run.world;
  const person = requests.person[request]!;
  const isChange = requests.version[request] !== requests.loadedVersion[request];
  const isNewSession = requests.setSessionCookie[request] !== 0;
  if (requests.setToken[request] === 0 || !isChange || isNewSession) return false;
  return people.hasToken[person] === 1 && people.tokenVersion[person]! > requests.loadedVersion[request]!;
}

/** A cookie that is too large a browser drops without a word, and keeps the one it has. */
function isSmallEnough(run: Run, request: number): boolean {
  const itemsBytes = run.world.requests.items[request]! * itemBytesOf(run, request);
  return itemsBytes < SURELY_SMALL_BYTES || carriedBytes(run, request) <= LARGEST_COOKIE_BYTES;
}

function keepToken(run: Run, request: number): void {
  const { requests, people } = run.world;
  const person = requests.person[request]!;
  if (run.world.edits.size > 0) forgetEdit(run, person, 'token');
  people.hasToken[person] = 1;
  people.tokenItems[person] = requests.items[request]!;
  people.tokenVersion[person] = requests.version[request]!;
  people.tokenIssuedUs[person] = requests.tokenIssuedUs[request]!;
  people.tokenKey[person] = requests.tokenKey[request]!;
  people.tokenExpiresUs[person] =
    people.tokenIssuedUs[person]! + run.sessionState.lifetimeUs(run.sessionStateContext.options);
}
