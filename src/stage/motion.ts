/**
 * From what the engine says of a request in flight to where its mark is drawn at the playhead. Pure.
 *
 * The hop between load balancer and server takes a quarter of a millisecond: at no speed could it be seen. So the time
 * that the server works is drawn as way in, stay and way out. Sent, decided, answered and received are exactly true.
 */
import { PHASES, type Phase } from '../engine/index.ts';

/** Where a mark is: on which part of its way (`OUTER`, `INNER` or `WORKER`), and how far along. Filled in, not made anew. */
export interface Place {
  leg: number;
  /** Along the way, 0 at the person or at the load balancer. */
  share: number;
  isBack: boolean;
  isWaiting: boolean;
}

/** On the way between person and load balancer. */
export const OUTER = 0;
/** Between load balancer and server. */
export const INNER = 1;
/** In the hands of a worker. */
export const WORKER = 2;

export const emptyPlace = (): Place => ({ leg: OUTER, share: 0, isBack: false, isWaiting: false });

/** Who waits at the load balancer stands before it, where it is seen. */
const AT_THE_DOOR = 0.965;

const WAY_IN = 0.35;
const WAY_OUT = 0.65;
/** A request that finds a queue is seen to walk up to it for so long. */
const WALK_TO_QUEUE_MS = 30;

export const phaseAt = (index: number): Phase => PHASES[index] ?? 'connecting';

/** `wasQueued`: it stood in the queue, so its way in is over. */
export function placeAt(
  place: Place,
  phase: Phase,
  fromMs: number,
  untilMs: number,
  wasQueued: boolean,
  nowMs: number,
): Place {
  const share = shareOf(fromMs, untilMs, nowMs);
  switch (phase) {
    case 'connecting':
      return put(place, OUTER, 0, false, true);
    case 'to-balancer':
      return put(place, OUTER, share, false, false);
    case 'at-balancer':
      return put(place, OUTER, AT_THE_DOOR, false, true);
    case 'to-server':
      return put(place, INNER, untilMs - fromMs > 5 ? share : 0, false, false);
    case 'queued':
      return put(place, INNER, Math.min(1, (nowMs - fromMs) / WALK_TO_QUEUE_MS), false, true);
    case 'working':
      if (share < WAY_IN && !wasQueued) return put(place, INNER, ease(share / WAY_IN), false, false);
      if (share > WAY_OUT) return put(place, INNER, ease((1 - share) / (1 - WAY_OUT)), true, false);
      return put(place, WORKER, 0, false, false);
    case 'from-server':
      return put(place, INNER, 0, true, false);
    case 'to-client':
      return put(place, OUTER, 1 - share, true, false);
  }
}

function put(place: Place, leg: number, share: number, isBack: boolean, isWaiting: boolean): Place {
  place.leg = leg;
  place.share = share;
  place.isBack = isBack;
  place.isWaiting = isWaiting;
  return place;
}

/** Without travel: the same facts at the places where a request can be. */
export function standStill(place: Place): void {
  place.share = Math.round(place.share);
}

function shareOf(fromMs: number, untilMs: number, nowMs: number): number {
  if (!Number.isFinite(untilMs) || untilMs <= fromMs) return nowMs >= fromMs ? 1 : 0;
  return Math.max(0, Math.min(1, (nowMs - fromMs) / (untilMs - fromMs)));
}

const ease = (share: number): number => share * share * (3 - 2 * share);
