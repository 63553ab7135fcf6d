/**
 * Servers: a process with a bounded number of workers and a queue before them, running the application. A worker is busy
 * from the first look-up of the session to the last write of it.
 */

import { decideAnswer, issueToken, looksUp, lookUp, refuse, setOutToLoad, setOutToSave, store } from './application.ts';
import { type Ending, recordEnding } from './causes/endings.ts';
import { closeConnectionsTo } from './client.ts';
import { nearest } from './elementary.ts';
import { plan } from './eventQueue.ts';
import { beginChecks, believe, checkAgain } from './health.ts';
import { isAlive, markBereft, ownersOnServer } from './ledger.ts';
import { sessionsPerServer } from './load.ts';
import { enter, hop } from './phases.ts';
import { poolChangedBy } from './poolChanges.ts';
import { PURPOSE } from './random.ts';
import {
  attend,
  connectionsChanged,
  documentOf,
  drawOf,
  isTraced,
  poolChanged,
  type Run,
  sessionContext,
  toEachBalancer,
} from './run.ts';
import type { ServerSpec } from './scenario.ts';
import { beginWarmUp } from './slowStart.ts';
import { expectAnswer } from './timeouts.ts';
import { usOf } from './units.ts';
import { balancerToServerText, serverToBalancerText } from './wire/http.ts';
import { EVENT, LOOKUP, NONE, PHASE, type ServerState, type ServerView, WISH } from './world.ts';

/** Linux sends a SYN again after 1 s, then doubles (RFC 6298). */
const SYN_RETRY_US = 1_000_000;

/** From starting a process to its listening, in µs. Assumption. */
export const START_UP_US = 2_000_000;

export function addServer(run: Run, spec: ServerSpec, process: 'running' | 'starting'): number {
  const { world } = run;
  const isRunning = process === 'running';
  world.servers.push({
    ...spec,
    process,
    isHung: false,
    slowness: 1,
    isCutFromStore: false,
    hungAtUs: 0,
    slowedAtUs: 0,
    cutFromStoreAtUs: 0,
    lastEnding: 0,
    admin: 'ready',
    adminSinceUs: world.nowUs,
    plannedStart: 0,
    isStartTold: false,
    isNew: !isRunning,
    diedAtUs: NONE,
    startedAtUs: isRunning ? world.nowUs : NONE,
    runningUs: 0,
    busy: 0,
    busyUs: 0,
    queueHead: NONE,
    queueTail: NONE,
    queued: 0,
    requests: 0,
    skewUs: 0,
    skewedAtUs: 0,
    graves: [],
    sessionsDied: 0,
  });
  for (const { views } of world.balancers) views.push(newView(isRunning, world.nowUs));
  return world.servers.length - 1;
}

/** What a load balancer knows of a server that has just been added to its configuration. */
export function newView(isRunning: boolean, nowUs: number): ServerView {
  return {
    believedUp: isRunning,
    checksAgainst: 0,
    beliefSinceUs: nowUs,
    isProven: false,
    plannedCheck: 0,
    isCheckOut: false,
    failedAtUs: 0,
    countedFromUs: 0,
    mayProbe: false,
    plannedProbe: 0,
    warmingSinceUs: 0,
    warmth: 1,
    plannedWarmUp: 0,
    isCut: false,
    cutAtUs: 0,
    unwellSinceUs: NONE,
    wellSinceUs: nowUs,
    connections: 0,
    connectionsChanged: 0,
  };
}

/**
 * Accepts the connection, or does not: where no process listens it is refused; where the queue is full the kernel drops
 * the SYN, and the load balancer's sends it again after 1 s, 3 s, 7 s, until its `timeout connect` (measured at HAProxy on
 * Linux with `tcp_abort_on_overflow` 0).
 */
export function arriveAtServer(run: Run, request: number): void {
  attend(run, request);
  const { requests, servers } = run.world;
  const row = requests.server[request]!;
  const server = servers[row]!;
  if (run.balancer.views[row]!.isCut) {
    sendSynAgain(run, request, server, 'cut-off');
    return;
  }
  if (server.process !== 'running') {
    hop(run.world, request, PHASE.toServer, EVENT.refused);
    return;
  }
  const mustWait = server.isHung || server.busy >= server.workers;
  if (mustWait && server.queued >= server.queueSlots) {
    sendSynAgain(run, request, server, 'queue-full');
    return;
  }
  expectAnswer(run, request);
  if (isTraced(run)) run.trace!.wire.balancerToServer = balancerToServerText(run, request);
  if (mustWait) waitInQueue(run, request, server);
  else beginWork(run, request, server);
}

function sendSynAgain(run: Run, request: number, server: ServerState, why: 'queue-full' | 'cut-off'): void {
  const { requests, nowUs } = run.world;
  const tries = requests.synTries[request]! + 1;
  requests.synTries[request] = tries;
  if (tries === 1) run.note?.(why, { server: server.id }, requests.server[request]!);
  const sinceUs = nowUs - requests.connectingFromUs[request]!;
  const nextUs = ((1 << tries) - 1) * SYN_RETRY_US;
  const timeoutUs = usOf(run.scenario.loadBalancer.connectTimeoutMs);
  const event = nextUs < timeoutUs ? EVENT.arrivesAtServer : EVENT.connectTimedOut;
  enter(run.world, request, PHASE.toServer, Math.max(1, Math.min(nextUs, timeoutUs) - sinceUs), event);
}

/** The session was looked up (or there was none to look up): the application works on the request. */
export function loaded(run: Run, request: number): void {
  attend(run, request);
  const { requests, servers } = run.world;
  if (servers[requests.server[request]!]!.isHung) return hold(run, request, EVENT.loaded);
  work(run, request);
}

function work(run: Run, request: number): void {
  const { requests, servers } = run.world;
  const row = requests.server[request]!;
  if (requests.lookup[request] !== LOOKUP.unreachable) lookUp(run, request);
  if (isTraced(run)) noteLookUp(run, request, row);
  const serviceUs = Math.max(1, nearest(servers[row]!.slowness * drawOf(run, request, PURPOSE.service, run.service)));
  enter(run.world, request, PHASE.working, serviceUs, EVENT.worked, requests.workingFromUs[request]!);
}

function noteLookUp(run: Run, request: number, row: number): void {
  const { requests, servers } = run.world;
  const { id } = servers[row]!;
  if (requests.wish[request] === WISH.signIn && !looksUp(run, request)) return;
  const lookup = requests.lookup[request];
  // A store or a token has said for itself where it found the session.
  if (lookup === LOOKUP.found && !run.stateSpeaks)
    run.note?.('session-found', { server: id, items: requests.items[request]! }, row);
  if (lookup === LOOKUP.unreachable) run.note?.('session-unreachable', { server: id }, row);
  if (lookup === LOOKUP.missing) run.note?.(missingCode(run), { server: id }, row);
  if (lookup === LOOKUP.none) run.note?.('anonymous', {}, row);
}

/** Where the client carries the session no server knows any: it accepts what it is brought, or does not. */
const missingCode = ({ sessionState }: Run): 'session-missing' | 'not-accepted' =>
  sessionState.carriedAs === 'number' ? 'session-missing' : 'not-accepted';

/** The work is done: what has changed is stored. */
export function worked(run: Run, request: number): void {
  attend(run, request);
  const { requests, servers } = run.world;
  if (servers[requests.server[request]!]!.isHung) return hold(run, request, EVENT.worked);
  // In memory there is no copy: the change is made to the session as it is now, not as it was read.
  if (run.sessionState.updatesInPlace && requests.lookup[request] === LOOKUP.found) lookUp(run, request);
  decideAnswer(run, request);
  const changes = requests.version[request] !== requests.loadedVersion[request] || requests.endsSession[request] === 1;
  const saveUs = changes ? setOutToSave(run, request) : 0;
  if (saveUs < 0) refuse(run, request);
  if (saveUs !== 0) waitForStore(run, request, Math.abs(saveUs), EVENT.saved, requests.workingFromUs[request]!);
  else finish(run, request);
}

export function saved(run: Run, request: number): void {
  attend(run, request);
  const { requests, servers } = run.world;
  if (servers[requests.server[request]!]!.isHung) return hold(run, request, EVENT.saved);
  finish(run, request);
}

/** All is stored: the answer goes out and the worker is free. */
function finish(run: Run, request: number): void {
  const { requests, servers, nowUs } = run.world;
  const server = servers[requests.server[request]!]!;
  if (!store(run, request)) {
    // Somebody else has changed the session meanwhile: read it again, change it again, try to store it again.
    lookUp(run, request);
    decideAnswer(run, request);
    const againUs = Math.max(1, Math.abs(setOutToLoad(run, request)) + Math.abs(setOutToSave(run, request)));
    waitForStore(run, request, againUs, EVENT.saved, requests.workingFromUs[request]!);
    return;
  }
  requests.answeredUs[request] = nowUs;
  if (requests.setToken[request] === 1) issueToken(run, request);
  if (isTraced(run)) run.trace!.wire.serverToBalancer = serverToBalancerText(run, request);
  server.busy -= 1;
  server.busyUs += nowUs - requests.workingFromUs[request]!;
  sendBack(run, request, EVENT.backAtBalancer);
  serveNext(run, server);
}

/** A worker is free for whoever waits longest. */
function serveNext(run: Run, server: ServerState): void {
  const { requests } = run.world;
  const next = server.queueHead;
  if (next === NONE || server.isHung) return;
  server.queueHead = requests.nextInQueue[next]!;
  if (server.queueHead === NONE) server.queueTail = NONE;
  server.queued -= 1;
  run.world.waited.us += run.world.nowUs - requests.phaseFromUs[next]!;
  attend(run, next);
  beginWork(run, next, server);
}

/**
 * The process is gone: what it worked on and what waited is reset, its memory is lost. Tells how many sessions it held, and
 * how many of them died with it, having been nowhere else.
 */
export function stopProcess(run: Run, row: number, why: Ending['what']): { held: number; died: number; inAll: number } {
  const { requests, requestRows, servers, nowUs } = run.world;
  const server = servers[row]!;
  for (let request = 0; request < requestRows; request += 1) {
    if (requests.isActive[request] === 0 || requests.server[request] !== row) continue;
    const phase = requests.phase[request];
    if (phase === PHASE.queued) run.world.waited.us += nowUs - requests.phaseFromUs[request]!;
    if (phase === PHASE.working) server.busyUs += nowUs - requests.workingFromUs[request]!;
    if (phase === PHASE.working || phase === PHASE.queued) sendBack(run, request, EVENT.reset);
  }
  server.busy = 0;
  server.queued = 0;
  server.queueHead = NONE;
  server.queueTail = NONE;
  if (server.process === 'running') server.runningUs += nowUs - server.startedAtUs;
  server.process = 'dead';
  server.lastEnding = recordEnding(run, why, server.id);
  if (why === 'killed' || why === 'restarted') poolChangedBy(run, why, row);
  server.isHung = false;
  server.diedAtUs = nowUs;
  for (const { views } of run.world.balancers) views[row]!.unwellSinceUs = nowUs;
  server.plannedStart = 0;
  const inAll = sessionsPerServer(run).reduce((sum, count) => sum + count, 0);
  const owners = ownersOnServer(run, row);
  run.sessionState.serverStopped(row, run.world.sessionStateMemory, sessionContext(run));
  if (run.persistence.isPerConnection) closeConnectionsTo(run, row);
  toEachBalancer(run, () => checkAgain(run, row));
  server.graves = owners.filter((person) => !isAlive(run, run.world.people.session[person]!));
  for (const person of server.graves) markBereft(run, person, server.lastEnding);
  server.sessionsDied = server.graves.length;
  return { held: owners.length, died: server.graves.length, inAll };
}

/** Nobody waits for the answer any more: whatever the server was at with it, it lets go. Assumption: it notices. */
export function letGo(run: Run, request: number): void {
  const { requests, servers, nowUs } = run.world;
  const server = servers[requests.server[request]!]!;
  const phase = requests.phase[request];
  requests.heldEvent[request] = 0;
  run.world.letGo += 1;
  if (phase === PHASE.queued) leaveQueue(run, request, server);
  if (phase !== PHASE.working) return;
  server.busy -= 1;
  server.busyUs += nowUs - requests.workingFromUs[request]!;
  serveNext(run, server);
}

/** The process goes on where it stood; what would have been done meanwhile is done at once, in its order. */
export function awaken(run: Run, row: number): void {
  const server = run.world.servers[row]!;
  server.isHung = false;
  for (const request of heldAt(run, row, PHASE.working)) {
    const event = run.world.requests.heldEvent[request]!;
    run.world.requests.heldEvent[request] = 0;
    enter(run.world, request, PHASE.working, 0, event, run.world.requests.workingFromUs[request]!);
  }
  while (server.queueHead !== NONE && server.busy < server.workers) serveNext(run, server);
}

/** What could not get through to the load balancer in attendance is sent again. */
export function reconnect(run: Run, row: number): void {
  for (const request of heldAt(run, row, PHASE.fromServer)) {
    if (run.world.requests.balancer[request] !== run.balancer.row) continue;
    const event = run.world.requests.heldEvent[request]!;
    run.world.requests.heldEvent[request] = 0;
    hop(run.world, request, PHASE.fromServer, event);
  }
}

/** Requests of that server that are held up in that phase, those that would have gone on first coming first. */
function heldAt(run: Run, row: number, phase: number): number[] {
  const { requests, requestRows } = run.world;
  const held: number[] = [];
  for (let request = 0; request < requestRows; request += 1) {
    const isHere = requests.isActive[request] === 1 && requests.server[request] === row;
    if (isHere && requests.phase[request] === phase && requests.heldEvent[request] !== 0) held.push(request);
  }
  return held.sort((a, b) => requests.phaseFromUs[a]! - requests.phaseFromUs[b]! || requests.id[a]! - requests.id[b]!);
}

/** The request stays where it is until whatever holds it up is over. */
function hold(run: Run, request: number, event: number): void {
  const { requests, servers } = run.world;
  const row = requests.server[request]!;
  run.note?.('stalls', { server: servers[row]!.id }, row);
  requests.heldEvent[request] = event;
  requests.phaseUntilUs[request] = Number.POSITIVE_INFINITY;
  requests.plannedSequence[request] = 0;
}

/** An answer, or the news that there will be none, sets out for the load balancer. */
function sendBack(run: Run, request: number, event: number): void {
  const { requests, balancers } = run.world;
  const { isCut } = balancers[requests.balancer[request]!]!.views[requests.server[request]!]!;
  hop(run.world, request, PHASE.fromServer, event);
  requests.heldEvent[request] = 0;
  if (isCut) hold(run, request, event);
}

function leaveQueue({ world }: Run, request: number, server: ServerState): void {
  const { nextInQueue } = world.requests;
  const next = nextInQueue[request]!;
  world.waited.us += world.nowUs - world.requests.phaseFromUs[request]!;
  server.queued -= 1;
  if (server.queueHead === request) {
    server.queueHead = next;
    if (next === NONE) server.queueTail = NONE;
    return;
  }
  let before = server.queueHead;
  while (nextInQueue[before] !== request) before = nextInQueue[before]!;
  nextInQueue[before] = next;
  if (next === NONE) server.queueTail = before;
}

/** A server that was taken out of the configuration ends with its last request. */
export function endIfIdle(run: Run, row: number): void {
  const isIdle = run.world.balancers.every(({ views }) => views[row]!.connections === 0);
  if (isIdle && run.world.servers[row]!.process === 'running') endProcess(run, row);
}

/** Its process ends, and what was only in its memory dies. */
function endProcess(run: Run, row: number): void {
  const { died } = stopProcess(run, row, 'removed');
  run.sink.happened?.({
    ...{ kind: 'ended', atMs: run.world.nowUs / 1000 },
    ...{ server: run.world.servers[row]!.id, sessions: died },
  });
}

export function beginStart(run: Run, row: number, isTold = false): void {
  const server = run.world.servers[row]!;
  server.process = 'starting';
  server.isStartTold = isTold;
  server.plannedStart = plan(run.world.queue, run.world.nowUs + START_UP_US, EVENT.started, row);
}

export function started(run: Run, row: number): void {
  const server = run.world.servers[row]!;
  server.process = 'running';
  server.startedAtUs = run.world.nowUs;
  for (const { views } of run.world.balancers) views[row]!.wellSinceUs = run.world.nowUs;
  if (server.isNew) takeIntoPool(run, row);
  run.sessionState.serverStarted(row, run.world.sessionStateMemory, sessionContext(run));
  run.sink.happened?.({ kind: 'started', atMs: run.world.nowUs / 1000, server: server.id });
  if (server.isStartTold) toEachBalancer(run, () => believe(run, row, true));
}

/** A server that was added is taken for UP as soon as it is there; its first failed check would end that (measured). */
function takeIntoPool(run: Run, row: number): void {
  const server = run.world.servers[row]!;
  server.isNew = false;
  if (server.admin === 'removed') return;
  poolChangedBy(run, 'up', row);
  toEachBalancer(run, () => {
    const view = run.balancer.views[row]!;
    view.believedUp = true;
    view.beliefSinceUs = run.world.nowUs;
    beginChecks(run, row, 0);
    beginWarmUp(run, row);
    connectionsChanged(run, row);
    poolChanged(run);
  });
}

function beginWork(run: Run, request: number, server: ServerState): void {
  const { requests, nowUs } = run.world;
  server.busy += 1;
  requests.workingFromUs[request] = nowUs;
  const document = documentOf(run, request);
  // To sign in to a document is to open it: it may be there already.
  if (document !== null && requests.wish[request] === WISH.signIn) requests.session[request] = document.session;
  const loadUs = looksUp(run, request) ? setOutToLoad(run, request) : 0;
  if (loadUs < 0) requests.lookup[request] = LOOKUP.unreachable;
  if (loadUs !== 0) waitForStore(run, request, Math.abs(loadUs), EVENT.loaded, nowUs);
  else work(run, request);
}

/** The worker waits for the store, or for other servers. */
function waitForStore(run: Run, request: number, forUs: number, then: number, sinceUs: number): void {
  run.world.storeWaitUs += forUs;
  enter(run.world, request, PHASE.working, forUs, then, sinceUs);
}

function waitInQueue(run: Run, request: number, server: ServerState): void {
  const { requests, nowUs } = run.world;
  const found = { server: server.id, workers: server.workers, place: server.queued + 1 };
  run.note?.(server.isHung ? 'hangs' : 'queued', found, requests.server[request]!);
  run.world.waited.count += 1;
  if (server.queueTail === NONE) server.queueHead = request;
  else requests.nextInQueue[server.queueTail] = request;
  server.queueTail = request;
  requests.nextInQueue[request] = NONE;
  server.queued += 1;
  requests.phase[request] = PHASE.queued;
  requests.phaseFromUs[request] = nowUs;
  requests.phaseUntilUs[request] = Number.POSITIVE_INFINITY;
  requests.plannedSequence[request] = 0;
}
