/** Windows as the charts read them: rates instead of counts, so that windows of any width can be compared. */
import type { WindowMeasures } from '../../engine/index.ts';

export interface Sample extends WindowMeasures {
  /** How much of the window has passed, in s: of the last one only a part. */
  readonly seconds: number;
  /** Up to the end of the window. */
  readonly lostSoFar: number;
  readonly middleMs: number;
}

/** A window that has hardly begun says nothing of its rate. */
const SHORTEST_SHARE = 0.5;

export function samplesOf(windows: readonly WindowMeasures[], untilMs: number): readonly Sample[] {
  let lostSoFar = 0;
  return windows.flatMap((window) => {
    lostSoFar += window.sessionsLost;
    const toMs = Math.min(window.toMs, untilMs);
    const isTooShort = toMs - window.fromMs < (window.toMs - window.fromMs) * SHORTEST_SHARE;
    if (isTooShort) return [];
    const seconds = (toMs - window.fromMs) / 1000;
    return [{ ...window, toMs, seconds, lostSoFar, middleMs: (window.fromMs + toMs) / 2 }];
  });
}

/** The sample in which that moment lies, or the nearest one. */
export function sampleAt(samples: readonly Sample[], atMs: number): Sample | null {
  return samples.find(({ toMs }) => atMs < toMs) ?? samples.at(-1) ?? null;
}

export function samplesIn(samples: readonly Sample[], fromMs: number, toMs: number): readonly Sample[] {
  return samples.filter((sample) => sample.toMs > fromMs && sample.fromMs < toMs);
}

/** The same instant, a so many samples further: what the arrow keys do. */
export function samplesOn(samples: readonly Sample[], atMs: number, by: number): Sample | null {
  const here = sampleAt(samples, atMs);
  if (here === null) return null;
  const place = Math.max(0, Math.min(samples.length - 1, samples.indexOf(here) + by));
  return samples[place] ?? null;
}
