/** The engine's closed forms as the charts show them: which chart each belongs to, and where it lies on its scale. Pure. */
import type { Measures, TheoryFigure, TheoryGap } from '../../engine/index.ts';
import { words } from '../../language/words.ts';
import type { MeasureId } from './courses.ts';
import { figure, large, percent } from './figures.ts';

const said = words.measures.forms;

export interface Form {
  readonly holds: true;
  readonly id: string;
  readonly figure: TheoryFigure;
  readonly value: string;
  readonly simulated: string;
  /** "0.4 standard errors off"; empty where neither the form is exact nor an error is known. */
  readonly off: string;
}

export interface FormBeside extends Form {
  /** On the scale of its chart; null where the chart shows something else of the same measure. */
  readonly level: number | null;
}

interface Place {
  readonly beside: MeasureId;
  level(value: number, measures: Measures): number | null;
}

const asItIs = (value: number): number => value;
const nowhere = (): null => null;
const perSecond = (value: number, { atMs }: Measures): number | null => (atMs === 0 ? null : value / (atMs / 1000));

const PLACES: Readonly<Record<string, Place>> = {
  'unsticky-affinity': { beside: 'affinity-ratio', level: asItIs },
  'lost-on-death': { beside: 'sessions-lost', level: asItIs },
  'session-spread': { beside: 'imbalance-sessions', level: nowhere },
  'nat-share': { beside: 'imbalance-sessions', level: nowhere },
  'replication-messages': { beside: 'messages', level: perSecond },
  'cookie-bytes': { beside: 'wire-bytes', level: perSecond },
};

/** Shares are written as %. */
const SHARES: ReadonlySet<string> = new Set(['unsticky-affinity', 'remap', 'nat-share', 'utilisation', 'erlang-c']);

export function formOf(theory: TheoryFigure): Form {
  const write = (value: number): string => (SHARES.has(theory.id) ? `${percent(value)} %` : large(value));
  return {
    holds: true,
    id: theory.id,
    figure: theory,
    value: write(theory.value),
    simulated: write(theory.simulated),
    off: offText(theory),
  };
}

/** Beside each chart the first form that holds, or else the first that would be its, and why it does not hold. */
export function formsBeside(
  theories: readonly (TheoryFigure | TheoryGap)[],
  measures: Measures,
): Partial<Record<MeasureId, FormBeside | TheoryGap>> {
  const beside: Partial<Record<MeasureId, FormBeside | TheoryGap>> = {};
  for (const theory of [...theories.filter(({ holds }) => holds), ...theories.filter(({ holds }) => !holds)]) {
    const place = PLACES[theory.id];
    if (place === undefined) continue;
    beside[place.beside] ??= theory.holds ? { ...formOf(theory), level: place.level(theory.value, measures) } : theory;
  }
  return beside;
}

function offText({ simulated, value, standardError, deviations }: TheoryFigure): string {
  if (standardError === 0) return simulated === value ? said.exactly : said.notExactly;
  return deviations === null ? '' : said.deviations(figure(Math.abs(deviations)));
}
