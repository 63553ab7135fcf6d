/** The course of the run: events above the line, harm below it, and the line itself, which is the slider of time. */
import { bisector, scaleLinear } from 'd3';
import { useEffect, useRef } from 'react';
import { runSpanMs } from '../lab/runSpan.ts';
import { selectAtMs } from '../lab/selectors.ts';
import { useLab, useLabState } from '../lab/useLab.ts';
import { words } from '../language/words.ts';
import styles from './Timeline.module.css';
import { TimelineEvents } from './TimelineEvents.tsx';
import { TimelineSlider } from './TimelineSlider.tsx';

/** Harm closer together than this is one tick. */
const TICK_SHARE = 0.0035;

/** So much of the line its name takes, at the most. */
const LABEL_SHARE = 0.3;

const byTime = bisector((point: { readonly atMs: number }) => point.atMs);

export function Timeline() {
  const lab = useLab();
  const durationMs = useLabState((state) => state.scenario.durationMs);
  const spanMs = useLabState((state) =>
    runSpanMs(Math.max(selectAtMs(state), state.known.reachedMs), state.scenario.durationMs),
  );
  const harm = useLabState((state) => state.known.harm);
  /** How many of them have come. */
  const come = useLabState((state) => byTime.right(state.known.harm, selectAtMs(state)));
  const partings = useLabState((state) => state.course.branches.map(({ partedMs }) => partedMs).join(' '));
  const share = scaleLinear([0, spanMs], [0, 1]);
  const line = useRef<HTMLDivElement>(null);

  useEffect(() => {
    const shown = { '--played': '', '--known': '' };
    return lab.playback.onFrame(({ atMs }) => {
      const reachedMs = Math.max(atMs, lab.store.getState().known.reachedMs);
      const endMs = runSpanMs(reachedMs, durationMs);
      put('--played', Math.min(1, atMs / endMs));
      put('--known', Math.min(1, reachedMs / endMs));
    });
    /** Less than a pixel is not worth laying out the line for. */
    function put(name: keyof typeof shown, share: number): void {
      const text = share.toFixed(3);
      if (text === shown[name]) return;
      shown[name] = text;
      line.current?.style.setProperty(name, text);
    }
  }, [lab, durationMs]);

  const ticks = (points: typeof harm) => thinned(points.map((point) => share(point.atMs)));
  const [past, ahead] = [ticks(harm.slice(0, come)), ticks(harm.slice(come))];
  const [first = 0, last = 0] = [past[0], past.at(-1)];

  return (
    <div className={styles['timeline']} ref={line}>
      <svg className={styles['marks']} viewBox="0 0 1000 52" preserveAspectRatio="none" aria-hidden="true">
        <path d={past.map(tick).join('')} />
        <path className={styles['ahead']} d={ahead.map(tick).join('')} />
        <path
          className={styles['partings']}
          d={partings
            .split(' ')
            .filter((text) => text !== '')
            .map((text) => `M${(share(Number(text)) * 1000).toFixed(1)},24v22`)
            .join('')}
        />
      </svg>
      <TimelineEvents share={share} />
      {past.length === 0 ? null : (
        <small
          className={styles['harm']}
          // Before the first tick: after the last one it would seem to name the knob.
          style={first > LABEL_SHARE ? { right: `${(1 - first) * 100}%` } : { left: `${last * 100}%` }}
        >
          {words.time.sessionsLost}
        </small>
      )}
      <TimelineSlider spanMs={spanMs} />
    </div>
  );
}

const tick = (share: number): string => `M${(share * 1000).toFixed(1)},36v7`;

function thinned(shares: readonly number[]): readonly number[] {
  const kept: number[] = [];
  for (const share of shares) if (share - (kept.at(-1) ?? -1) >= TICK_SHARE) kept.push(share);
  return kept;
}
