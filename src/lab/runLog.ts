/**
 * All that the engine has told of the present future, up to the furthest moment it has been computed to; and from it
 * the record as it was at any place in the run. Bounded: what is oldest is folded into one record.
 */
import { bisectRight } from 'd3';
import type { Happening } from '../engine/index.ts';
import type { Frame } from '../worker/client.ts';
import { addToRecord, cutRecord, emptyRecord, type RunRecord } from './record.ts';

const KEPT = 20_000;
/** Of what is marked on the timeline. */
const KEPT_MARKED = 2000;

/** What is known of the present future, the part that is still to come included. */
export interface Known {
  /** Happenings that are no harm to a request, in their order. */
  readonly marked: readonly Happening[];
  readonly harm: RunRecord['harm'];
  readonly reachedMs: number;
}

export const nothingKnown: Known = { marked: [], harm: [], reachedMs: 0 };

export interface RunLog {
  readonly known: Known;
  /** Takes in a frame; the record as it was where the frame stands. */
  take(frame: Pick<Frame, 'happenings' | 'happenedAt' | 'events' | 'atMs' | 'holdsTo' | 'reached'>): RunRecord;
  /** The record that was taken last, with more in it that a snapshot told. */
  keep(record: RunRecord): void;
  clear(): void;
}

export function createRunLog(): RunLog {
  let told: Happening[] = [];
  let at: number[] = [];
  let folded = { record: emptyRecord, upTo: 0 };
  let known = nothingKnown;
  let shown = { record: emptyRecord, upTo: 0 };

  function forgetAfter(events: number): void {
    const kept = bisectRight(at, events);
    told = told.slice(0, kept);
    at = at.slice(0, kept);
    known = {
      marked: told.filter(isMarked).slice(-KEPT_MARKED),
      harm: addToRecord(folded.record, told).harm,
      reachedMs: known.reachedMs,
    };
    if (shown.upTo > events) shown = { record: emptyRecord, upTo: Number.POSITIVE_INFINITY };
  }

  function add(happenings: readonly Happening[], happenedAt: readonly number[]): void {
    // An engine that was replaced tells again what it computes again.
    const last = at.at(-1) ?? folded.upTo;
    const news = happenings.filter((_, index) => (happenedAt[index] ?? 0) > last);
    if (news.length === 0) return;
    told.push(...news);
    at.push(...happenedAt.slice(happenedAt.length - news.length));
    const marked = news.filter(isMarked);
    known = {
      marked: marked.length === 0 ? known.marked : [...known.marked, ...marked].slice(-KEPT_MARKED),
      harm: addToRecord({ ...emptyRecord, harm: known.harm }, news).harm,
      reachedMs: known.reachedMs,
    };
  }

  function foldOldest(): void {
    if (told.length <= KEPT) return;
    const half = KEPT / 2;
    folded = { record: addToRecord(folded.record, told.slice(0, half)), upTo: at[half - 1] ?? 0 };
    told = told.slice(half);
    at = at.slice(half);
  }

  function recordAt(events: number, atMs: number): RunRecord {
    if (events < folded.upTo) return cutRecord(folded.record, atMs);
    const [from, start] = events >= shown.upTo ? [bisectRight(at, shown.upTo), shown.record] : [0, folded.record];
    return addToRecord(start, told.slice(from, bisectRight(at, events)));
  }

  return {
    get known() {
      return known;
    },
    take({ happenings, happenedAt, events, atMs, holdsTo, reached }) {
      if (holdsTo !== null) forgetAfter(holdsTo);
      add(happenings, happenedAt);
      const reachedMs = reached.us / 1000;
      if (known.reachedMs !== reachedMs) known = { ...known, reachedMs };
      shown = { record: recordAt(events, atMs), upTo: events };
      foldOldest();
      return shown.record;
    },
    keep(record) {
      shown = { ...shown, record };
    },
    clear() {
      told = [];
      at = [];
      folded = { record: emptyRecord, upTo: 0 };
      shown = folded;
      known = nothingKnown;
    },
  };
}

const isMarked = ({ kind }: Happening): boolean => kind !== 'session-lost' && kind !== 'unavailable';
