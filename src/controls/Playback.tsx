/** The clock: play and pause, one request, how fast, from the start. */
import { Pause, Play, RotateCcw, StepForward } from 'lucide-react';
import { KEYS, withKey } from '../lab/keys.ts';
import { SPEEDS } from '../lab/labState.ts';
import { selectAtMs } from '../lab/selectors.ts';
import { useLab, useLabState } from '../lab/useLab.ts';
import { seconds } from '../lab/wording.ts';
import { words } from '../language/words.ts';
import { Button } from '../ui/Button.tsx';
import { Menu, MenuChoice, MenuLabel } from '../ui/Menu.tsx';
import styles from './Controls.module.css';
import { Load } from './Load.tsx';
import { Timeline } from './Timeline.tsx';

export function Playback() {
  const lab = useLab();
  const isPlaying = useLabState((state) => state.isPlaying);
  const speed = useLabState((state) => state.speed);
  const atMs = useLabState(selectAtMs);
  const speedButton = (
    <Button
      aria-label={`Speed: ${speed}×`}
      title={`Speed: ${KEYS.faster.shown} and ${KEYS.slower.shown}`}
      className={styles['speed']}
    >
      {speed}×
    </Button>
  );
  return (
    <section className={styles['playback']} aria-label="Time">
      <Button
        look="round"
        onClick={lab.toggle}
        aria-label={isPlaying ? words.time.pause : words.time.play}
        title={withKey(isPlaying ? words.time.pause : words.time.play, 'toggle')}
      >
        {isPlaying ? <Pause fill="currentColor" aria-hidden="true" /> : <Play fill="currentColor" aria-hidden="true" />}
      </Button>
      <Button
        onClick={() => void lab.stepRequest()}
        aria-label="Step one request"
        title={withKey('Step one request', 'step')}
      >
        <StepForward aria-hidden="true" />
      </Button>
      <Menu trigger={speedButton} side="top">
        <MenuLabel>How fast time passes</MenuLabel>
        <MenuChoice
          value={String(speed)}
          onChange={(value) => lab.setSpeed(Number(value))}
          choices={SPEEDS.map((one) => ({ value: String(one), name: `${one}×` }))}
        />
      </Menu>
      <Button onClick={() => void lab.restart()} aria-label="Start over" title="Start over: same people, same seed">
        <RotateCcw aria-hidden="true" />
      </Button>
      <Load />
      <Timeline />
      <span className={styles['clock']}>{seconds(atMs)}</span>
    </section>
  );
}
