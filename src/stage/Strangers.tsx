/** Whom a request gets that nothing binds: where the hand of the balancing stands. */
import type { BalancingPicture, PersonSnapshot, ServerSnapshot } from '../engine/index.ts';
import { Term } from '../glossary/Term.tsx';
import { TERMS, type TermId } from '../glossary/terms.ts';
import { inPool } from '../lab/present.ts';
import { counted } from '../lab/wording.ts';
import styles from './Balancer.module.css';
import { Ring } from './Ring.tsx';

interface StrangersProps {
  readonly picture: BalancingPicture;
  /** Of the algorithm. */
  readonly name: string;
  /** The part of a request that is hashed; null where none is. */
  readonly hashed: string | null;
  readonly servers: readonly ServerSnapshot[];
  readonly people: readonly PersonSnapshot[];
  readonly selected: number;
  /** Nothing binds anybody. */
  readonly isForAll: boolean;
}

export function Strangers({ picture, name, hashed, servers, people, selected, isForAll }: StrangersProps) {
  const said = name.toLowerCase();
  const term = Object.entries(TERMS).find(([, definition]) => definition.term === said)?.[0] as TermId | undefined;
  return (
    <>
      <h3>
        <span>{isForAll ? 'For everyone: ' : 'For strangers: '}</span>
        {term === undefined ? <strong>{name}</strong> : <Term id={term}>{name}</Term>}
      </h3>
      {hashed === null || (picture.kind === 'ring' && isForAll) ? null : (
        <p className={styles['hashed']}>{hashedText(picture, hashed, people[selected], selected)}</p>
      )}
      {picture.kind === 'ring' ? (
        <Ring picture={picture} servers={servers} people={people} selected={selected} />
      ) : (
        <ul className={styles['chips']}>
          {servers.filter(inPool).map((server) => (
            <Chip
              key={server.id}
              server={server}
              isNext={nextOf(picture, selected) === server.id}
              nextText={picture.kind === 'table' ? '' : 'next'}
              says={saysOf(picture, server.id)}
            />
          ))}
        </ul>
      )}
    </>
  );
}

/** Whom the next stranger gets; with a hash, where the one who is followed belongs. */
function nextOf(picture: BalancingPicture, selected: number): string | null {
  if (picture.kind === 'ring') return null;
  if (picture.kind !== 'table') return picture.next;
  return picture.keys.find((key) => key.people.includes(selected))?.server ?? null;
}

/** What is hashed, and in a table where the key of the one who is followed is looked up. */
function hashedText(
  picture: BalancingPicture,
  hashed: string,
  person: PersonSnapshot | undefined,
  selected: number,
): string {
  if (picture.kind !== 'table') return `hashes the ${hashed}`;
  const mine = picture.keys.find((key) => key.people.includes(selected));
  const how = picture.slots === null ? 'each server is asked' : `one of ${picture.slots.toLocaleString('en')} slots`;
  if (mine === undefined || person === undefined) return `hash of the ${hashed}: ${how}`;
  const slot =
    mine.slot === null ? '' : ` slot ${mine.slot.toLocaleString('en')} of ${picture.slots?.toLocaleString('en')},`;
  return `hash of the ${hashed}: ${person.name}’s is${slot} ${mine.server}`;
}

interface ChipProps {
  readonly server: ServerSnapshot;
  readonly isNext: boolean;
  readonly nextText: string;
  /** What its place in the balancing is worth; empty where that does not count. */
  readonly says: string;
}

function Chip({ server, isNext, nextText, says }: ChipProps) {
  const takesStrangers = server.admin === 'ready' && server.belief !== 'down';
  return (
    <li>
      <span className={styles['chip']} data-next={isNext} data-out={!takesStrangers}>
        {server.id}
      </span>
      <span className={styles['under']}>
        {takesStrangers ? [says, isNext ? nextText : ''].filter((part) => part !== '').join(', ') : 'left out'}
      </span>
    </li>
  );
}

function saysOf(picture: BalancingPicture, server: string): string {
  if (picture.kind === 'connections')
    return `${picture.counts.find((entry) => entry.server === server)?.count ?? 0} open`;
  if (picture.kind !== 'table') return '';
  const share = Math.round((picture.shares.find((entry) => entry.server === server)?.share ?? 0) * 100);
  const keys = picture.keys.filter((key) => key.server === server).length;
  return `${share} %\n${counted(keys, 'key')}`;
}
