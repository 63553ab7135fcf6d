/** Session tokens where they live. Gone ones stay as outlines, and are crossed out when their people have found out. */
import { AnimatePresence, m } from 'framer-motion';
import type { PersonSnapshot } from '../engine/index.ts';
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
  readonly people: readonly PersonSnapshot[];
  readonly lettered: ReadonlySet<number>;
  readonly room: number;
  readonly isDense?: boolean;
  /** One line only: what does not fit is counted. */
  readonly isSingle?: boolean;
}

export function Sessions({
  sessions,
  graves,
  missed = [],
  people,
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
      <AnimatePresence initial={false}>
        {shown.map(({ person, state }) => (
          <m.li
            key={person}
            title={`${people[person]?.name ?? ''}${said.session[state]}`}
            initial={{ opacity: 0, scale: 0.4 }}
            animate={{ opacity: 1, scale: 1 }}
            exit={{ opacity: 0, scale: 0.4 }}
          >
            <Token
              hue={sessionHue(person)}
              letter={lettered.has(person) ? people[person]?.name[0] : undefined}
              state={state}
              size={isDense ? 'tiny' : 'small'}
            />
          </m.li>
        ))}
      </AnimatePresence>
      {hasRest ? (
        <li className={styles['rest']}>{shown.length === 0 ? all.length : `+${all.length - shown.length}`}</li>
      ) : null}
    </ul>
  );
}
