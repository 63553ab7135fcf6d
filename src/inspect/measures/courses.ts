/** What each chart draws and says: one entry for each measure. Pure; the words stand in the language. */
import type { Measures, WireMeasures } from '../../engine/index.ts';
import { words } from '../../language/words.ts';
import { bytesText, figure, large, percent, range } from './figures.ts';
import type { Sample } from './samples.ts';

/** As the engine's `MEASURES` has them. */
export type MeasureId = keyof typeof words.measures.charts;

export interface Line {
  /** Stands at the end of the line; empty where the line is the only one. */
  readonly name: string;
  readonly isMain: boolean;
  /** Null where there is nothing to draw: the line is interrupted. */
  at(sample: Sample): number | null;
}

/** A figure, and what it is made of. The unit stands between the two. */
export interface Said {
  readonly value: string;
  /** Where it is not the chart's. */
  readonly unit?: string;
  readonly aside?: string;
}

const NOTHING: Said = { value: '–' };
const said = (value: string): Said => ({ value });

export interface Course {
  readonly id: MeasureId;
  readonly scale: 'linear' | 'log';
  /** How it stands at the end of each window, not how it was during it. */
  readonly isState: boolean;
  /** It was zero when the run began. */
  readonly startsAtZero?: boolean;
  /** The scale reaches at least so far. */
  readonly atLeast: number;
  /** How a number on the axis is written. */
  tick(value: number): string;
  /** Empty where there are too many to be told apart. */
  lines(servers: readonly string[]): readonly Line[];
  /** What one server has of it; null where it is not a matter of servers, or that one was not in the pool. */
  readonly perServer?: OfServer;
  /** Drawn as a mean of so many windows: where single ones are noise. */
  readonly meanOf?: number;
  /** Of the run up to now. */
  now(measures: Measures): Said;
  /** In one window. */
  at(sample: Sample, servers: readonly string[]): Said;
  /** In a span of windows. */
  over(samples: readonly Sample[], servers: readonly string[]): Said;
  /** Whether this run has anything of it. */
  isThere(samples: readonly Sample[]): boolean;
}

/** So many servers have a line of their own; more are a band from the least to the most. */
export const MOST_LINES = 6;

const text = words.measures;
const always = (): boolean => true;
const single = (at: Line['at']) => (): readonly Line[] => [{ name: '', isMain: true, at }];
const sum = <One>(all: readonly One[], part: (one: One) => number): number =>
  all.reduce((total, one) => total + part(one), 0);

const sessionsLost: Course = {
  ...{ id: 'sessions-lost', scale: 'linear', isState: true, startsAtZero: true, atLeast: 4, isThere: always },
  tick: figure,
  lines: single(({ lostSoFar }) => lostSoFar),
  now: (measures) => said(figure(measures.sessionsLost)),
  at: ({ lostSoFar, sessionsLost: added }) =>
    added === 0 ? said(figure(lostSoFar)) : { value: figure(lostSoFar), aside: `+${figure(added)}` },
  over: (samples) => said(`+${figure(sum(samples, (sample) => sample.sessionsLost))}`),
};

const affinity: Course = {
  ...{ id: 'affinity-ratio', scale: 'linear', isState: false, atLeast: 1, isThere: always },
  tick: (value) => figure(value * 100),
  lines: single(({ affinityRatio }) => affinityRatio),
  now: ({ affinityRatio }) => (affinityRatio === null ? NOTHING : said(percent(affinityRatio))),
  at: ({ affinityRatio }) => (affinityRatio === null ? NOTHING : said(percent(affinityRatio))),
  over: (samples) =>
    extremes(
      samples.map(({ affinityRatio }) => affinityRatio),
      percent,
    ),
};

type OfServer = (sample: Sample, row: number) => number | null;

/** What each server has of something: a line each, or a band from the least to the most where they are many. */
const ofServers = (id: MeasureId, of: OfServer): Pick<Course, 'id' | 'isThere' | 'perServer' | 'lines'> => ({
  id,
  isThere: always,
  perServer: of,
  lines: (servers) =>
    servers.length > MOST_LINES
      ? []
      : servers.map((name, row) => ({ name, isMain: false, at: (sample) => of(sample, row) })),
});

const inPool = (sample: Sample, row: number) => {
  const server = sample.perServer[row];
  return server?.isInPool ? server : null;
};

const requestRate: OfServer = (sample, row) => {
  const server = inPool(sample, row);
  return server === null ? null : server.requests / sample.seconds;
};

const load: Course = {
  ...ofServers('imbalance-requests', requestRate),
  ...{ scale: 'linear', isState: false, atLeast: 1, meanOf: 5 },
  tick: figure,
  now: ({ imbalance }) => (imbalance.requests === null ? NOTHING : evenness(imbalance.requests.maxOverMean)),
  at: (sample, servers) => spreadText(of(sample, servers, requestRate), servers),
  over: (samples, servers) => {
    const all = servers.map((_, row) => sum(samples, (one) => inPool(one, row)?.requests ?? 0));
    const seconds = sum(samples, (one) => one.seconds);
    return spreadText(
      all.map((requests) => requests / seconds),
      servers,
    );
  },
};

const sessionsHeld: OfServer = (sample, row) => inPool(sample, row)?.sessions ?? null;

const sessions: Course = {
  ...ofServers('imbalance-sessions', sessionsHeld),
  ...{ scale: 'linear', isState: true, atLeast: 1 },
  tick: figure,
  now: (measures) => ({
    ...spreadText(
      measures.perServer.map((server) => server.sessions),
      measures.perServer.map(({ id }) => id),
    ),
    aside: text.sessionsNow(figure(sum(measures.perServer, (server) => server.sessions))),
  }),
  at: (sample, servers) => ({
    ...spreadText(of(sample, servers, sessionsHeld), servers),
    aside: text.sessionsNow(figure(sample.sessions)),
  }),
  over: (samples) => ({
    ...extremes(
      samples.map((one) => one.sessions),
      figure,
    ),
    aside: text.onAllServers,
  }),
};

const of = (sample: Sample, servers: readonly string[], what: OfServer): readonly (number | null)[] =>
  servers.map((_, row) => what(sample, row));

const evenness = (maxOverMean: number): Said => ({ value: `${figure(maxOverMean)}×`, unit: text.evenness });

/** The most and the least, and whose they are. */
export function spreadOf(values: readonly (number | null)[]) {
  const there = values.filter((value) => value !== null);
  if (there.length === 0) return null;
  const most = Math.max(...there);
  const least = Math.min(...there);
  return {
    most,
    least,
    mostRow: values.indexOf(most),
    leastRow: values.indexOf(least),
    mean: sum(there, (one) => one) / there.length,
    count: there.length,
  };
}

function spreadText(values: readonly (number | null)[], servers: readonly string[]): Said {
  const spread = spreadOf(values);
  if (spread === null) return NOTHING;
  const least = `${servers[spread.leastRow]} ${figure(spread.least)}`;
  return said(spread.count === 1 ? least : `${servers[spread.mostRow]} ${figure(spread.most)} · ${least}`);
}

const PERCENTILES = ['p50', 'p95', 'p99'] as const;

const latency: Course = {
  ...{ id: 'latency', scale: 'log', isState: false, atLeast: 100, isThere: always },
  tick: (value) => (value >= 1000 ? `${figure(value / 1000)} s` : `${figure(value)}`),
  lines: () =>
    PERCENTILES.map((name) => ({
      ...{ name, isMain: name === 'p50' },
      at: ({ latencyMs }) => latencyMs?.[name] ?? null,
    })),
  now: ({ latencyMs }) => percentilesText(latencyMs),
  at: ({ latencyMs }) => percentilesText(latencyMs),
  over: (samples) => ({
    ...extremes(
      samples.map(({ latencyMs }) => latencyMs?.p95 ?? null),
      rounded,
    ),
    aside: text.p95Windows,
  }),
};

const rounded = (ms: number): string => figure(Math.round(ms));

const percentilesText = (latencyMs: Sample['latencyMs']): Said =>
  latencyMs === null ? NOTHING : said(PERCENTILES.map((name) => rounded(latencyMs[name])).join(' · '));

const unavailable: Course = {
  ...{ id: 'unavailable', scale: 'linear', isState: false, atLeast: 0.1, isThere: always },
  tick: (value) => figure(value * 100),
  lines: single((sample) => (sample.requests === 0 ? null : sample.unavailable / sample.requests)),
  now: ({ outcomes, requests }) => partText(outcomes.unavailable, requests),
  at: (sample) => partText(sample.unavailable, sample.requests),
  over: (samples) =>
    partText(
      sum(samples, (one) => one.unavailable),
      sum(samples, ({ requests }) => requests),
    ),
};

const partText = (part: number, whole: number): Said =>
  whole === 0 ? NOTHING : { value: percent(part / whole), aside: text.of(figure(part), figure(whole)) };

function extremes(values: readonly (number | null)[], write: (value: number) => string): Said {
  const there = values.filter((value) => value !== null);
  return there.length === 0 ? NOTHING : said(range(write(Math.min(...there)), write(Math.max(...there))));
}

const cost = (id: MeasureId, part: (sample: Sample) => number, total: (measures: Measures) => number): Course => ({
  ...{ id, scale: 'linear', isState: false, atLeast: 1 },
  tick: large,
  isThere: (samples) => samples.some((sample) => part(sample) > 0),
  lines: single((sample) => part(sample) / sample.seconds),
  now: (measures) => said(large(measures.atMs === 0 ? 0 : total(measures) / (measures.atMs / 1000))),
  at: (sample) => said(large(part(sample) / sample.seconds)),
  over: (samples) => said(large(sum(samples, part) / sum(samples, (one) => one.seconds))),
});

const bytesPerSecond = (bytes: number, seconds: number): string => bytesText(seconds === 0 ? 0 : bytes / seconds);

function wireText({ up, down, upSession, downSession }: WireMeasures, seconds: number): Said {
  const all = up + down;
  if (all === 0) return NOTHING;
  return {
    value: text.wire.upDown(bytesPerSecond(up, seconds), bytesPerSecond(down, seconds)),
    aside: text.wire.forSession(percent((upSession + downSession) / all)),
  };
}

const wire: Course = {
  ...{ id: 'wire-bytes', scale: 'linear', isState: false, atLeast: 1000, meanOf: 5, isThere: always },
  tick: bytesText,
  lines: () =>
    (['down', 'up'] as const).map((way) => ({
      ...{ name: text.wire[way], isMain: way === 'down' },
      at: (sample) => sample.wire[way] / sample.seconds,
    })),
  now: (measures) => wireText(measures.wire, measures.atMs / 1000),
  at: (sample) => wireText(sample.wire, sample.seconds),
  over: (samples) => {
    const part = (name: keyof WireMeasures) => sum(samples, (one) => one.wire[name]);
    const all = {
      up: part('up'),
      down: part('down'),
      upSession: part('upSession'),
      downSession: part('downSession'),
    };
    return wireText(
      all,
      sum(samples, (one) => one.seconds),
    );
  },
};

export const COURSES: readonly Course[] = [
  ...[sessionsLost, affinity, load, sessions, latency, unavailable, wire],
  cost(
    'round-trips',
    (sample) => sample.roundTrips,
    ({ costs }) => costs.roundTrips,
  ),
  cost(
    'messages',
    (sample) => sample.messages,
    ({ costs }) => costs.messages,
  ),
  cost(
    'message-bytes',
    (sample) => sample.messageBytes,
    ({ costs }) => costs.bytes,
  ),
];
