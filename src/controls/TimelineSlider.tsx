/** The line of time: by key, by a click or by dragging to any moment. The knob follows the playhead without React. */
import { type KeyboardEvent, type PointerEvent, useRef } from 'react';
import { selectAtMs } from '../lab/selectors.ts';
import { useLab, useLabState } from '../lab/useLab.ts';
import { words } from '../language/words.ts';
import styles from './Timeline.module.css';
import { placeText } from './timelineText.ts';

const STEP_MS = 1000;
const FINE_STEP_MS = 100;
const PAGE_MS = 10_000;
/** While it plays, whoever listens hears of whole steps only. */
const SPOKEN_MS = 1000;

export function TimelineSlider({ spanMs }: { readonly spanMs: number }) {
  const lab = useLab();
  const bar = useRef<HTMLDivElement>(null);
  const atMs = useLabState((state) => {
    const now = selectAtMs(state);
    return state.isPlaying ? Math.floor(now / SPOKEN_MS) * SPOKEN_MS : now;
  });
  const marked = useLabState((state) => state.known.marked);

  const seekTo = (event: PointerEvent): void => {
    const box = bar.current?.getBoundingClientRect();
    if (box === undefined || box.width === 0) return;
    const share = Math.min(1, Math.max(0, (event.clientX - box.left) / box.width));
    void lab.seek(share * spanMs);
  };

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const target = targetOf(event, lab.headedFor(), lab.store.getState().known.reachedMs);
    if (target === null) return;
    event.preventDefault();
    void lab.seek(Math.min(spanMs, Math.max(0, target)));
  };

  return (
    <div
      ref={bar}
      className={styles['slider']}
      role="slider"
      tabIndex={0}
      aria-label={words.time.slider}
      aria-valuemin={0}
      aria-valuemax={spanMs / 1000}
      aria-valuenow={Number((atMs / 1000).toFixed(1))}
      aria-valuetext={placeText(atMs, spanMs, marked)}
      onKeyDown={onKeyDown}
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        lab.hold(true);
        seekTo(event);
      }}
      onPointerMove={(event) => {
        if (event.currentTarget.hasPointerCapture(event.pointerId)) seekTo(event);
      }}
      onLostPointerCapture={() => lab.hold(false)}
    >
      <div className={styles['line']} />
      <div className={styles['known']} />
      <div className={styles['played']} />
      <div className={styles['knob']} />
    </div>
  );
}

/** Where a key leads; null where it leads nowhere. End is the end of what has been computed. */
function targetOf({ key, shiftKey }: KeyboardEvent, atMs: number, reachedMs: number): number | null {
  const step = shiftKey ? FINE_STEP_MS : STEP_MS;
  switch (key) {
    case 'ArrowRight':
    case 'ArrowUp':
      return atMs + step;
    case 'ArrowLeft':
    case 'ArrowDown':
      return atMs - step;
    case 'PageUp':
      return atMs + PAGE_MS;
    case 'PageDown':
      return atMs - PAGE_MS;
    case 'Home':
      return 0;
    case 'End':
      return reachedMs;
    default:
      return null;
  }
}
