import { beatOf } from '../lab/narration.ts';
import { useLabState } from '../lab/useLab.ts';
import styles from './App.module.css';

/** What goes on, in one sentence above the picture. Those who listen hear it from the live region, by the beat. */
export function Narration() {
  return <p className={styles['narration']}>{useLabState(beatOf)}</p>;
}
