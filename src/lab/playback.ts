/**
 * The clock of the picture. Once per screen frame the playhead moves on; the engine is asked to follow, one question at
 * a time, so that a slow tab is never flooded. Listeners (the canvas, the timeline's knob) hear each frame; React does
 * not.
 */
import type { Marks } from '../engine/index.ts';

export interface Playhead {
  readonly atMs: number;
  readonly marks: Marks | null;
  readonly speed: number;
  readonly isPlaying: boolean;
}

export interface PlaybackHooks {
  /** Brings the run to `toMs`; resolves to what was reached. */
  advance(toMs: number, wantSnapshot: boolean): Promise<{ atMs: number; marks: Marks } | null>;
  speed(): number;
  isPlaying(): boolean;
  /** Where time may pass so slowly, and how far it may pass at all before more is known; null for as fast as asked. */
  slow(atMs: number): Slowing | null;
}

export interface Slowing {
  /** Null: as fast as asked. */
  readonly speed: number | null;
  /** The next moment at which that may change. */
  readonly untilMs: number;
}

/**
 * Slow enough that nothing in the picture can flash more than three times a second when it changes each time; where
 * time passes slowly few things do, and tokens should keep up with the marks.
 */
const snapshotEveryMs = (speed: number): number => (speed > 0.5 ? 200 : 110);

/** How far the playhead may run ahead of the engine, in ms of the screen's time. */
const LEAD_MS = 60;
/**
 * Marks say until when each phase lasts, so a frame between two answers is drawn exactly; only what begins in between is
 * seen so much later, and each question wakes another thread.
 */
const ASK_EVERY_MS = 30;
/** A tab that slept goes on where it was, it does not catch up. */
const LONGEST_FRAME_MS = 100;

export interface Playback {
  start(): void;
  stop(): void;
  /** The run stands somewhere else now: after a load, a step, an action. */
  jumpTo(atMs: number, marks: Marks): void;
  read(): Playhead;
  onFrame(listener: (playhead: Playhead) => void): () => void;
}

export function createPlayback(hooks: PlaybackHooks): Playback {
  const listeners = new Set<(playhead: Playhead) => void>();
  let marks: Marks | null = null;
  let atMs = 0;
  let reachedMs = 0;
  let isAsking = false;
  /** Rises with each jump: an answer from before it is out of date. */
  let epoch = 0;
  let lastFrameAt = 0;
  let lastAskedAt = 0;
  let lastSnapshotAt = 0;
  let handle = 0;

  const ask = async (now: number): Promise<void> => {
    isAsking = true;
    lastAskedAt = now;
    const asked = epoch;
    const wantSnapshot = now - lastSnapshotAt >= snapshotEveryMs(speedNow());
    if (wantSnapshot) lastSnapshotAt = now;
    const reached = await hooks.advance(atMs, wantSnapshot);
    isAsking = false;
    if (reached === null || asked !== epoch) return;
    reachedMs = reached.atMs;
    marks = reached.marks;
  };

  const speedNow = (): number => Math.min(hooks.speed(), hooks.slow(atMs)?.speed ?? Number.POSITIVE_INFINITY);

  const read = (): Playhead => ({ atMs, marks, speed: speedNow(), isPlaying: hooks.isPlaying() });

  const frame = (now: number): void => {
    handle = requestAnimationFrame(frame);
    const elapsedMs = Math.min(now - lastFrameAt, LONGEST_FRAME_MS);
    lastFrameAt = now;
    if (hooks.isPlaying() && marks !== null) {
      const speed = speedNow();
      const untilMs = hooks.slow(atMs)?.untilMs ?? Number.POSITIVE_INFINITY;
      atMs = Math.max(atMs, Math.min(atMs + elapsedMs * speed, reachedMs + LEAD_MS * speed, untilMs));
      if (!isAsking && now - lastAskedAt >= ASK_EVERY_MS) void ask(now);
    }
    const playhead = read();
    for (const listener of listeners) listener(playhead);
  };

  return {
    start() {
      cancelAnimationFrame(handle);
      lastFrameAt = performance.now();
      handle = requestAnimationFrame(frame);
    },
    stop() {
      cancelAnimationFrame(handle);
    },
    jumpTo(toMs, newMarks) {
      epoch += 1;
      atMs = toMs;
      reachedMs = toMs;
      marks = newMarks;
    },
    read,
    onFrame(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
