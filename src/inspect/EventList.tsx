/** The same events as in the picture, as text. */

import { useState } from 'react';
import { useLab, useLabState } from '../lab/useLab.ts';
import { happeningText, seconds, tellingOf } from '../lab/wording.ts';
import styles from './Inspect.module.css';

const MOST_SHOWN = 60;

export function EventList() {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <details className={styles['events']} onToggle={({ currentTarget }) => setIsOpen(currentTarget.open)}>
      <summary>Events as text</summary>
      {isOpen ? <Events /> : null}
    </details>
  );
}

function Events() {
  const happenings = useLabState((state) => state.record.happenings);
  const first = useLabState((state) => state.record.happeningCount - state.record.happenings.length);
  const { store } = useLab();
  const telling = tellingOf(store.getState().snapshot);
  const shown = happenings
    .map((happening, index) => ({ happening, key: first + index }))
    .slice(-MOST_SHOWN)
    .reverse();
  if (shown.length === 0) return <p className={styles['hint']}>Nothing has happened but requests that were served.</p>;
  return (
    <ol aria-label="Events, the latest first">
      {shown.map(({ happening, key }) => (
        <li key={key}>
          <span>{seconds(happening.atMs)}</span> {happeningText(happening, telling)}
        </li>
      ))}
    </ol>
  );
}
