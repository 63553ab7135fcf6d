/** Sessions lost over time, with the kill and the window in which nobody had noticed. */
import { curveStepAfter, line, scaleLinear } from 'd3';
import { runSpanMs } from '../lab/runSpan.ts';
import { selectAtMs, selectLastOutage } from '../lab/selectors.ts';
import { useLabState } from '../lab/useLab.ts';
import { seconds } from '../lab/wording.ts';
import { words } from '../language/words.ts';
import { useSize } from '../ui/useSize.ts';
import styles from './HarmChart.module.css';

export function HarmChart() {
  const [ref, size] = useSize();
  return (
    <div className={styles['frame']} ref={ref}>
      {size !== null && size.width > 40 && size.height > 30 ? (
        <Chart width={size.width} height={size.height} rem={size.rem} />
      ) : null}
    </div>
  );
}

function Chart({ width, height, rem }: { readonly width: number; readonly height: number; readonly rem: number }) {
  const points = useLabState((state) => state.record.harm);
  const spanMs = useLabState((state) => runSpanMs(selectAtMs(state), state.scenario.durationMs));
  // While it plays, a step that is less than a pixel is not drawn.
  const stepMs = spanMs / Math.max(1, width);
  const atMs = useLabState((state) => {
    const now = selectAtMs(state);
    return state.isPlaying ? Math.floor(now / stepMs) * stepMs : now;
  });
  const outage = useLabState(selectLastOutage);
  // Happenings are told between two snapshots: the curve goes no further than the figures beside it.
  const seen = points.filter((point) => point.atMs <= atMs);
  const lost = seen.at(-1)?.sessionsLost ?? 0;
  const foot = height - 1.25 * rem;
  const x = scaleLinear([0, spanMs], [0, width]);
  const top = Math.max(4, lost);
  const y = scaleLinear([0, top], [foot, 1.75 * rem]);
  const course = [{ atMs: 0, sessionsLost: 0 }, ...seen, { atMs, sessionsLost: lost }];
  const path = line<(typeof course)[number]>(
    (point) => x(point.atMs),
    (point) => y(point.sessionsLost),
  ).curve(curveStepAfter)(course);
  const isLate = x(atMs) > width - 4 * rem;
  const label = words.measures.lostUntil(lost, seconds(atMs));
  return (
    <svg width={width} height={height} role="img" aria-label={label} className={styles['chart']}>
      <defs>
        <pattern id="window" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <line x1="0" y1="0" x2="0" y2="6" className={styles['hatch']} />
        </pattern>
      </defs>
      <line x1={0} x2={width} y1={foot} y2={foot} className={styles['axis']} />
      <line x1={0} x2={width} y1={y(top)} y2={y(top)} className={styles['scale']} />
      <text x={0} y={y(top) + 12}>
        {top}
      </text>
      <text x={0} y={foot - 3}>
        0
      </text>
      {outage === null ? null : (
        <KillWindow
          from={x(outage.killedAtMs)}
          to={x(outage.detectedAtMs ?? atMs)}
          top={0.25 * rem}
          foot={foot}
          width={width}
          said={words.measures.causeOf(words.measures.causes[outage.cause], outage.server)}
          isNoticed={outage.cause === 'killed'}
          afterMs={outage.detectedAtMs === null ? null : outage.detectedAtMs - outage.killedAtMs}
        />
      )}
      <path d={path ?? ''} className={styles['course']} />
      {lost === 0 ? null : (
        <text
          x={isLate ? width : x(atMs) + 6}
          y={y(lost) + (isLate ? -4 : 4)}
          textAnchor={isLate ? 'end' : 'start'}
          className={styles['said']}
        >
          {words.measures.lost(lost)}
        </text>
      )}
      <text x={0} y={0.25 * rem + 10}>
        {outage === null || x(outage.killedAtMs) > 12 * rem ? words.measures.lostOverTime : ''}
      </text>
      <text x={0} y={height - 2}>
        0 s
      </text>
      <text x={width} y={height - 2} textAnchor="end">
        {Math.round(spanMs / 1000)} s
      </text>
    </svg>
  );
}

interface KillWindowProps {
  readonly from: number;
  readonly to: number;
  readonly top: number;
  readonly foot: number;
  readonly width: number;
  /** What was done. */
  readonly said: string;
  /** Whether health checks are what ends the window. */
  readonly isNoticed: boolean;
  readonly afterMs: number | null;
}

function KillWindow({ from, to, top, foot, width, said, isNoticed, afterMs }: KillWindowProps) {
  const isFarRight = from > width * 0.6;
  const detected = !isNoticed
    ? ''
    : afterMs === null
      ? words.measures.notDetected
      : words.measures.detectedLater(seconds(afterMs));
  return (
    <>
      <rect x={from} y={top} width={Math.max(0, to - from)} height={foot - top} fill="url(#window)" />
      <line x1={from} x2={from} y1={top} y2={foot} className={styles['kill']} />
      {isFarRight ? (
        <text x={from - 6} y={top + 10} textAnchor="end">
          <tspan className={styles['said']}>{said}</tspan>
          {detected === '' ? '' : ` · ${detected}`}
        </text>
      ) : (
        <>
          <text x={from - 6} y={top + 10} textAnchor="end" className={styles['said']}>
            {said}
          </text>
          <text x={to + 6} y={top + 10}>
            {detected}
          </text>
        </>
      )}
    </>
  );
}
