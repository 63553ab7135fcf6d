/** What has happened so far, kept small: the latest events in words, and the whole course of the harm as a thin curve. */
import type { Happening, Snapshot } from '../engine/index.ts';

export interface HarmPoint {
  readonly atMs: number;
  readonly sessionsLost: number;
}

export interface Outage {
  readonly server: string;
  readonly killedAtMs: number;
  /** In its memory, copies of others' included. */
  readonly sessions: number;
  /** Of these, how many were nowhere else and died; null until the first snapshot after the kill shows it. */
  readonly died: number | null;
  /** When the health checks found out; null while they have not. */
  readonly detectedAtMs: number | null;
}

export interface RunRecord {
  /** The latest last; older ones make room. */
  readonly happenings: readonly Happening[];
  /** How many came in all, so that a reader knows which ones are new. */
  readonly happeningCount: number;
  readonly harm: readonly HarmPoint[];
  readonly outages: readonly Outage[];
}

const KEPT_HAPPENINGS = 400;
const KEPT_POINTS = 800;

export const emptyRecord: RunRecord = { happenings: [], happeningCount: 0, harm: [], outages: [] };

export function addToRecord(record: RunRecord, added: readonly Happening[]): RunRecord {
  if (added.length === 0) return record;
  return {
    happenings: [...record.happenings, ...added].slice(-KEPT_HAPPENINGS),
    happeningCount: record.happeningCount + added.length,
    harm: addHarm(record.harm, added),
    outages: added.reduce(addOutage, record.outages),
  };
}

function addHarm(points: readonly HarmPoint[], added: readonly Happening[]): readonly HarmPoint[] {
  const grown = [...points];
  for (const happening of added) {
    if (happening.kind !== 'session-lost') continue;
    grown.push({ atMs: happening.atMs, sessionsLost: (grown.at(-1)?.sessionsLost ?? 0) + 1 });
  }
  if (grown.length === points.length) return points;
  // Halving keeps the shape of the curve and the true height of its last point.
  return grown.length <= KEPT_POINTS ? grown : grown.filter((_, index) => (grown.length - 1 - index) % 2 === 0);
}

function addOutage(outages: readonly Outage[], happening: Happening): readonly Outage[] {
  if (happening.kind === 'action' && happening.what === 'killed') {
    const { server, atMs, sessions } = happening;
    return [...outages, { server, killedAtMs: atMs, sessions, died: null, detectedAtMs: null }];
  }
  if (happening.kind === 'believed-down') {
    return outages.map((outage) =>
      outage.server === happening.server && outage.detectedAtMs === null
        ? { ...outage, detectedAtMs: happening.atMs }
        : outage,
    );
  }
  return outages;
}

/** How many sessions died with a server: those missed by nobody yet, and those missed since. */
export function countDied(record: RunRecord, { servers }: Snapshot): RunRecord {
  if (record.outages.every(({ died }) => died !== null)) return record;
  const outages = record.outages.map((outage) => {
    if (outage.died !== null) return outage;
    const graves = servers.find(({ id }) => id === outage.server)?.graves.length ?? 0;
    const missed = record.happenings.filter(
      (one) => one.kind === 'session-lost' && one.home === outage.server && one.atMs >= outage.killedAtMs,
    );
    return { ...outage, died: graves + missed.length };
  });
  return { ...record, outages };
}
