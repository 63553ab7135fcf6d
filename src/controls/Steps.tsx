/** One step on or back, and what was done last taken back or done again. What can't be done now says why. */
import { Redo2, SkipBack, SkipForward, StepBack, StepForward, Undo2 } from 'lucide-react';
import { currentBranch } from '../engine/index.ts';
import { withKey } from '../lab/keys.ts';
import { deedText } from '../lab/timeText.ts';
import { useLab, useLabState } from '../lab/useLab.ts';
import { words } from '../language/words.ts';
import { Button } from '../ui/Button.tsx';
import styles from './Controls.module.css';

export function Steps() {
  const lab = useLab();
  return (
    <>
      <Button
        className={styles['event']}
        onClick={() => void lab.stepBack('event')}
        aria-label={words.time.stepEventBack}
        title={withKey(words.time.stepEventBack, 'stepEventBack')}
      >
        <SkipBack aria-hidden="true" />
      </Button>
      <Button
        onClick={() => void lab.stepBack('request')}
        aria-label={words.time.stepOneBack}
        title={withKey(words.time.stepOneBack, 'stepBack')}
      >
        <StepBack aria-hidden="true" />
      </Button>
      <Button
        onClick={() => void lab.stepRequest()}
        aria-label={words.time.stepOne}
        title={withKey(words.time.stepOne, 'step')}
      >
        <StepForward aria-hidden="true" />
      </Button>
      <Button
        className={styles['event']}
        onClick={() => void lab.stepEvent()}
        aria-label={words.time.stepEvent}
        title={withKey(words.time.stepEvent, 'stepEvent')}
      >
        <SkipForward aria-hidden="true" />
      </Button>
    </>
  );
}

export function UndoRedo() {
  const lab = useLab();
  const { done, undone } = useLabState((state) => currentBranch(state.course));
  const last = done.at(-1);
  const next = undone.at(-1)?.deed;
  const nameOf = (word: string, deed: typeof last): string =>
    deed === undefined ? word : `${word}: ${deedText(deed, lab.store.getState())}`;
  return (
    <>
      <Button
        aria-disabled={last === undefined}
        onClick={() => void lab.undo()}
        aria-label={nameOf(words.time.undo, last)}
        title={last === undefined ? words.time.nothingTo.undo : withKey(nameOf(words.time.undo, last), 'undo')}
      >
        <Undo2 aria-hidden="true" />
      </Button>
      <Button
        aria-disabled={next === undefined}
        onClick={() => void lab.redo()}
        aria-label={nameOf(words.time.redo, next)}
        title={next === undefined ? words.time.nothingTo.redo : withKey(nameOf(words.time.redo, next), 'redo')}
      >
        <Redo2 aria-hidden="true" />
      </Button>
    </>
  );
}
