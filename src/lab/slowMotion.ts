/** Slow motion around what matters: from a little before it to a little after, where the reader has asked for it. */
import type { Ahead, Matter } from '../worker/protocol.ts';
import type { Slowing } from './playback.ts';

/** So slow that a request can be followed. */
const SLOW = 0.25;
const BEFORE_MS = 700;
const AFTER_MS = 1200;
/** Of what has come to pass; only the last of it can still matter. */
const KEPT = 16;
/** On the screen's clock: what matters is known so long before it comes. */
const LOOK_MS = 1500;

export interface SlowMotion {
  /** How far the engine has to look ahead. */
  aheadMs(speed: number): number;
  know(ahead: Ahead): void;
  forget(): void;
  matterAt(atMs: number): Matter | null;
  slow(atMs: number): Slowing;
}

export function createSlowMotion(): SlowMotion {
  let matters: readonly Matter[] = [];
  let knownToMs = 0;

  const matterAt = (atMs: number): Matter | null =>
    matters.find((matter) => atMs >= matter.atMs - BEFORE_MS && atMs <= matter.atMs + AFTER_MS) ?? null;

  return {
    aheadMs: (speed) => BEFORE_MS + LOOK_MS * speed,
    know({ toMs, matters: coming }) {
      // Those that have just come to pass are not ahead any more, and still matter.
      const nextMs = coming[0]?.atMs ?? Number.POSITIVE_INFINITY;
      const past = matters.filter(({ atMs }) => atMs < nextMs && !coming.some((matter) => matter.atMs === atMs));
      matters = [...past.slice(-KEPT), ...coming];
      knownToMs = toMs;
    },
    forget() {
      matters = [];
      knownToMs = 0;
    },
    matterAt,
    slow(atMs) {
      // Not beyond what has been looked at: what matters must not be run past.
      const lookedAtMs = Math.max(atMs, knownToMs - BEFORE_MS);
      if (matterAt(atMs) !== null) return { speed: SLOW, untilMs: lookedAtMs };
      const next = matters.find((matter) => matter.atMs - BEFORE_MS > atMs);
      return { speed: null, untilMs: Math.min(lookedAtMs, next === undefined ? lookedAtMs : next.atMs - BEFORE_MS) };
    },
  };
}
