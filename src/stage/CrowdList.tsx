/** Everybody in a crowd by name, those that something has happened to first, a page at a time. */
import { useState } from 'react';
import type { PersonSnapshot } from '../engine/index.ts';
import { selectPeople } from '../lab/selectors.ts';
import { useLab, useLabState } from '../lab/useLab.ts';
import { personText, standingOf } from '../lab/wording.ts';
import { words } from '../language/words.ts';
import { Button } from '../ui/Button.tsx';
import { type Crowd, STANDINGS } from './crowds.ts';
import styles from './Scale.module.css';

const PAGE = 20;

export function CrowdList({ crowd }: { readonly crowd: Crowd }) {
  const lab = useLab();
  const people = useLabState(selectPeople);
  const [page, setPage] = useState(0);
  // In the order they had when the list was opened: one that moved under the pointer could not be read.
  const [inOrder] = useState(() => gravestFirst(crowd, people));
  const pages = Math.max(1, Math.ceil(inOrder.length / PAGE));
  const shown = inOrder.slice(page * PAGE, (page + 1) * PAGE);
  const to = page * PAGE + shown.length;
  return (
    <div className={styles['people']}>
      <ul>
        {shown.map((row) => {
          const person = people[row];
          return person === undefined ? null : (
            <li key={person.id}>
              <Button look="plain" onClick={() => lab.selectPerson(person.id)}>
                {personText(person, null)}
              </Button>
            </li>
          );
        })}
      </ul>
      {pages > 1 ? (
        <Button onClick={() => setPage((page + 1) % pages)}>
          {words.stage.crowd.nextPage(page * PAGE + 1, to, inOrder.length)}
        </Button>
      ) : null}
    </div>
  );
}

function gravestFirst(crowd: Crowd, people: readonly PersonSnapshot[]): readonly number[] {
  const gravity = (row: number): number => {
    const person = people[row];
    return person === undefined ? STANDINGS.length : STANDINGS.indexOf(standingOf(person));
  };
  return crowd.people.toSorted((a, b) => gravity(a) - gravity(b) || a - b);
}
