/**
 * Looks ahead of the run for what matters, so that time can slow down just before it: a second run of the same future,
 * a little further on. What it finds is what will happen, unless somebody acts.
 */
import type { FinishedRequest, Happening, History, Position, Simulation } from '../engine/index.ts';
import type { Ahead, Matter } from './protocol.ts';

/** Virtual time between two looks at the clock. */
const SLICE_US = 500_000;

export interface Lookout {
  look(history: History, wish: { person: string | null; aheadMs: number }, isOutOfTime: () => boolean): Ahead;
}

export function createLookout(): Lookout {
  let scout: Simulation | null = null;
  let parted: Position | null = null;
  let watched: string | null = null;
  let matters: Matter[] = [];

  const sink = {
    happened(happening: Happening) {
      const matter = matterOf(happening);
      if (matter !== null) matters.push(matter);
    },
    finished({ person, outcome, atMs, latencyMs }: FinishedRequest) {
      if (person === watched && outcome !== 'served')
        matters.push({ atMs: atMs + latencyMs, what: 'harm', whom: person });
    },
  };

  return {
    look(history, { person, aheadMs }, isOutOfTime) {
      const { nowUs } = history.simulation;
      const isFromHere = scout !== null && parted === history.parted && watched === person;
      if (!isFromHere || scout === null || scout.nowUs < nowUs || nowUs + 2 * aheadMs * 1000 < scout.nowUs) {
        scout = history.ahead();
        parted = history.parted;
        watched = person;
        matters = [];
      }
      const toUs = Math.round(nowUs + aheadMs * 1000);
      while (scout.nowUs < toUs && !isOutOfTime()) scout.advance(Math.min(toUs, scout.nowUs + SLICE_US), sink);
      matters = matters.filter(({ atMs }) => atMs * 1000 > nowUs);
      return { toMs: scout.nowUs / 1000, matters };
    },
  };
}

function matterOf(happening: Happening): Matter | null {
  const { atMs } = happening;
  if (happening.kind === 'action') return { atMs, what: 'action', whom: happening.server };
  if (happening.kind === 'node') return { atMs, what: 'action', whom: happening.node };
  return happening.kind === 'believed-down' ? { atMs, what: 'detection', whom: happening.server } : null;
}
