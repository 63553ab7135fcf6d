import { Slider } from 'radix-ui';
import { useEffect, useRef, useState } from 'react';
import styles from './Slider.module.css';

/** Each key press commits: so many of them are one change. */
const SETTLE_MS = 350;

interface LabelledSliderProps {
  readonly label: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly step: number;
  readonly shown: (value: number) => string;
  /** When the hand lets go, and keys have been quiet for a moment: what is passed on the way does not happen. */
  readonly onCommit: (value: number) => void;
}

export function LabelledSlider({ label, value, min, max, step, shown, onCommit }: LabelledSliderProps) {
  const [dragged, setDragged] = useState<number | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const commit = useRef(onCommit);
  useEffect(() => {
    commit.current = onCommit;
  }, [onCommit]);
  useEffect(() => () => clearTimeout(timer.current), []);
  return (
    <div className={styles['field']}>
      <span className={styles['label']}>
        {label} <strong>{shown(dragged ?? value)}</strong>
      </span>
      <Slider.Root
        className={styles['root']}
        value={[dragged ?? value]}
        min={min}
        max={max}
        step={step}
        onValueChange={([next]) => setDragged(next ?? null)}
        onValueCommit={([next]) => {
          if (next === undefined) return;
          clearTimeout(timer.current);
          timer.current = setTimeout(() => {
            setDragged(null);
            commit.current(next);
          }, SETTLE_MS);
        }}
      >
        <Slider.Track className={styles['track']}>
          <Slider.Range className={styles['range']} />
        </Slider.Track>
        <Slider.Thumb className={styles['thumb']} aria-label={label} aria-valuetext={shown(dragged ?? value)} />
      </Slider.Root>
    </div>
  );
}
