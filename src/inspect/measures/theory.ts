/** The closed form beside a measured figure, where there is one for this scenario, and how far the run is from it. */
import { balancings, type Measures, persistences, type Scenario, unstickyHit } from '../../engine/index.ts';
import { words } from '../../language/words.ts';
import type { MeasureId } from './courses.ts';
import { percent, signed } from './figures.ts';

export interface Theory {
  /** On the scale of the chart. */
  readonly value: number;
  readonly shown: string;
  /** The run less the closed form. */
  readonly gap: string;
}

export type Theories = Partial<Record<MeasureId | 'sessions', Theory>>;

const text = words.measures;

export function theoriesOf(scenario: Scenario, measures: Measures): Theories {
  const hit = withoutBinding(scenario, measures);
  return hit === null ? {} : { affinity: hit };
}

/** Nothing sends people back: each request is at its server with probability 1/N. */
function withoutBinding(scenario: Scenario, { affinityRatio, perServer }: Measures): Theory | null {
  if (isBound(scenario) || isHashing(scenario) || affinityRatio === null || perServer.length < 2) return null;
  const share = unstickyHit(perServer.length);
  return { value: share, shown: `${percent(share)} %`, gap: text.points(signed((affinityRatio - share) * 100)) };
}

const isBound = ({ loadBalancer }: Scenario): boolean =>
  persistences.find(({ id }) => id === loadBalancer.persistence.id)?.about.looksAt !== 'nothing';
const isHashing = ({ loadBalancer }: Scenario): boolean =>
  balancings.find(({ id }) => id === loadBalancer.balancing.id)?.isHashing === true;
