/** Sessions lost over time, with the kill and the window in which nobody had noticed. */
import { curveStepAfter, line, scaleLinear } from 'd3';
import { type Incident, lastIncident } from '../lab/lastIncident.ts';
import { runSpanMs } from '../lab/runSpan.ts';
import { selectAtMs, selectHarm } from '../lab/selectors.ts';
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
  const incident = useLabState((state) => lastIncident(state.record));
  const lost = useLabState((state) => selectHarm(state)?.sessionsLost ?? 0);
  const spanMs = useLabState((state) => runSpanMs(selectAtMs(state), state.scenario.durationMs));
  // While it plays, a step that is less than a pixel is not drawn.
  const stepMs = spanMs / Math.max(1, width);
  const atMs = useLabState((state) => {
    const now = selectAtMs(state);
    return state.isPlaying ? Math.floor(now / stepMs) * stepMs : now;
  });
  // Happenings are told between two snapshots: the curve goes no further than the figures beside it.
  const seen = points.filter((point) => point.atMs <= atMs);
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
      {incident === null ? null : (
        <Window
          incident={incident}
          from={x(incident.fromMs)}
          to={x(incident.untilMs ?? atMs)}
          top={0.25 * rem}
          foot={foot}
          width={width}
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
        {incident === null || x(incident.fromMs) > 12 * rem ? words.measures.lostOverTime : ''}
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

interface WindowProps {
  readonly incident: Incident;
  readonly from: number;
  readonly to: number;
  readonly top: number;
  readonly foot: number;
  readonly width: number;
}

/** From what was done to when it was noticed. */
function Window({ incident: { said, noticed }, from, to, top, foot, width }: WindowProps) {
  const isFarRight = from > width * 0.6;
  return (
    <>
      <rect x={from} y={top} width={Math.max(0, to - from)} height={foot - top} fill="url(#window)" />
      <line x1={from} x2={from} y1={top} y2={foot} className={styles['kill']} />
      {isFarRight ? (
        <text x={from - 6} y={top + 10} textAnchor="end">
          <tspan className={styles['said']}>{said}</tspan>
          {noticed === '' ? '' : ` · ${noticed}`}
        </text>
      ) : (
        <>
          <text x={from - 6} y={top + 10} textAnchor="end" className={styles['said']}>
            {said}
          </text>
          <text x={to + 6} y={top + 10}>
            {noticed}
          </text>
        </>
      )}
    </>
  );
}
