/** The rows that persistence keeps: key, server, and how much of its life each has left. */
import type { CSSProperties } from 'react';
import type { PersistencePicture } from '../engine/index.ts';
import { selectPeople } from '../lab/selectors.ts';
import { useLabState } from '../lab/useLab.ts';
import { words } from '../language/words.ts';
import { sessionHue } from '../theme/sessionHue.ts';
import styles from './Balancer.module.css';
import { selectNames } from './plan.ts';

interface StickTableProps {
  readonly picture: PersistencePicture;
  /** Of the persistence that keeps the rows. */
  readonly name: string;
  readonly room: number;
  readonly selected: number;
}

export function StickTable({ picture, name, room, selected }: StickTableProps) {
  const names = useLabState(selectNames);
  const areAddresses = useLabState((state) => selectPeople(state).some(({ clue }) => clue.kind === 'address'));
  const isMine = (row: Row): boolean => row.people.includes(selected);
  // The row that is followed first, then those that many share; the order of the rest does not depend on their use.
  const inOrder = picture.rows.toSorted(
    (a, b) =>
      Number(isMine(b)) - Number(isMine(a)) ||
      Number(b.people.length > 1) - Number(a.people.length > 1) ||
      byAddress.compare(a.key, b.key),
  );
  const crowd = Math.max(0, ...picture.rows.map((row) => row.people.length));
  // What is said of a shared row takes the place of one.
  const shown = inOrder.slice(0, crowd > 1 ? Math.max(2, room - 1) : room);
  const rest = picture.rowCount - shown.length;
  return (
    <>
      <ul className={styles['table']} aria-label={words.stage.balancer.rowsKeptBy(name)}>
        {shown.map((row) => (
          <li
            key={row.key}
            data-hue=""
            data-mine={isMine(row)}
            data-shared={row.people.length > 1}
            data-ending={row.leftMs !== null && row.lifeLeft < ENDING}
            title={row.leftMs === null ? undefined : leftText(row.leftMs)}
            style={
              {
                '--hue': sessionHue(isMine(row) ? selected : (row.people[0] ?? 0)),
                '--life': row.lifeLeft,
              } as CSSProperties
            }
          >
            <span className={styles['key']}>{row.key}</span>
            <span className={styles['whose']}>
              {whose(row.people, names)}
              {row.leftMs !== null && row.lifeLeft < ENDING ? <em>{leftText(row.leftMs)}</em> : null}
            </span>
            <span className={styles['to']}>{row.server}</span>
            <span className={styles['life']} data-shared={row.people.length > 1 && !isMine(row)} />
          </li>
        ))}
      </ul>
      {crowd > 1 ? <p className={styles['shared']}>{sharedText(crowd, areAddresses)}</p> : null}
      {rest > 0 || isFilling(picture) ? (
        <p className={styles['rest']}>
          {[rest > 0 ? words.stage.balancer.moreRows(rest) : '', isFilling(picture) ? fillText(picture) : '']
            .filter((text) => text !== '')
            .join(' · ')}
        </p>
      ) : null}
    </>
  );
}

/** What is wrong with addresses; of other keys only that they are shared. */
const sharedText = (crowd: number, areAddresses: boolean): string =>
  areAddresses ? words.stage.balancer.sharedAddress(crowd) : words.stage.balancer.sharedKey(crowd);

/** From here on a row's end is near enough to be said. */
const ENDING = 0.34;

const leftText = (ms: number): string =>
  words.stage.balancer.left(ms < 90_000 ? `${Math.max(0, Math.ceil(ms / 1000))} s` : `${Math.round(ms / 60_000)} min`);

/** A table with room for a hundred thousand rows is never seen to fill. */
const isFilling = ({ rowCount, sizeRows }: PersistencePicture): boolean =>
  sizeRows !== null && rowCount * 20 > sizeRows;

const fillText = ({ rowCount, sizeRows }: PersistencePicture): string =>
  words.stage.balancer.rowsOf(rowCount.toLocaleString('en'), (sizeRows ?? 0).toLocaleString('en'));

type Row = PersistencePicture['rows'][number];

const byAddress = new Intl.Collator('en', { numeric: true });

/** One name, or how many share the row: that is what is wrong with addresses. */
function whose(row: readonly number[], names: readonly string[]): string {
  const [first] = row;
  if (first === undefined) return '';
  return row.length === 1 ? (names[first] ?? '') : `${row.length} people`;
}
