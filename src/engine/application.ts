/**
 * The application that the servers run: looks the session up, decides what it answers and what becomes of the session, and
 * stores what has changed. When each of these happens is the servers' business.
 */
import { WISHES } from './behaviours/wishes.ts';
import { sessionIdText } from './request.ts';
import { wasRevoked } from './revocation.ts';
import { documentOf, isTraced, type Run } from './run.ts';
import { CONFLICT, NOT_SAVED, STORE_TIMEOUT_US } from './session-state/contract.ts';
import { carriedBytes } from './wire/carried.ts';
import { LARGEST_COOKIE_BYTES } from './wire/carriedSize.ts';
import { LOOKUP, WISH } from './world.ts';

/** Who signs in is given a new session, whatever they carry; only a document is looked up even then. */
export function looksUp(run: Run, request: number): boolean {
  const { requests } = run.world;
  if (requests.wish[request] !== WISH.signIn) return hasSession(run, request);
  return documentOf(run, request) !== null && requests.session[request] !== 0;
}

function hasSession(run: Run, request: number): boolean {
  const { requests } = run.world;
  return requests.sessionCookie[request] !== 0 || requests.hasToken[request] === 1;
}

export function setOutToLoad(run: Run, request: number): number {
  if (run.sessionState.beginLoad === undefined) return 0;
  if (isCutFromStore(run, request)) return -STORE_TIMEOUT_US;
  return run.sessionState.beginLoad(visitOf(run, request), run.world.sessionStateMemory, run.sessionStateContext);
}

export function setOutToSave(run: Run, request: number): number {
  if (run.sessionState.beginSave === undefined) return 0;
  if (isCutFromStore(run, request)) return -STORE_TIMEOUT_US;
  const visit = visitOf(run, request);
  visit.version = run.world.requests.version[request]!;
  return run.sessionState.beginSave(visit, run.world.sessionStateMemory, run.sessionStateContext);
}

function isCutFromStore(run: Run, request: number): boolean {
  const { requests, servers } = run.world;
  const row = requests.server[request]!;
  if (!servers[row]!.isCutFromStore) return false;
  run.note?.('store-cut-off', { server: servers[row]!.id, waitMs: STORE_TIMEOUT_US / 1000 }, row);
  return true;
}

export function lookUp(run: Run, request: number): void {
  const { requests, sessionStateMemory } = run.world;
  if (!looksUp(run, request)) return;
  const visit = visitOf(run, request);
  const lookup = run.sessionState.load(visit, sessionStateMemory, run.sessionStateContext);
  requests.lookup[request] = lookup;
  requests.isRejected[request] = visit.isRejected ? 1 : 0;
  if (lookup !== LOOKUP.found) return;
  requests.session[request] = visit.session;
  requests.items[request] = visit.items;
  requests.version[request] = visit.version;
  requests.loadedVersion[request] = visit.version;
  requests.setToken[request] = visit.issuesToken ? 1 : 0;
}

/** What the shop answers, and what becomes of the session. */
export function decideAnswer(run: Run, request: number): void {
  const { requests } = run.world;
  const wish = requests.wish[request]!;
  requests.status[request] = 200;
  if (requests.lookup[request] === LOOKUP.unreachable) {
    requests.status[request] = 500;
    return;
  }
  if (wish === WISH.signIn && requests.lookup[request] === LOOKUP.found) {
    requests.setSessionCookie[request] = requests.session[request]!;
  } else if (wish === WISH.signIn || (wish === WISH.recorded && requests.lookup[request] !== LOOKUP.found)) {
    startSession(run, request);
  } else if (requests.lookup[request] !== LOOKUP.found) {
    requests.status[request] = 302;
    return;
  }
  if (wish === WISH.signOut) requests.endsSession[request] = 1;
  const { effect } = WISHES[wish]!;
  const adds = effect === 'adds' || (wish === WISH.recorded && addsToCart(run));
  if (adds) {
    requests.items[request]! += 1;
    requests.version[request]! += 1;
  } else if (effect === 'empties') {
    requests.items[request] = 0;
    requests.version[request]! += 1;
  }
}

/** A new number at each sign-in, so that a session id known before is worth nothing after (session fixation). */
function startSession(run: Run, request: number): void {
  const { requests } = run.world;
  run.world.sessionsStarted += 1;
  const session = numberForNew(run, request);
  // An id that is taken over may have been signed out before: this is another session.
  if (run.world.revoked.size > 0) run.world.revoked.delete(session);
  requests.session[request] = session;
  requests.setSessionCookie[request] = session;
  requests.items[request] = 0;
  requests.loadedVersion[request] = 0;
  requests.version[request] = 1;
  const server = run.world.servers[requests.server[request]!]!;
  const id = isTraced(run) ? sessionIdText(run, session) : '';
  if (run.sessionState.carriedAs === 'credentials') return;
  run.note?.('session-started', { server: server.id, session: id }, requests.server[request]!);
}

/** A document has one number wherever it is opened, so that copies of it can meet. */
function numberForNew(run: Run, request: number): number {
  const document = documentOf(run, request);
  const { wish, sessionCookie } = run.world.requests;
  const isTakenOver = run.scenario.workload.rotatesAtSignIn === false && wish[request] === WISH.signIn;
  if (isTakenOver && sessionCookie[request] !== 0) return sessionCookie[request]!;
  if (document === null) return run.world.sessionsStarted;
  if (document.session === 0) document.session = run.world.sessionsStarted;
  return document.session;
}

/** In recorded traffic a POST to the cart is what puts something into it. */
function addsToCart(run: Run): boolean {
  return run.request.method === 'POST' && run.request.url.startsWith('/cart');
}

/** Whether the session is stored as it should be, or the request has failed; false if it is to be tried once more. */
export function store(run: Run, request: number): boolean {
  const { requests, sessionStateMemory } = run.world;
  const { sessionState, sessionStateContext } = run;
  const ends = requests.endsSession[request] === 1;
  const isChanged = requests.version[request] !== requests.loadedVersion[request];
  if (requests.status[request] === 500 || !(ends || isChanged)) return true;
  const server = run.world.servers[requests.server[request]!]!;
  const visit = visitOf(run, request);
  if (ends) {
    // Who leaves a document leaves it to the others.
    if (documentOf(run, request) !== null) return true;
    sessionState.end(visit, sessionStateMemory, sessionStateContext);
    run.note?.('session-ended', { server: server.id }, requests.server[request]!);
    return true;
  }
  visit.items = requests.items[request]!;
  visit.version = requests.version[request]!;
  visit.loadedVersion = requests.loadedVersion[request]!;
  if (!run.stateSpeaks && visit.loadedVersion > 0) {
    run.note?.('session-changed', { server: server.id, items: visit.items }, visit.server);
  }
  if (run.trace !== null && !isTraced(run)) witness(run, request);
  const before = sessionState.save(visit, sessionStateMemory, sessionStateContext);
  if (before === CONFLICT) return false;
  if (before === NOT_SAVED) refuse(run, request);
  else if (before > requests.loadedVersion[request]!) requests.overwrote[request] = 1;
  if (visit.issuesToken) requests.setToken[request] = 1;
  return true;
}

/** A change of the session whose request is being explained, by another one. */
function witness({ world, trace }: Run, request: number): void {
  const { requests, requestRows, nowUs } = world;
  const traced = requests.id.subarray(0, requestRows).indexOf(trace!.request);
  if (traced < 0 || requests.isActive[traced] === 0) return;
  if (requests.believedSession[traced] !== requests.session[request]) return;
  trace!.witnessed.push({
    person: requests.person[request]!,
    server: requests.server[request]!,
    beganUs: requests.workingFromUs[request]!,
    atUs: nowUs,
    readVersion: requests.loadedVersion[request]!,
    version: requests.version[request]!,
  });
}

/** The change could not be stored: an error, and nothing of it reaches the client. */
export function refuse(run: Run, request: number): void {
  const { requests } = run.world;
  requests.status[request] = 500;
  const isNew = requests.setSessionCookie[request] !== 0 && requests.loadedVersion[request] === 0;
  if (isNew) run.world.sessionsRefused += 1;
  requests.setSessionCookie[request] = 0;
  requests.version[request] = requests.loadedVersion[request]!;
}

/** What the client is to carry is dated by this server's clock and signed with the key in use. */
export function issueToken(run: Run, request: number): void {
  const { requests, servers, nowUs } = run.world;
  const session = requests.session[request]!;
  if (run.sessionState.carriedAs !== 'credentials' && wasRevoked(run, session)) {
    requests.setToken[request] = 0;
    run.note?.('not-issued-anew', {});
    return;
  }
  requests.tokenIssuedUs[request] = nowUs + servers[requests.server[request]!]!.skewUs;
  requests.tokenKey[request] = run.sessionState.keyInUse(run.world.sessionStateMemory);
  if (!isTraced(run)) return;
  const bytes = carriedBytes(run, request);
  if (bytes > LARGEST_COOKIE_BYTES) run.note?.('cookie-too-large', { bytes });
}

/** The one visit there is, filled in for this request. */
function visitOf(run: Run, request: number): Run['visit'] {
  const { visit } = run;
  const { requests, servers } = run.world;
  const isCarried = requests.hasToken[request] === 1;
  if (isCarried || visit.carried.expiresUs !== 0) bringToken(run, request, isCarried);
  visit.server = requests.server[request]!;
  visit.person = requests.person[request]!;
  visit.session = requests.session[request] !== 0 ? requests.session[request]! : requests.sessionCookie[request]!;
  visit.items = 0;
  visit.version = 0;
  visit.loadedVersion = 0;
  visit.issuesToken = false;
  visit.isRejected = false;
  visit.skewUs = servers[visit.server]!.skewUs;
  return visit;
}

function bringToken({ visit: { carried }, world: { requests } }: Run, request: number, isCarried: boolean): void {
  carried.items = isCarried ? requests.tokenItems[request]! : 0;
  carried.version = isCarried ? requests.tokenVersion[request]! : 0;
  carried.issuedUs = isCarried ? requests.tokenIssuedUs[request]! : 0;
  carried.key = isCarried ? requests.tokenKey[request]! : 0;
  carried.expiresUs = isCarried ? requests.tokenExpiresUs[request]! : 0;
}
