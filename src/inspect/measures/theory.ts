/** The closed form beside a measured figure, where there is one for this scenario, and how far the run is from it. */
import { deviation, mean } from 'd3';
import {
  balancings,
  lostWithServer,
  type Measures,
  persistences,
  randomAssignmentCv,
  type Scenario,
  unstickyHit,
} from '../../engine/index.ts';
import { words } from '../../language/words.ts';
import type { MeasureId } from './courses.ts';
import { figure, percent, signed } from './figures.ts';
import { type Sample, sampleAt } from './samples.ts';

export interface Theory {
  /** On the scale of the chart. */
  readonly value: number;
  readonly shown: string;
  /** The run less the closed form. */
  readonly gap: string;
}

export type Theories = Partial<Record<MeasureId, Theory>>;

const text = words.measures;

export function theoriesOf(scenario: Scenario, measures: Measures, samples: readonly Sample[]): Theories {
  const lost = lostWithOne(scenario, measures, samples);
  const hit = withoutBinding(scenario, measures);
  const spread = assignedAtRandom(scenario, samples);
  return {
    ...(lost === null ? {} : { 'sessions-lost': lost }),
    ...(hit === null ? {} : { affinity: hit }),
    ...(spread === null ? {} : { sessions: spread }),
  };
}

/** One server of N dies, and with it what is only in its memory: S/N sessions, in the end. */
function lostWithOne(scenario: Scenario, measures: Measures, samples: readonly Sample[]): Theory | null {
  const deaths = measures.actions.filter(({ what }) => what === 'killed');
  const [death] = deaths;
  if (death === undefined || deaths.length > 1 || !isBound(scenario) || !isInMemory(scenario)) return null;
  const before = sampleAt(
    samples.filter(({ toMs }) => toMs <= death.atMs),
    death.atMs,
  );
  const servers = before?.perServer.filter(({ isInPool }) => isInPool).length ?? 0;
  if (before === null || servers < 2 || before.sessions === 0) return null;
  const expected = lostWithServer(before.sessions, servers);
  const died = measures.sessionsLost + measures.sessionsLostUnnoticed;
  return {
    value: expected.mean,
    shown: text.expected(figure(expected.mean), figure(expected.deviation)),
    gap: signed(died - expected.mean),
  };
}

/** Nothing sends people back: each request is at its server with probability 1/N. */
function withoutBinding(scenario: Scenario, { affinityRatio, perServer }: Measures): Theory | null {
  if (isBound(scenario) || isHashing(scenario) || affinityRatio === null || perServer.length < 2) return null;
  const share = unstickyHit(perServer.length);
  return { value: share, shown: `${percent(share)} %`, gap: text.points(signed((affinityRatio - share) * 100)) };
}

/** Sessions that are assigned at random lie unevenly all the same: mean and deviation over the servers. */
function assignedAtRandom(scenario: Scenario, samples: readonly Sample[]): Theory | null {
  const last = samples.at(-1);
  if (scenario.loadBalancer.balancing.id !== 'random' || last === undefined) return null;
  const counts = last.perServer.flatMap(({ sessions, isInPool }) => (isInPool ? [sessions] : []));
  const average = mean(counts) ?? 0;
  if (counts.length < 2 || average === 0) return null;
  const cv = randomAssignmentCv(counts.length, average * counts.length);
  return {
    value: average,
    shown: text.expected(figure(average), figure(cv * average)),
    gap: text.deviates(figure(deviation(counts) ?? 0)),
  };
}

const isInMemory = ({ sessionState }: Scenario): boolean => sessionState.id === 'server-memory';
const isBound = ({ loadBalancer }: Scenario): boolean =>
  persistences.find(({ id }) => id === loadBalancer.persistence.id)?.about.looksAt !== 'nothing';
const isHashing = ({ loadBalancer }: Scenario): boolean =>
  balancings.find(({ id }) => id === loadBalancer.balancing.id)?.isHashing === true;
