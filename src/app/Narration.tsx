import { FastForward } from 'lucide-react';
import { beatOf, isWaitingInSlowMotion } from '../lab/narration.ts';
import { useLab, useLabState } from '../lab/useLab.ts';
import { words } from '../language/words.ts';
import { Button } from '../ui/Button.tsx';
import styles from './App.module.css';
import { Headline } from './Headline.tsx';
import type { View } from './useView.ts';
import { ViewChoice } from './ViewChoice.tsx';

const USUAL_SPEED = 1;

/** What goes on, in one sentence above the picture. Those who listen hear it from the live region, by the beat. */
interface NarrationProps {
  readonly view: View;
  readonly onView: (view: View) => void;
}

export function Narration({ view, onView }: NarrationProps) {
  const lab = useLab();
  const isWaiting = useLabState(isWaitingInSlowMotion);
  return (
    <div className={styles['narration']}>
      <Headline text={useLabState(beatOf)} />
      {isWaiting ? (
        <Button onClick={() => lab.setSpeed(USUAL_SPEED)} title={words.app.fasterSays(USUAL_SPEED)}>
          <FastForward aria-hidden="true" /> {words.app.faster}
        </Button>
      ) : null}
      <ViewChoice view={view} onChange={onView} />
    </div>
  );
}
