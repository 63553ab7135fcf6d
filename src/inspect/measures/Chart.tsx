/** One chart: what is measured, how it stands, and its course. A slider over time for those who do not point. */
import { type KeyboardEvent, type PointerEvent, useRef } from 'react';
import { useStore } from 'zustand';
import { MEASURES, type Measures, type TheoryGap } from '../../engine/index.ts';
import { Defined } from '../../glossary/Term.tsx';
import { seconds } from '../../lab/wording.ts';
import { words } from '../../language/words.ts';
import { useSize } from '../../ui/useSize.ts';
import type { MeasureId, Said } from './courses.ts';
import { type Crosshair, spanOf } from './crosshair.ts';
import type { FormBeside } from './forms.ts';
import styles from './Measures.module.css';
import { Plot, type PlotProps, scaleX } from './Plot.tsx';
import { sampleAt, samplesIn, samplesOn } from './samples.ts';

export interface ChartProps extends Omit<PlotProps, 'size' | 'theory'> {
  readonly measures: Measures;
  /** The closed form of it, where there is one, or why it does not hold. */
  readonly form: FormBeside | TheoryGap | null;
  readonly crosshair: Crosshair;
  readonly onSeek: (ms: number) => void;
}

export function Chart(props: ChartProps) {
  const { course, crosshair, measures, form, ...rest } = props;
  const { name, unit: usual } = words.measures.charts[course.id];
  const [ref, size] = useSize();
  const { value, aside, unit = usual } = useSaid(props);
  const handlers = usePointing(props, size === null ? null : scaleX(props.spanMs, size).invert);
  return (
    <figure className={styles['chart']} aria-label={name}>
      <figcaption>
        <Defined term={name} says={definitionOf(course.id)}>
          {name}
        </Defined>
        <span className={styles['value']}>
          {value} <small>{[unit, aside].filter(Boolean).join(' · ')}</small>
        </span>
        {form === null ? null : form.holds ? <Beside {...form} /> : <NotBeside {...form} />}
      </figcaption>
      <div
        ref={ref}
        className={styles['course']}
        role="slider"
        tabIndex={0}
        aria-label={words.measures.chart(name)}
        aria-valuemin={0}
        aria-valuemax={Math.round(props.spanMs / 1000)}
        aria-valuenow={Math.round(handlers.here / 1000)}
        aria-valuetext={[`${handlers.said}:`, value, unit, aside].filter(Boolean).join(' ')}
        {...handlers.events}
      >
        {size !== null && size.width > 40 && size.height > 30 ? (
          <>
            <Plot {...rest} course={course} theory={form?.holds === true ? form.level : null} size={size} />
            <Cross crosshair={crosshair} spanMs={props.spanMs} size={size} />
          </>
        ) : null}
      </div>
    </figure>
  );
}

/** The engine's definition, and what is special about the drawing. */
export function definitionOf(id: MeasureId): string {
  const measure = MEASURES.find((one) => one.id === id);
  return words.measures.defined(measure?.definition ?? '', words.measures.charts[id].drawn, measure?.source ?? '');
}

/** What the closed form says, and the run beside it. */
function Beside({ figure, value, simulated, off }: FormBeside) {
  const { forms } = words.measures;
  return (
    <span className={styles['form']}>
      <i aria-hidden="true" />{' '}
      <Defined term={figure.name} says={forms.says(figure.where, figure.assumes, off, figure.source)}>
        {forms.beside(figure.formula, value)}
      </Defined>{' '}
      · {forms.run(simulated)}
    </span>
  );
}

function NotBeside({ name, formula, fails, source }: TheoryGap) {
  const { forms } = words.measures;
  return (
    <span className={styles['form']}>
      <Defined term={name} says={forms.gap(formula, fails, source)}>
        {forms.doesNotHold(fails)}
      </Defined>
    </span>
  );
}

/** What stands beside the name: of the span, of the moment pointed at, or of the run up to now. */
function useSaid({ course, crosshair, samples, servers, measures }: ChartProps): Said {
  const { atMs, span } = useStore(crosshair);
  if (span !== null) {
    const inSpan = samplesIn(samples, span.fromMs, span.toMs);
    if (inSpan.length > 0) return course.over(inSpan, servers);
  }
  const sample = atMs === null ? null : sampleAt(samples, atMs);
  return sample === null ? course.now(measures) : course.at(sample, servers);
}

const STEPS: Readonly<Record<string, number>> = {
  ...{ ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1 },
  ...{ PageDown: -10, PageUp: 10, Home: Number.NEGATIVE_INFINITY, End: Number.POSITIVE_INFINITY },
};

function usePointing({ crosshair, samples, atMs, onSeek }: ChartProps, momentAt: ((x: number) => number) | null) {
  const pointed = useStore(crosshair);
  const draggedFrom = useRef<number | null>(null);
  /** The other end of a span that grows by the keyboard. */
  const anchor = useRef<number | null>(null);
  const here = pointed.atMs ?? atMs;

  const momentOf = (event: PointerEvent): number => {
    const { left } = event.currentTarget.getBoundingClientRect();
    return Math.max(0, momentAt?.(event.clientX - left) ?? 0);
  };
  const point = (moment: number): void => {
    // The same window is no news.
    const sample = sampleAt(samples, moment);
    const at = sample?.middleMs ?? null;
    if (at !== crosshair.getState().atMs) crosshair.setState({ atMs: at });
  };

  const onPointerMove = (event: PointerEvent): void => {
    const moment = momentOf(event);
    const from = draggedFrom.current;
    if (from !== null && sampleAt(samples, from) !== sampleAt(samples, moment))
      crosshair.setState({ span: spanOf(from, moment) });
    point(moment);
  };
  const onPointerDown = (event: PointerEvent): void => {
    if (event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    draggedFrom.current = momentOf(event);
    crosshair.setState({ span: null });
    point(momentOf(event));
  };
  const onPointerUp = (event: PointerEvent): void => {
    if (draggedFrom.current === null) return;
    draggedFrom.current = null;
    onSeek(crosshair.getState().span?.fromMs ?? momentOf(event));
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const by = STEPS[event.key];
    if (by !== undefined) {
      const next = samplesOn(samples, here, by);
      anchor.current = event.shiftKey ? (anchor.current ?? here) : null;
      if (next !== null) {
        const span = anchor.current === null ? null : spanOf(anchor.current, next.middleMs);
        crosshair.setState({ atMs: next.middleMs, span });
      }
    } else if (event.key === 'Enter') onSeek(pointed.span?.fromMs ?? sampleAt(samples, here)?.fromMs ?? here);
    else if (event.key === 'Escape') {
      anchor.current = null;
      crosshair.setState({ atMs: null, span: null });
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const clear = (): void => {
    if (draggedFrom.current === null) crosshair.setState({ atMs: null });
  };
  const { span } = pointed;
  return {
    said: span === null ? seconds(here) : words.measures.span(seconds(span.fromMs), seconds(span.toMs)),
    here,
    events: {
      ...{ onPointerMove, onPointerDown, onPointerUp, onKeyDown },
      onPointerLeave: clear,
      onPointerCancel: () => {
        draggedFrom.current = null;
        clear();
      },
      onBlur: clear,
    },
  };
}

/** The moment pointed at, and the span that is marked: over every chart at the same place. */
function Cross({ crosshair, spanMs, size }: Pick<ChartProps, 'crosshair' | 'spanMs'> & { size: PlotProps['size'] }) {
  const { atMs, span } = useStore(crosshair);
  const x = scaleX(spanMs, size);
  return (
    <>
      {span === null ? null : (
        <span
          className={styles['span']}
          style={{ left: x(span.fromMs), width: Math.max(1, x(span.toMs) - x(span.fromMs)) }}
        />
      )}
      {atMs === null ? null : <span className={styles['cross']} style={{ left: x(atMs) }} />}
    </>
  );
}
