/** The drawing of one chart. What is beyond the playhead is faint; the playhead itself moves without React. */
import { area, line, max, type ScaleContinuousNumeric, scaleLinear, scaleLog } from 'd3';
import { memo, useEffect, useId, useRef } from 'react';
import { useLab } from '../../lab/useLab.ts';
import type { Size } from '../../ui/useSize.ts';
import { type Course, type Line, spreadOf } from './courses.ts';
import styles from './Measures.module.css';
import { meansOf } from './meansOf.ts';
import type { Sample } from './samples.ts';
import { spread } from './spread.ts';

export interface Mark {
  readonly atMs: number;
  /** `cause`: somebody did it. `belief`: the load balancer found out. */
  readonly kind: 'cause' | 'belief';
}

export interface PlotProps {
  readonly course: Course;
  readonly samples: readonly Sample[];
  readonly servers: readonly string[];
  readonly selectedServer: string | null;
  readonly spanMs: number;
  readonly atMs: number;
  readonly marks: readonly Mark[];
  /** Where the closed form has it; null where there is none. */
  readonly theory: number | null;
  readonly size: Size;
}

/** Names at the ends of lines, in rem. */
const NAMES_REM = 2.1;
/** Between the end of a line and its name. */
const LEADER_PX = 5;
const FOOT_REM = 0.9;
const TOP_REM = 0.8;

type Y = ScaleContinuousNumeric<number, number>;

export const Plot = memo(function Plot(props: PlotProps) {
  const { course, samples, servers, spanMs, atMs, marks, theory, size } = props;
  const { width, height, rem } = size;
  const x = scaleX(spanMs, size);
  const lines = course.lines(servers);
  const y = scaleY(course, lines, samples, servers, theory, size);
  const foot = height - FOOT_REM * rem;
  const clip = useId();
  const { shown, edge } = usePlayhead(x);
  const past = samples.filter(({ fromMs }) => fromMs < atMs);
  const ends = endsOf(course, lines, past, servers, y);
  const endX = Math.min(x(past.at(-1)?.toMs ?? 0), width - NAMES_REM * rem);
  const places = spread(
    ends.map(({ at }) => at),
    0.68 * rem,
    TOP_REM * rem * 0.6,
    foot,
  );
  const drawing = (
    <Drawing
      course={course}
      lines={lines}
      samples={samples}
      servers={servers}
      selected={props.selectedServer}
      x={x}
      y={y}
    />
  );
  return (
    <svg width={width} height={height} className={styles['plot']} aria-hidden="true">
      <clipPath id={clip}>
        <rect ref={shown} x={-4} y={-8} width={x(atMs) + 4} height={height + 16} />
      </clipPath>
      {marks.map(({ atMs: at, kind }) => (
        <line key={`${kind} ${at}`} className={styles[kind]} x1={x(at)} x2={x(at)} y1={0} y2={foot} />
      ))}
      <line className={styles['axis']} x1={0} x2={x(spanMs)} y1={foot} y2={foot} />
      {ticksOf(course, y).map((tick) => (
        <g key={tick}>
          <line className={styles['grid']} x1={0} x2={x(spanMs)} y1={y(tick)} y2={y(tick)} />
          <text x={0} y={y(tick) - 2}>
            {course.tick(tick)}
          </text>
        </g>
      ))}
      {theory === null ? null : (
        <line className={styles['theory']} x1={0} x2={x(spanMs)} y1={y(theory)} y2={y(theory)} />
      )}
      <g className={styles['future']}>{drawing}</g>
      <g clipPath={`url(#${clip})`}>{drawing}</g>
      <line ref={edge} className={styles['playhead']} x1={x(atMs)} x2={x(atMs)} y1={TOP_REM * rem * 0.5} y2={foot} />
      {ends.map(({ name, at }, index) =>
        name === '' ? null : (
          <g key={name}>
            {/* From where its line ends, however far the name had to move. */}
            <path className={styles['leader']} d={`M${endX},${at}L${endX + LEADER_PX},${places[index] ?? at}`} />
            <text x={endX + LEADER_PX + 2} y={(places[index] ?? 0) + 0.25 * rem} className={styles['name']}>
              {name}
            </text>
          </g>
        ),
      )}
      <text x={0} y={height - 1}>
        0
      </text>
      <text x={x(spanMs)} y={height - 1} textAnchor="end">
        {Math.round(spanMs / 1000)} s
      </text>
    </svg>
  );
});

export const scaleX = (spanMs: number, { width, rem }: Size) =>
  scaleLinear([0, spanMs], [0, Math.max(0, width - NAMES_REM * rem)]);

function scaleY(
  course: Course,
  lines: readonly Line[],
  samples: readonly Sample[],
  servers: readonly string[],
  theory: number | null,
  { height, rem }: Size,
): Y {
  const greatest = samples.map((sample) =>
    lines.length > 0
      ? Math.max(...lines.map((one) => one.at(sample) ?? 0))
      : (bandOf(course, sample, servers)?.most ?? 0),
  );
  const top = Math.max(course.atLeast, theory ?? 0, max(greatest) ?? 0);
  const rangeY = [height - FOOT_REM * rem, TOP_REM * rem];
  if (course.scale === 'linear') return scaleLinear([0, top], rangeY).nice(3);
  return scaleLog([10, Math.max(100, top)], rangeY)
    .nice()
    .clamp(true);
}

/** The top of the scale; on a logarithmic one each power of ten. */
function ticksOf({ scale }: Course, y: Y): readonly number[] {
  const [least = 0, top = 0] = y.domain();
  if (scale === 'linear') return [top];
  const ticks: number[] = [];
  for (let tick = least * 10; tick <= top; tick *= 10) ticks.push(tick);
  return ticks;
}

/** From the least to the most of all servers. */
const bandOf = ({ perServer }: Course, sample: Sample, servers: readonly string[]) =>
  perServer === undefined ? null : spreadOf(servers.map((_, row) => perServer(sample, row)));

/** Where lines end, and what stands there. */
function endsOf(
  course: Course,
  lines: readonly Line[],
  past: readonly Sample[],
  servers: readonly string[],
  y: Y,
): readonly { readonly name: string; readonly at: number }[] {
  const last = past.at(-1);
  if (last === undefined) return [];
  if (lines.length === 0) {
    const found = bandOf(course, last, servers);
    if (found === null) return [];
    return [
      { name: servers[found.mostRow] ?? '', at: y(found.most) },
      { name: servers[found.leastRow] ?? '', at: y(found.least) },
    ];
  }
  return lines.flatMap((one) => {
    const value = drawnValues(course, one, past).at(-1) ?? null;
    return one.name === '' || value === null ? [] : [{ name: one.name, at: y(value) }];
  });
}

const drawnValues = ({ meanOf = 1 }: Course, one: Line, samples: readonly Sample[]) =>
  meansOf(
    samples.map((sample) => one.at(sample)),
    meanOf,
  );

interface DrawingProps {
  readonly course: Course;
  readonly lines: readonly Line[];
  readonly samples: readonly Sample[];
  readonly servers: readonly string[];
  readonly selected: string | null;
  readonly x: (ms: number) => number;
  readonly y: Y;
}

function Drawing({ course, lines, samples, servers, selected, x, y }: DrawingProps) {
  const at = (sample: Sample): number => x(course.isState ? sample.toMs : sample.middleMs);
  if (lines.length === 0) {
    const bands = samples.flatMap((sample) => {
      const band = bandOf(course, sample, servers);
      return band === null ? [] : [{ sample, ...band }];
    });
    const band = area<(typeof bands)[number]>(
      ({ sample }) => at(sample),
      ({ least }) => y(least),
      ({ most }) => y(most),
    );
    const mean = line<(typeof bands)[number]>(
      ({ sample }) => at(sample),
      ({ mean: value }) => y(value),
    );
    return (
      <>
        <path className={styles['band']} d={band(bands) ?? ''} />
        <path className={styles['main']} d={mean(bands) ?? ''} />
      </>
    );
  }
  return lines.map((one) => {
    const values = drawnValues(course, one, samples);
    const path = line<Sample>(at, (_, index) => y(values[index] ?? 0)).defined((_, index) => values[index] != null);
    const start = course.startsAtZero && samples.length > 0 ? `M${x(0)},${y(0)}L` : '';
    const drawn = path(samples) ?? '';
    const isLoud = one.isMain || one.name === selected;
    return (
      <path
        key={one.name}
        className={isLoud ? styles['main'] : styles['line']}
        d={start === '' ? drawn : start + drawn.replace(/^M/, '')}
      />
    );
  });
}

/** Follows the clock of the picture, frame by frame, past React. */
function usePlayhead(x: (ms: number) => number) {
  const lab = useLab();
  const shown = useRef<SVGRectElement>(null);
  const edge = useRef<SVGLineElement>(null);
  const scale = useRef(x);
  useEffect(() => {
    scale.current = x;
  }, [x]);
  useEffect(() => {
    let last = '';
    return lab.playback.onFrame(({ atMs }) => {
      const at = scale.current(atMs).toFixed(1);
      if (at === last) return;
      last = at;
      shown.current?.setAttribute('width', String(Number(at) + 4));
      edge.current?.setAttribute('x1', at);
      edge.current?.setAttribute('x2', at);
    });
  }, [lab]);
  return { shown, edge };
}
