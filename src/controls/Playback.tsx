/** The clock: play and pause, steps both ways, how fast, from the start, and the line of time. */
import { Pause, Play, RotateCcw } from 'lucide-react';
import { KEYS, withKey } from '../lab/keys.ts';
import { SPEEDS } from '../lab/labState.ts';
import { selectAtMs, selectPeople } from '../lab/selectors.ts';
import { useLab, useLabState } from '../lab/useLab.ts';
import { seconds } from '../lab/wording.ts';
import { words } from '../language/words.ts';
import { Button } from '../ui/Button.tsx';
import { Menu, MenuCheck, MenuChoice, MenuItem, MenuLabel } from '../ui/Menu.tsx';
import styles from './Controls.module.css';
import { Futures } from './Futures.tsx';
import { Load } from './Load.tsx';
import { Steps, UndoRedo } from './Steps.tsx';
import { Timeline } from './Timeline.tsx';

export function Playback() {
  const lab = useLab();
  const isPlaying = useLabState((state) => state.isPlaying);
  const toggle = isPlaying ? words.time.pause : words.time.play;
  return (
    <section className={styles['playback']} aria-label={words.time.region}>
      <Button look="round" onClick={lab.toggle} aria-label={toggle} title={withKey(toggle, 'toggle')}>
        {isPlaying ? <Pause fill="currentColor" aria-hidden="true" /> : <Play fill="currentColor" aria-hidden="true" />}
      </Button>
      <Steps />
      <Speed />
      <UndoRedo />
      <Button
        className={styles['startOver']}
        onClick={() => void lab.restart()}
        aria-label={words.time.startOver}
        title={words.time.startOverTitle}
      >
        <RotateCcw aria-hidden="true" />
      </Button>
      <Load />
      <div className={styles['course']}>
        <Timeline />
      </div>
      <Futures />
      <Clock />
    </section>
  );
}

function Clock() {
  return <span className={styles['clock']}>{seconds(useLabState(selectAtMs))}</span>;
}

function Speed() {
  const lab = useLab();
  const speed = useLabState((state) => state.speed);
  const slowsDown = useLabState((state) => state.slowsDown);
  const slowedFor = useLabState(({ slowedFor: matter }) => matter);
  const whom = useLabState(
    (state) => selectPeople(state).find(({ id }) => id === slowedFor?.whom)?.name ?? slowedFor?.whom ?? '',
  );
  const slowed = slowedFor === null ? null : words.time.slowed(words.time.matters[slowedFor.what](whom));
  const trigger = (
    <Button
      aria-label={[words.time.speed(speed), slowed].filter(Boolean).join(', ')}
      title={slowed ?? words.time.speedTitle(KEYS.faster.shown, KEYS.slower.shown)}
      className={styles['speed']}
      data-slowed={slowed !== null}
    >
      {slowed === null ? `${speed}×` : words.time.slow}
    </Button>
  );
  return (
    <Menu trigger={trigger} side="top">
      <MenuLabel>{words.time.howFast}</MenuLabel>
      <MenuChoice
        value={String(speed)}
        onChange={(value) => lab.setSpeed(Number(value))}
        choices={SPEEDS.map((one) => ({ value: String(one), name: `${one}×` }))}
      />
      <MenuCheck checked={slowsDown} onChange={lab.slowDown} says={words.time.slowWhenSays}>
        {words.time.slowWhen}
      </MenuCheck>
      <MenuLabel>{words.time.steps}</MenuLabel>
      <MenuItem onSelect={() => void lab.stepBack('event')} says={KEYS.stepEventBack.shown}>
        {words.time.stepEventBack}
      </MenuItem>
      <MenuItem onSelect={() => void lab.stepEvent()} says={KEYS.stepEvent.shown}>
        {words.time.stepEvent}
      </MenuItem>
    </Menu>
  );
}
