import { Slider } from 'radix-ui';
import { useState } from 'react';
import styles from './Slider.module.css';

interface LabelledSliderProps {
  readonly label: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly step: number;
  readonly shown: string;
  /** When the hand lets go: what is dragged over does not happen. */
  readonly onCommit: (value: number) => void;
}

export function LabelledSlider({ label, value, min, max, step, shown, onCommit }: LabelledSliderProps) {
  const [dragged, setDragged] = useState<number | null>(null);
  return (
    <div className={styles['field']}>
      <span className={styles['label']}>
        {label} <strong>{dragged === null ? shown : dragged}</strong>
      </span>
      <Slider.Root
        className={styles['root']}
        value={[dragged ?? value]}
        min={min}
        max={max}
        step={step}
        onValueChange={([next]) => setDragged(next ?? null)}
        onValueCommit={([next]) => {
          setDragged(null);
          if (next !== undefined) onCommit(next);
        }}
      >
        <Slider.Track className={styles['track']}>
          <Slider.Range className={styles['range']} />
        </Slider.Track>
        <Slider.Thumb className={styles['thumb']} aria-label={label} />
      </Slider.Root>
    </div>
  );
}
