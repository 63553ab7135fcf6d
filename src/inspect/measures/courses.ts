/** What each chart draws and says: one entry for each measure. Pure; the words stand in the language. */
import type { Measures } from '../../engine/index.ts';
import { words } from '../../language/words.ts';
import { figure, percent, range } from './figures.ts';
import type { Sample } from './samples.ts';

export type MeasureId = Exclude<keyof typeof words.measures.definitions, 'sessions'>;

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
  readonly aside?: string;
}

const NOTHING: Said = { value: '–' };
const said = (value: string): Said => ({ value });

export interface Course {
  readonly id: MeasureId;
  readonly scale: 'linear' | 'log';
  /** Drawn at the end of each window, from zero on. */
  readonly isCumulative: boolean;
  /** The scale reaches at least so far. */
  readonly atLeast: number;
  /** How a number on the axis is written. */
  tick(value: number): string;
  lines(servers: readonly string[]): readonly Line[];
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
const sum = (samples: readonly Sample[], of: (sample: Sample) => number): number =>
  samples.reduce((all, sample) => all + of(sample), 0);

const sessionsLost: Course = {
  ...{ id: 'sessions-lost', scale: 'linear', isCumulative: true, atLeast: 4, isThere: always },
  tick: figure,
  lines: single(({ lostSoFar }) => lostSoFar),
  now: (measures) => said(figure(measures.sessionsLost)),
  at: ({ lostSoFar, sessionsLost: added }) =>
    added === 0 ? said(figure(lostSoFar)) : { value: figure(lostSoFar), aside: `+${figure(added)}` },
  over: (samples) => said(`+${figure(sum(samples, (sample) => sample.sessionsLost))}`),
};

const affinity: Course = {
  ...{ id: 'affinity', scale: 'linear', isCumulative: false, atLeast: 1, isThere: always },
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

const load: Course = {
  ...{ id: 'load', scale: 'linear', isCumulative: false, atLeast: 1 },
  tick: figure,
  isThere: (samples) => samples.some(({ perServer }) => perServer !== undefined),
  lines: (servers) =>
    servers.length > MOST_LINES
      ? []
      : servers.map((name, row) => ({ name, isMain: false, at: (sample) => rateOf(sample, row) })),
  now: ({ imbalance }) => (imbalance === null ? NOTHING : said(text.evenness(figure(imbalance.maxOverMean)))),
  at: (sample, servers) =>
    spreadText(
      servers.map((_, row) => rateOf(sample, row)),
      servers,
    ),
  over: (samples, servers) =>
    spreadText(
      servers.map(
        (_, row) => sum(samples, (one) => one.perServer?.[row]?.requests ?? 0) / sum(samples, ({ seconds }) => seconds),
      ),
      servers,
    ),
};

export const rateOf = ({ perServer, seconds }: Sample, row: number): number =>
  (perServer?.[row]?.requests ?? 0) / seconds;

/** The most and the least, and whose they are. */
export function spreadOf(values: readonly number[]) {
  if (values.length === 0) return null;
  const most = Math.max(...values);
  const least = Math.min(...values);
  return { most, least, mostRow: values.indexOf(most), leastRow: values.indexOf(least) };
}

function spreadText(values: readonly number[], servers: readonly string[]): Said {
  const spread = spreadOf(values);
  if (spread === null) return NOTHING;
  const least = `${servers[spread.leastRow]} ${figure(spread.least)}`;
  return said(values.length === 1 ? least : `${servers[spread.mostRow]} ${figure(spread.most)} · ${least}`);
}

const PERCENTILES = ['p50', 'p95', 'p99'] as const;

const latency: Course = {
  ...{ id: 'latency', scale: 'log', isCumulative: false, atLeast: 100, isThere: always },
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

const percentilesText = (latencyMs: Measures['latencyMs']): Said =>
  latencyMs === null ? NOTHING : said(PERCENTILES.map((name) => rounded(latencyMs[name])).join(' · '));

const unavailable: Course = {
  ...{ id: 'unavailable', scale: 'linear', isCumulative: false, atLeast: 0.1, isThere: always },
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

export const COURSES: readonly Course[] = [sessionsLost, affinity, load, latency, unavailable];
