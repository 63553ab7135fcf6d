/**
 * From what the engine says of a request in flight to where its mark is drawn at the playhead. Pure.
 *
 * The hop between load balancer and server takes a quarter of a millisecond: at no speed could it be seen. So the time
 * that the server works is drawn as way in, stay and way out. Sent, decided, answered and received are exactly true.
 */
import { PHASES, type Phase } from '../engine/index.ts';

export type Pose =
  /** On the way between person and load balancer: 0 at the person. */
  | { readonly leg: 'outer'; readonly share: number; readonly isBack: boolean; readonly isWaiting: boolean }
  /** Between load balancer and server: 0 at the load balancer. */
  | { readonly leg: 'inner'; readonly share: number; readonly isBack: boolean; readonly isWaiting: boolean }
  /** In the hands of a worker. */
  | { readonly leg: 'worker' };

/** Who waits at the load balancer stands before it, where it is seen. */
const AT_THE_DOOR = 0.965;

const WAY_IN = 0.35;
const WAY_OUT = 0.65;
/** A request that finds a queue is seen to walk up to it for so long. */
const WALK_TO_QUEUE_MS = 30;

export interface MarkTimes {
  readonly phase: Phase;
  readonly fromMs: number;
  readonly untilMs: number;
  /** It stood in the queue, so its way in is over. */
  readonly wasQueued: boolean;
}

export const phaseAt = (index: number): Phase => PHASES[index] ?? 'connecting';

export function poseAt({ phase, fromMs, untilMs, wasQueued }: MarkTimes, nowMs: number): Pose {
  const share = shareOf(fromMs, untilMs, nowMs);
  switch (phase) {
    case 'connecting':
      return { leg: 'outer', share: 0, isBack: false, isWaiting: true };
    case 'to-balancer':
      return { leg: 'outer', share, isBack: false, isWaiting: false };
    case 'at-balancer':
      return { leg: 'outer', share: AT_THE_DOOR, isBack: false, isWaiting: true };
    case 'to-server':
      return { leg: 'inner', share: untilMs - fromMs > 5 ? share : 0, isBack: false, isWaiting: false };
    case 'queued':
      return { leg: 'inner', share: Math.min(1, (nowMs - fromMs) / WALK_TO_QUEUE_MS), isBack: false, isWaiting: true };
    case 'working':
      if (share < WAY_IN && !wasQueued)
        return { leg: 'inner', share: ease(share / WAY_IN), isBack: false, isWaiting: false };
      if (share > WAY_OUT)
        return { leg: 'inner', share: ease((1 - share) / (1 - WAY_OUT)), isBack: true, isWaiting: false };
      return { leg: 'worker' };
    case 'from-server':
      return { leg: 'inner', share: 0, isBack: true, isWaiting: false };
    case 'to-client':
      return { leg: 'outer', share: 1 - share, isBack: true, isWaiting: false };
  }
}

/** Without travel: the same facts at the places where a request can be. */
export function stillPose(pose: Pose): Pose {
  return pose.leg === 'worker' ? pose : { ...pose, share: Math.round(pose.share) };
}

function shareOf(fromMs: number, untilMs: number, nowMs: number): number {
  if (!Number.isFinite(untilMs) || untilMs <= fromMs) return nowMs >= fromMs ? 1 : 0;
  return Math.max(0, Math.min(1, (nowMs - fromMs) / (untilMs - fromMs)));
}

const ease = (share: number): number => share * share * (3 - 2 * share);
