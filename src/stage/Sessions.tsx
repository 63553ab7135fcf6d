/** Session tokens where they live. Gone ones stay as outlines, and are crossed out when their people have found out. */
import { AnimatePresence, m } from 'framer-motion';
import { memo } from 'react';
import { words } from '../language/words.ts';
import { sessionHue } from '../theme/sessionHue.ts';
import { Token } from '../ui/Token.tsx';
import styles from './ServerCard.module.css';

const said = words.stage.server;

interface SessionsProps {
  readonly sessions: readonly number[];
  readonly graves: readonly number[];
  /** Gone, and their people know it. */
  readonly missed?: readonly number[];
  /** Of everybody, by row. */
  readonly names: readonly string[];
  readonly lettered: ReadonlySet<number>;
  readonly room: number;
  readonly isDense?: boolean;
  /** One line only: what does not fit is counted. */
  readonly isSingle?: boolean;
}

/** Drawn anew only where sessions come or go: requests that come and go leave them as they are. */
export const Sessions = memo(function Sessions({
  sessions,
  graves,
  missed = NOBODY,
  names,
  lettered,
  room,
  isDense = false,
  isSingle = false,
}: SessionsProps) {
  const all = [
    ...sessions.map((person) => ({ person, state: 'alive' as const })),
    ...graves.map((person) => ({ person, state: 'gone' as const })),
    ...missed.map((person) => ({ person, state: 'missed' as const })),
  ];
  // Those with a letter first: they are the ones a reader looks for.
  all.sort((a, b) => Number(lettered.has(b.person)) - Number(lettered.has(a.person)) || a.person - b.person);
  const hasRest = all.length > room;
  const shown = hasRest ? all.slice(0, room < 3 ? 0 : room - 2) : all;
  return (
    <ul className={styles['sessions']} data-dense={isDense} data-single={isSingle} aria-label={said.sessions}>
      <AnimatePresence initial={false} presenceAffectsLayout={false}>
        {shown.map(({ person, state }) => (
          <Item key={person} person={person} state={state} names={names} lettered={lettered} isDense={isDense} />
        ))}
      </AnimatePresence>
      {hasRest ? (
        <li className={styles['rest']}>{shown.length === 0 ? all.length : `+${all.length - shown.length}`}</li>
      ) : null}
    </ul>
  );
});

const NOBODY: readonly number[] = [];

interface ItemProps extends Pick<SessionsProps, 'names' | 'lettered'> {
  readonly person: number;
  readonly state: keyof typeof said.session;
  readonly isDense: boolean;
}

const GONE = { opacity: 0, scale: 0.4 };
const THERE = { opacity: 1, scale: 1 };

/** One that comes leaves the others as they are. */
const Item = memo(function Item({ person, state, names, lettered, isDense }: ItemProps) {
  return (
    <m.li title={`${names[person] ?? ''}${said.session[state]}`} initial={GONE} animate={THERE} exit={GONE}>
      <Token
        hue={sessionHue(person)}
        letter={lettered.has(person) ? names[person]?.[0] : undefined}
        state={state}
        size={isDense ? 'tiny' : 'small'}
      />
    </m.li>
  );
});
