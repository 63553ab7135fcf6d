/** The course of the run: causes above the line, harm below it. The knob follows the playhead without React. */
import { scaleLinear } from 'd3';
import { useEffect, useRef } from 'react';
import type { Happening } from '../engine/index.ts';
import { runSpanMs } from '../lab/runSpan.ts';
import { selectAtMs } from '../lab/selectors.ts';
import { useLab, useLabState } from '../lab/useLab.ts';
import { counted, seconds } from '../lab/wording.ts';
import styles from './Timeline.module.css';

/** Harm closer together than this is one tick. */
const TICK_SHARE = 0.0035;
const NAME_SHARE = 0.06;

export function Timeline() {
  const lab = useLab();
  const durationMs = useLabState((state) => state.scenario.durationMs);
  const spanMs = useLabState((state) => runSpanMs(selectAtMs(state), state.scenario.durationMs));
  const record = useLabState((state) => state.record);
  const share = scaleLinear([0, spanMs], [0, 1]);
  const played = useRef<HTMLDivElement>(null);

  useEffect(
    () =>
      lab.playback.onFrame(({ atMs }) => {
        const now = Math.min(1, atMs / runSpanMs(atMs, durationMs));
        played.current?.style.setProperty('--played', String(now));
      }),
    [lab, durationMs],
  );

  const causes = named(record.happenings.filter(isCause), (cause) => share(cause.atMs));
  const ticks = thinned(record.harm.map(({ atMs }) => share(atMs)));
  const [first] = ticks;
  const last = ticks.at(-1) ?? 0;
  const losses = record.harm.at(-1)?.sessionsLost ?? 0;
  const ended = record.outages.map(({ server, cause, killedAtMs }) => `${server} ${cause} at ${seconds(killedAtMs)}`);
  const label = ['Course of the run', ...ended, `${counted(losses, 'session')} lost`].join(', ');

  return (
    <div className={styles['timeline']} role="img" aria-label={label} ref={played}>
      <svg className={styles['marks']} viewBox="0 0 1000 40" preserveAspectRatio="none" aria-hidden="true">
        <path d={ticks.map((tick) => `M${(tick * 1000).toFixed(1)},27v7`).join('')} />
      </svg>
      {causes.map(({ cause, isNamed }) => (
        <span
          key={`${cause.atMs} ${cause.what} ${cause.server}`}
          className={styles['cause']}
          data-what={cause.what}
          style={{ left: `${share(cause.atMs) * 100}%` }}
          title={`${cause.server} ${cause.what}, ${seconds(cause.atMs)}`}
        >
          {cause.what === 'killed' ? '▼' : '▽'}
          {isNamed ? <small>{`${VERBS[cause.what]} ${cause.server}`}</small> : null}
        </span>
      ))}
      {first === undefined ? null : (
        <small
          className={styles['harm']}
          style={last < 0.85 ? { left: `${last * 100}%` } : { right: `${(1 - first) * 100}%` }}
        >
          sessions lost
        </small>
      )}
      <div className={styles['line']} />
      <div className={styles['played']} />
      <div className={styles['knob']} />
    </div>
  );
}

type Cause = Extract<Happening, { kind: 'action' }>;
const VERBS: Readonly<Record<Cause['what'], string>> = {
  ...{ killed: 'kill', restarted: 'restart', drained: 'drain', ready: 'end of drain', added: 'add', removed: 'remove' },
  ...{ hung: 'hang', unhung: 'end of hang', maintained: 'maintenance' },
};
const isCause = (happening: Happening): happening is Cause => happening.kind === 'action';

/** Names that would stand on one another are left to the tooltip. */
function named(causes: readonly Cause[], shareOf: (cause: Cause) => number) {
  let last = -1;
  return causes.map((cause) => {
    const isNamed = shareOf(cause) - last >= NAME_SHARE;
    if (isNamed) last = shareOf(cause);
    return { cause, isNamed };
  });
}

function thinned(shares: readonly number[]): readonly number[] {
  const kept: number[] = [];
  for (const share of shares) if (share - (kept.at(-1) ?? -1) >= TICK_SHARE) kept.push(share);
  return kept;
}
