/** What has happened so far, kept small: the latest events in words, and the whole course of the harm as a thin curve. */
import type { Happening, Snapshot } from '../engine/index.ts';

export interface HarmPoint {
  readonly atMs: number;
  readonly sessionsLost: number;
}

/** The end of a server's process, whatever ended it. */
export interface Outage {
  readonly server: string;
  readonly cause: 'killed' | 'restarted' | 'removed';
  readonly killedAtMs: number;
  /** Sessions that were nowhere else and died. */
  readonly died: number;
  /** Whose they were (index into `people`); null until the first snapshot after the end shows it. */
  readonly victims: readonly number[] | null;
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
  /** People whose clients neither send nor keep cookies now. */
  readonly cookieBlockers: readonly string[];
  /** Who has moved to another network. */
  readonly movers: readonly string[];
}

const KEPT_HAPPENINGS = 400;
const KEPT_POINTS = 800;

export const emptyRecord: RunRecord = {
  happenings: [],
  happeningCount: 0,
  harm: [],
  outages: [],
  cookieBlockers: [],
  movers: [],
};

export function addToRecord(record: RunRecord, added: readonly Happening[]): RunRecord {
  if (added.length === 0) return record;
  return {
    happenings: [...record.happenings, ...added].slice(-KEPT_HAPPENINGS),
    happeningCount: record.happeningCount + added.length,
    harm: addHarm(record.harm, added),
    outages: added.reduce(addOutage, record.outages),
    cookieBlockers: added.reduce(blockOrAllow, record.cookieBlockers),
    movers: added.reduce(addMover, record.movers),
  };
}

/** What there was of it at an earlier moment. */
export function recordUpTo(record: RunRecord, atMs: number): RunRecord {
  const happenings = record.happenings.filter((one) => one.atMs <= atMs);
  if (happenings.length === record.happenings.length) return record;
  return {
    happenings,
    happeningCount: record.happeningCount - (record.happenings.length - happenings.length),
    harm: record.harm.filter((point) => point.atMs <= atMs),
    outages: record.outages
      .filter(({ killedAtMs }) => killedAtMs <= atMs)
      .map((outage) => ({ ...outage, detectedAtMs: earlier(outage.detectedAtMs, atMs) })),
    cookieBlockers: happenings.reduce<readonly string[]>(blockOrAllow, []),
    movers: happenings.reduce<readonly string[]>(addMover, []),
  };
}

const earlier = (moment: number | null, atMs: number): number | null =>
  moment !== null && moment <= atMs ? moment : null;

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

function blockOrAllow(blockers: readonly string[], happening: Happening): readonly string[] {
  if (happening.kind !== 'client-changed') return blockers;
  const { what, person } = happening;
  if (what === 'cookies-blocked') return [...blockers, person];
  return what === 'cookies-allowed' ? blockers.filter((one) => one !== person) : blockers;
}

const addMover = (movers: readonly string[], happening: Happening): readonly string[] =>
  happening.kind === 'network-changed' && !movers.includes(happening.person) ? [...movers, happening.person] : movers;

function addOutage(outages: readonly Outage[], happening: Happening): readonly Outage[] {
  const cause = causeOf(happening);
  if (cause !== null) {
    const { server, sessions, atMs } = cause.happening;
    const outage = { server, cause: cause.what, killedAtMs: atMs, died: sessions };
    // What it has taken out of its configuration itself it need not find out.
    const detectedAtMs = cause.what === 'removed' ? atMs : null;
    return [...outages, { ...outage, victims: null, detectedAtMs }];
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

/** A restart of what was dead already, and a removal with which no session died, are no outage. */
function causeOf(happening: Happening) {
  if (happening.kind === 'ended') return happening.sessions > 0 ? { what: 'removed' as const, happening } : null;
  if (happening.kind !== 'action') return null;
  if (happening.what === 'killed') return { what: 'killed' as const, happening };
  return happening.what === 'restarted' && happening.sessions > 0 ? { what: 'restarted' as const, happening } : null;
}

/**
 * Whose sessions died with a server: those who do not know it yet, and those who have found out since. Kept, so that
 * the picture can go on showing them when the engine has forgotten.
 */
export function nameVictims(record: RunRecord, { servers, people }: Snapshot): RunRecord {
  if (record.outages.every(({ victims }) => victims !== null)) return record;
  const rows = new Map(people.map(({ id }, index) => [id, index]));
  const outages = record.outages.map((outage) => {
    if (outage.victims !== null) return outage;
    const graves = servers.find(({ id }) => id === outage.server)?.graves ?? [];
    const missed = record.happenings.flatMap((one) =>
      one.kind === 'session-lost' && one.home === outage.server && one.atMs >= outage.killedAtMs
        ? [rows.get(one.person) ?? -1]
        : [],
    );
    return { ...outage, victims: [...new Set([...graves, ...missed])].filter((row) => row >= 0) };
  });
  return { ...record, outages };
}
