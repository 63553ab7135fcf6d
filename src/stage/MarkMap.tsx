/** What the mark that people carry means to the load balancer, and how many carry each: its map without a table. */
import { memo } from 'react';
import type { PersistencePicture, PersonSnapshot } from '../engine/index.ts';
import { selectPeople, selectServers } from '../lab/selectors.ts';
import { useLabState } from '../lab/useLab.ts';
import { counted } from '../lab/wording.ts';
import { words } from '../language/words.ts';
import styles from './Balancer.module.css';

interface MarkMapProps {
  readonly marks: PersistencePicture['marks'];
  readonly selected: number;
  readonly room: number;
}

export const MarkMap = memo(function MarkMap({ marks, selected, room }: MarkMapProps) {
  const present = new Set(useLabState((state) => selectServers(state).map(({ id }) => id)));
  // Clues change with many an answer, how many carry each seldom.
  const bearers = useLabState((state) => bearersOf(marks, selectPeople(state)));
  const mine = useLabState((state) => selectPeople(state)[selected]?.clue.text ?? '');
  const rows = marks.filter(({ server }) => present.has(server));
  // Two on a line.
  const shown = rows
    .toSorted((a, b) => Number(isMarkIn(b.text, mine)) - Number(isMarkIn(a.text, mine)))
    .slice(0, 2 * room);
  const inOrder = rows.filter((row) => shown.includes(row));
  return (
    <>
      <ul className={`${styles['table']} ${styles['marks']}`} aria-label={words.stage.balancer.markMap}>
        {inOrder.map(({ text, server }) => (
          <li key={text} data-mine={isMarkIn(text, mine)}>
            <span className={styles['key']} title={text}>
              {text}
            </span>
            <span className={styles['to']} title={server}>
              {server}
            </span>
            <span className={styles['whose']} title={counted(bearers.get(text) ?? 0, 'person', 'people')}>
              {words.stage.balancer.carriedBy(bearers.get(text) ?? 0)}
            </span>
          </li>
        ))}
      </ul>
      {rows.length > inOrder.length ? (
        <p className={styles['rest']}>{words.stage.balancer.more(rows.length - inOrder.length)}</p>
      ) : null}
    </>
  );
});

/** A mark stands whole in a clue (`SRV=s3`), before dates (`SRV=s3|Aa`), or about a session's id (`s3~8F0A…`, `8F0A….s3`). */
function isMarkIn(mark: string, clue: string): boolean {
  const [before = '', after = ''] = mark.split('…');
  if (!mark.includes('…')) return clue === mark || clue.startsWith(`${mark}|`);
  return clue !== '' && clue.startsWith(before) && clue.endsWith(after);
}

function bearersOf(marks: PersistencePicture['marks'], people: readonly PersonSnapshot[]): Map<string, number> {
  const byClue = new Map<string, number>();
  for (const { clue, isActive } of people)
    if (isActive && clue.text !== '') byClue.set(clue.text, (byClue.get(clue.text) ?? 0) + 1);
  const bearers = new Map<string, number>();
  for (const { text } of marks) {
    if (!text.includes('…') && byClue.has(text)) bearers.set(text, byClue.get(text) ?? 0);
    else
      bearers.set(
        text,
        [...byClue].reduce((sum, [clue, count]) => sum + (isMarkIn(text, clue) ? count : 0), 0),
      );
  }
  return bearers;
}
