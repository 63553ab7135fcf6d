/** The closed form beside a measured figure, and how far the run is from it. */
import type { MeasureId } from './courses.ts';

export interface Theory {
  /** On the scale of the chart. */
  readonly value: number;
  readonly shown: string;
  /** "+1.2 %": the run less the closed form. */
  readonly gap: string;
}

export type Theories = Partial<Record<MeasureId | 'sessions', Theory>>;

export function theoriesOf(): Theories {
  return {};
}
