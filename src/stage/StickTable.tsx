/** The rows that persistence keeps: key, server, and how much of its life each has left. */
import type { CSSProperties } from 'react';
import type { PersistencePicture, PersonSnapshot } from '../engine/index.ts';
import { sessionHue } from '../theme/sessionHue.ts';
import styles from './Balancer.module.css';

interface StickTableProps {
  readonly picture: PersistencePicture;
  readonly room: number;
  readonly people: readonly PersonSnapshot[];
  readonly selected: number;
}

export function StickTable({ picture, room, people, selected }: StickTableProps) {
  const isMine = (row: { readonly people: readonly number[] }): boolean => row.people.includes(selected);
  // The row of the selected person first: it is the one that is followed.
  const shown = [...picture.rows.filter(isMine), ...picture.rows.filter((row) => !isMine(row))].slice(0, room);
  const rest = picture.rowCount - shown.length;
  return (
    <>
      <ul className={styles['table']} aria-label="Rows of the stick table">
        {shown.map((row) => (
          <li
            key={row.key}
            data-hue=""
            data-mine={isMine(row)}
            style={
              {
                '--hue': sessionHue(isMine(row) ? selected : (row.people[0] ?? 0)),
                '--life': row.lifeLeft,
              } as CSSProperties
            }
          >
            <span className={styles['key']}>{row.key}</span>
            <span className={styles['whose']}>{whose(row.people, people)}</span>
            <span className={styles['to']}>{row.server}</span>
            <span className={styles['life']} data-shared={row.people.length > 1 && !isMine(row)} />
          </li>
        ))}
      </ul>
      {rest > 0 ? <p className={styles['rest']}>+ {rest} more rows</p> : null}
    </>
  );
}

/** One name, or how many share the row: that is what is wrong with addresses. */
function whose(row: readonly number[], people: readonly PersonSnapshot[]): string {
  const [first] = row;
  if (first === undefined) return '';
  return row.length === 1 ? (people[first]?.name ?? '') : `${row.length} people`;
}
