/**
 * HAProxy `timeout server`: how long the load balancer waits for the answer of a server that took the request. All wait
 * equally long, so a list in the order of arrival is in the order of time: one event stands for its head, and a request
 * that is answered costs no event at all.
 */
import { plan } from './eventQueue.ts';
import type { Run } from './run.ts';
import { EVENT, NONE } from './world.ts';

/** The server has taken the request. */
export function expectAnswer(run: Run, request: number): void {
  const { requests, deadlines, nowUs, queue } = run.world;
  const deadlineUs = nowUs + run.serverTimeoutUs;
  requests.deadlineUs[request] = deadlineUs;
  requests.deadlineBefore[request] = deadlines.last;
  requests.deadlineAfter[request] = NONE;
  if (deadlines.last === NONE) deadlines.first = request;
  else requests.deadlineAfter[deadlines.last] = request;
  deadlines.last = request;
  if (deadlines.isPlanned) return;
  plan(queue, deadlineUs, EVENT.answerOverdue, 0);
  deadlines.isPlanned = true;
}

/** The answer is there, or there will be none. */
export function expectNoAnswer(run: Run, request: number): void {
  const { requests, deadlines } = run.world;
  if (requests.deadlineUs[request] === 0) return;
  const before = requests.deadlineBefore[request]!;
  const after = requests.deadlineAfter[request]!;
  requests.deadlineUs[request] = 0;
  if (before === NONE) deadlines.first = after;
  else requests.deadlineAfter[before] = after;
  if (after === NONE) deadlines.last = before;
  else requests.deadlineBefore[after] = before;
}

/** The event has come up: the request that is overdue now, or `NONE`. Plans the event for the one after. */
export function overdue(run: Run): number {
  const { requests, deadlines, nowUs, queue } = run.world;
  const { first } = deadlines;
  deadlines.isPlanned = false;
  if (first === NONE) return NONE;
  const isOverdue = requests.deadlineUs[first]! <= nowUs;
  const next = isOverdue ? requests.deadlineAfter[first]! : first;
  if (next !== NONE) {
    plan(queue, requests.deadlineUs[next]!, EVENT.answerOverdue, 0);
    deadlines.isPlanned = true;
  }
  return isOverdue ? first : NONE;
}
