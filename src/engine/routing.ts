/**
 * The heart: a request comes to the load balancer, is recognised or not, and goes to a server; what fails is tried again
 * as HAProxy tries again (its `backend.c`); what comes back is learned from.
 *
 *   recognise → pinned and usable → that server
 *             → pinned, but down or gone → redispatch: pick
 *             → stranger → pick
 *   connect   → refused → retry the same server, or redispatch → 503 when all attempts are used
 *   answered  → learn → to the client
 */

import type { BINDINGS } from './outcomes.ts';
import { attemptBegins, attemptFailed, attemptSucceeded } from './passive.ts';
import { pushRows } from './peers.ts';
import { STRANGER } from './persistence/contract.ts';
import { enter, hop } from './phases.ts';
import { takesPinned } from './pool.ts';
import { observeAfterChange } from './poolChanges.ts';
import type { Failure } from './profiles/http/contract.ts';
import { isThere, nobodyAnswers, noteWhoHasIt, reachedBy } from './reached.ts';
import { attend, connectionsChanged, isTraced, type Run } from './run.ts';
import { endIfIdle, letGo } from './servers.ts';
import { expectNoAnswer } from './timeouts.ts';
import { usOf } from './units.ts';
import { countAnswerHead, countOwnAnswer, countRequestHead } from './wire/headSize.ts';
import { balancerToClientText, clientToBalancerText, ownAnswerText } from './wire/http.ts';
import { clearAnswer, EVENT, NONE, PHASE, type ServerState, type ServerView } from './world.ts';

const TURN_AROUND_US = 1_000_000;

const BINDING = { stranger: 0, pinned: 1, redispatched: 2, hashed: 3 } as const satisfies Record<
  (typeof BINDINGS)[number],
  number
>;

export function arriveAtBalancer(run: Run, request: number): void {
  const { requests, servers, reached } = run.world;
  const row = reached === 0 ? 0 : reachedBy(run, request);
  requests.balancer[request] = Math.max(0, row);
  attend(run, request);
  if (isTraced(run)) run.trace!.wire.clientToBalancer = clientToBalancerText(run, request);
  const { balancer } = run;
  if (row === NONE || !isThere(balancer)) {
    nobodyAnswers(run, request);
    return;
  }
  noteWhoHasIt(run);
  requests.balancerRun[request] = balancer.restarts;
  countRequestHead(run, request);
  if (run.persistence.isPerConnection) joinConnection(run, request);
  const pinned = run.persistence.recognise(run.request, balancer.persistenceMemory, run.persistenceContext);
  if (pinned === STRANGER) {
    requests.binding[request] = hasKey(run) ? BINDING.hashed : BINDING.stranger;
    dispatch(run, request, pick(run, NONE));
    return;
  }
  const server = servers[pinned]!;
  const { persistence } = run;
  persistence.matched?.(run.request, balancer.persistenceMemory, run.persistenceContext);
  if (run.isPushing) pushRows(run);
  const view = balancer.views[pinned]!;
  if (takesPinned(server, view, run.keepsInDrain)) {
    run.note?.(server.admin === 'drain' ? 'pinned-draining' : 'pinned-usable', { server: server.id }, pinned);
    requests.isPinned[request] = 1;
    requests.binding[request] = BINDING.pinned;
    dispatch(run, request, pinned);
    return;
  }
  breakPin(run, request, server, view);
}

/** Where it is pinned it can't go: it is sent elsewhere, as if it were a stranger's. */
function breakPin(run: Run, request: number, server: ServerState, view: ServerView): void {
  const { requests, servers } = run.world;
  if (isTraced(run)) noteWhyNot(run, server, view, servers.indexOf(server));
  requests.binding[request] = BINDING.redispatched;
  dispatch(run, request, pick(run, NONE));
}

/** Why a pin is broken: what was done to the server, else what the load balancer believes of it. */
function noteWhyNot(run: Run, server: ServerState, view: ServerView, row: number): void {
  const values = { server: server.id, sinceS: Math.round((run.world.nowUs - sinceUs(run, server, view)) / 1e5) / 10 };
  if (server.admin === 'removed') run.note?.('pinned-removed', values, row);
  else if (server.admin === 'maintenance') run.note?.('pinned-maintenance', values, row);
  else if (server.admin === 'drain' && !run.keepsInDrain) {
    const { name } = run.profile.about;
    run.note?.('pinned-drained', { ...values, product: name }, row);
  } else run.note?.(run.isPassive ? 'pinned-failed' : 'pinned-down', values, row);
}

const sinceUs = (run: Run, server: ServerState, view: ServerView): number =>
  server.admin === 'ready' || (server.admin === 'drain' && run.keepsInDrain) ? view.beliefSinceUs : server.adminSinceUs;

/** The pause before another attempt at the same server is over. */
export function tryAgain(run: Run, request: number): void {
  attend(run, request);
  connect(run, request, run.world.requests.server[request]!);
}

/** Nobody listens there. */
export function connectionRefused(run: Run, request: number): void {
  attend(run, request);
  const { requests, servers } = run.world;
  const row = requests.server[request]!;
  run.note?.('refused', { server: servers[row]!.id, why: 'nobody listens there' }, row);
  // HAProxy waits a second, or `timeout connect` if that is shorter, before it insists on the same server.
  const waitUs = Math.min(TURN_AROUND_US, usOf(run.scenario.loadBalancer.connectTimeoutMs));
  connectionFailed(run, request, waitUs, 'refused');
}

/** The server did not answer the SYN in time; the wait has been long enough, and another attempt follows at once. */
export function connectTimedOut(run: Run, request: number): void {
  attend(run, request);
  const row = run.world.requests.server[request]!;
  const { connectTimeoutMs } = run.scenario.loadBalancer;
  run.note?.('timed-out', { server: run.world.servers[row]!.id, waitMs: connectTimeoutMs }, row);
  connectionFailed(run, request, 0, 'connectTimedOut');
}

function connectionFailed(run: Run, request: number, waitUs: number, why: Failure): void {
  const { requests, servers } = run.world;
  const row = requests.server[request]!;
  const { id } = servers[row]!;
  const attempts = requests.attempts[request]!;
  if (run.isPassive) attemptFailed(run, row);
  if (run.scenario.loadBalancer.retryOn === 'next-server') {
    tryNextServer(run, request, why);
  } else if (attempts > run.scenario.loadBalancer.retries) {
    run.note?.('retries-exhausted', { attempts, status: run.answers[why] });
    release(run, request);
    answerItself(run, request, why);
  } else if (run.scenario.loadBalancer.redispatch && mayRedispatch(run, request, row)) {
    run.note?.('redispatch', { server: id }, row);
    release(run, request);
    requests.isPinned[request] = 0;
    requests.binding[request] = BINDING.redispatched;
    dispatch(run, request, pick(run, row));
  } else if (waitUs === 0) {
    connect(run, request, row);
  } else {
    // While it waits the request still counts as one that the server has in its hands (measured).
    run.note?.('turn-around', { server: id, waitMs: waitUs / 1000 }, row);
    enter(run.world, request, PHASE.atBalancer, waitUs, EVENT.triesAgain);
  }
}

/**
 * The server's process died while it had the request. HAProxy does not send it again: it may have had an effect. nginx
 * does if its method says that twice is as good as once (RFC 9110, section 9.2.2).
 */
export function connectionReset(run: Run, request: number): void {
  attend(run, request);
  run.world.letGo += 1;
  const row = run.world.requests.server[request]!;
  run.note?.('reset', { server: run.world.servers[row]!.id }, row);
  attemptLost(run, request, 'reset');
}

function attemptLost(run: Run, request: number, why: Failure): void {
  if (run.isPassive) attemptFailed(run, run.world.requests.server[request]!);
  const isRepeated = run.scenario.loadBalancer.retryOn === 'next-server' && isIdempotent(run.request.method);
  if (isRepeated) {
    clearAnswer(run.world.requests, request);
    tryNextServer(run, request, why);
    return;
  }
  run.note?.('not-repeated', {});
  release(run, request);
  answerItself(run, request, why);
}

const isIdempotent = (method: string): boolean => !['POST', 'PATCH', 'LOCK', 'CONNECT'].includes(method);

/** Each server once, as long as attempts are left. */
function tryNextServer(run: Run, request: number, why: Failure): void {
  const { requests, tried, servers } = run.world;
  const row = requests.server[request]!;
  const attempts = requests.attempts[request]!;
  const before = [...(tried.get(request) ?? []), row];
  tried.set(request, before);
  release(run, request);
  const next = attempts > run.scenario.loadBalancer.retries ? NONE : pickUntried(run, before);
  if (next === NONE) {
    run.note?.('retries-exhausted', { attempts, status: run.answers[why] });
    answerItself(run, request, why);
    return;
  }
  run.note?.('next-server', { server: servers[row]!.id }, row);
  requests.isPinned[request] = 0;
  requests.binding[request] = BINDING.redispatched;
  dispatch(run, request, next);
}

function pickUntried(run: Run, tried: readonly number[]): number {
  const { pool } = run;
  if (pool.usable.every((row) => tried.includes(row))) return NONE;
  pool.leaveOut(tried);
  const server = run.balancing.pick(run.request, run.balancer.balancingMemory, run.balancingContext);
  pool.leaveOut([]);
  return server;
}

/** The server took the request and has not answered in time. It may be at it still. */
export function answerTimedOut(run: Run, request: number): void {
  attend(run, request);
  const row = run.world.requests.server[request]!;
  const waitMs = run.scenario.loadBalancer.serverTimeoutMs;
  run.note?.('server-timeout', { server: run.world.servers[row]!.id, waitMs }, row);
  letGo(run, request);
  // Another request may have got the worker that is free now.
  attend(run, request);
  attemptLost(run, request, 'answerTimedOut');
}

/** The server's answer passes the load balancer: the only place where persistence learns. */
export function backAtBalancer(run: Run, request: number): void {
  attend(run, request);
  const { requests, people } = run.world;
  const server = requests.server[request]!;
  release(run, request);
  if (run.isPassive) attemptSucceeded(run, server);
  if (run.world.tried.size > 0) run.world.tried.delete(request);
  run.world.servers[server]!.requests += 1;
  if (requests.believedSession[request] !== 0) {
    run.world.withSession += 1;
    if (people.home[requests.person[request]!] === server) {
      run.world.reachedHome += 1;
      requests.reachedHome[request] = 1;
    }
    const isFirst = people.seenPoolChange[requests.person[request]!] !== run.world.poolChangeCount;
    if (isFirst) observeAfterChange(run, request);
  }
  run.exchange.server = server;
  run.persistence.learn(run.exchange, memoryOfItsBalancer(run, request), run.persistenceContext);
  if (run.isPushing) pushRows(run);
  if (isTraced(run)) run.trace!.wire.balancerToClient = balancerToClientText(run, request);
  countAnswerHead(run, request);
  enter(run.world, request, PHASE.toClient, requests.oneWayUs[request]!, EVENT.received);
}

/** Its load balancer is gone, or its connection has moved to one that does not know it: the client waits in vain. */
export function abandon(run: Run, request: number, patienceUs: number): void {
  attend(run, request);
  const { requests, nowUs } = run.world;
  run.note?.('connection-lost', { balancer: run.balancer.id, waitS: patienceUs / 1e6 });
  if (requests.phase[request] === PHASE.queued || requests.phase[request] === PHASE.working) {
    letGo(run, request);
    // Another request may have got the worker that is free now.
    attend(run, request);
  } else if (requests.phase[request] === PHASE.fromServer) {
    run.world.letGo += 1;
  }
  requests.heldEvent[request] = 0;
  release(run, request);
  clearAnswer(run.world.requests, request);
  run.world.tried.delete(request);
  requests.server[request] = NONE;
  const untilUs = requests.sentUs[request]! + patienceUs;
  enter(run.world, request, PHASE.atBalancer, Math.max(requests.oneWayUs[request]!, untilUs - nowUs), EVENT.received);
}

/** Where an answer is learned: what a process that has been replaced still learns is gone with it. */
function memoryOfItsBalancer(run: Run, request: number): unknown {
  const { balancer } = run;
  const isOfThisProcess = run.world.requests.balancerRun[request] === balancer.restarts;
  return isOfThisProcess || run.scenario.loadBalancer.peers
    ? balancer.persistenceMemory
    : run.persistence.emptyMemory();
}

/** Whether the server will be computed from something in the request. */
function hasKey(run: Run): boolean {
  const { balancing, balancingContext, request } = run;
  return balancing.isHashing && balancing.clue(request, balancingContext.options).kind !== 'none';
}

function pick(run: Run, avoid: number): number {
  run.pool.avoid = avoid;
  const server = run.balancing.pick(run.request, run.balancer.balancingMemory, run.balancingContext);
  run.pool.avoid = NONE;
  return server;
}

function dispatch(run: Run, request: number, server: number): void {
  const { requests } = run.world;
  if (server === NONE) {
    run.note?.('no-server', { status: run.answers.noServer });
    answerItself(run, request, 'noServer');
    return;
  }
  requests.server[request] = server;
  if (run.persistence.isPerConnection) bindConnection(run, request, server);
  run.balancer.views[server]!.connections += 1;
  connectionsChanged(run, server);
  if (run.isPassive) attemptBegins(run, server);
  connect(run, request, server);
}

/** Below HTTP there is one decision per connection: a request that shares one follows it, even before the first answer. */
function joinConnection(run: Run, request: number): void {
  const { requests, people } = run.world;
  const person = requests.person[request]!;
  const isOpen = people.connection[person] === requests.connection[request];
  if (isOpen) requests.connectionServer[request] = people.connectionServer[person]!;
}

function bindConnection(run: Run, request: number, server: number): void {
  const { requests, people } = run.world;
  const person = requests.person[request]!;
  if (people.connection[person] === requests.connection[request]) people.connectionServer[person] = server;
}

function connect(run: Run, request: number, server: number): void {
  const { requests } = run.world;
  requests.attempts[request]! += 1;
  if (isTraced(run)) noteAttempt(run, request, server);
  requests.connectingFromUs[request] = run.world.nowUs;
  requests.synTries[request] = 0;
  hop(run.world, request, PHASE.toServer, EVENT.arrivesAtServer);
}

function noteAttempt(run: Run, request: number, server: number): void {
  const { requests, servers } = run.world;
  const attempt = requests.attempts[request]!;
  run.note?.('connect', { server: servers[server]!.id, attempt, attempts: attemptsAtMost(run) }, server);
}

/** Where each attempt goes to another server, there are no more than servers. */
function attemptsAtMost({ scenario, pool }: Run): number {
  const attempts = scenario.loadBalancer.retries + 1;
  return scenario.loadBalancer.retryOn === 'next-server' ? Math.min(attempts, pool.configured.length) : attempts;
}

/**
 * With `option redispatch`: when the server is known to be down by now, on the last attempt, and at once where nothing
 * binds the request and one server is as good as the next.
 */
function mayRedispatch(run: Run, request: number, server: number): boolean {
  const { requests } = run.world;
  if (!run.balancer.views[server]!.believedUp) return true;
  if (requests.attempts[request] === run.scenario.loadBalancer.retries) return true;
  return requests.isPinned[request] === 0 && run.balancing.anyServerWillDo && run.pool.usable.length > 1;
}

/** The load balancer answers in the server's place. */
function answerItself(run: Run, request: number, why: Failure): void {
  const { requests } = run.world;
  requests.status[request] = run.answers[why];
  requests.server[request] = NONE;
  run.world.tried.delete(request);
  if (isTraced(run)) run.trace!.wire.balancerToClient = ownAnswerText(run, why);
  countOwnAnswer(run, why);
  enter(run.world, request, PHASE.toClient, requests.oneWayUs[request]!, EVENT.received);
}

/** The server has one request less; one that was removed ends with its last. */
function release(run: Run, request: number): void {
  const row = run.world.requests.server[request]!;
  expectNoAnswer(run, request);
  const server = run.world.servers[row]!;
  run.balancer.views[row]!.connections -= 1;
  connectionsChanged(run, row);
  if (server.admin === 'removed') endIfIdle(run, row);
}
