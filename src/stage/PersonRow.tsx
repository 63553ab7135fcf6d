/** One person: who, what they believe, and the clue that their next request carries. */
import { type CSSProperties, memo, type ReactNode } from 'react';
import type { PersonSnapshot } from '../engine/index.ts';
import { useLab } from '../lab/useLab.ts';
import { personText, standingOf, standingText } from '../lab/wording.ts';
import { sessionHue } from '../theme/sessionHue.ts';
import { Token } from '../ui/Token.tsx';
import type { Rect } from './geometry.ts';
import styles from './People.module.css';
import { placed } from './placed.ts';

interface PersonRowProps {
  readonly rect: Rect;
  readonly person: PersonSnapshot;
  readonly index: number;
  readonly store: string | null;
  readonly isSelected: boolean;
  /** Actions on this person. */
  readonly children: ReactNode;
}

export const PersonRow = memo(function PersonRow({ rect, person, index, store, isSelected, children }: PersonRowProps) {
  const lab = useLab();
  const standing = standingOf(person);
  const isHarmed = standing === 'signed-out' || standing === 'failed';
  const hue = sessionHue(index);
  return (
    <div
      className={styles['row']}
      style={{ ...placed(rect), '--hue': hue } as CSSProperties}
      data-hue=""
      data-selected={isSelected}
      data-standing={standing}
    >
      <button
        type="button"
        className={styles['person']}
        aria-label={personText(person, store)}
        aria-pressed={isSelected}
        onClick={() => lab.selectPerson(person.id)}
      >
        <span className={styles['avatar']}>
          <Token hue={hue} letter={person.name[0]} shape="round" size="large" state={isHarmed ? 'gone' : 'alive'} />
        </span>
        <span className={styles['who']}>
          <span className={styles['name']}>{person.name}</span>
          <span className={isHarmed ? styles['harm'] : styles['standing']}>{standingText(person)}</span>
        </span>
        {person.carriesSession && person.believesSignedIn ? (
          <span className={styles['carried']}>
            <Token hue={hue} letter={person.name[0]} />
          </span>
        ) : null}
        <ClueChip person={person} />
      </button>
      {children}
    </div>
  );
});

function ClueChip({ person }: { readonly person: PersonSnapshot }) {
  const { kind, text } = person.clue;
  if (text !== '') return <span className={styles['clue']}>{text}</span>;
  if (kind === 'cookie') return <span className={styles['noClue']}>no cookie yet</span>;
  return person.carriesSession && person.believesSignedIn ? <span className={styles['clue']}>Bearer eyJ…</span> : null;
}
