/** Whom a request gets that nothing binds: where the hand of the balancing stands. */
import type { BalancingPicture, PersonSnapshot, ServerSnapshot } from '../engine/index.ts';
import { Term } from '../glossary/Term.tsx';
import styles from './Balancer.module.css';
import { Ring } from './Ring.tsx';

interface StrangersProps {
  readonly picture: BalancingPicture;
  readonly servers: readonly ServerSnapshot[];
  readonly people: readonly PersonSnapshot[];
  readonly selected: number;
  /** Nothing binds anybody. */
  readonly isForAll: boolean;
}

const NAMES = {
  rotation: { term: 'round-robin', name: 'round robin' },
  connections: { term: 'least-connections', name: 'least connections' },
  ring: { term: 'consistent-hash', name: 'the ring' },
  table: { term: 'consistent-hash', name: 'the key’s hash' },
} as const;

export function Strangers({ picture, servers, people, selected, isForAll }: StrangersProps) {
  const { term, name } = NAMES[picture.kind];
  return (
    <>
      <h3>
        {isForAll ? 'For everyone: ' : 'For strangers: '}
        <Term id={term}>{name}</Term>
      </h3>
      {picture.kind === 'ring' ? (
        <Ring picture={picture} servers={servers} people={people} selected={selected} />
      ) : (
        <ul className={styles['chips']}>
          {servers.map((server) => (
            <Chip
              key={server.id}
              server={server}
              isNext={picture.kind !== 'table' && picture.next === server.id}
              count={countOf(picture, server.id)}
            />
          ))}
        </ul>
      )}
    </>
  );
}

interface ChipProps {
  readonly server: ServerSnapshot;
  readonly isNext: boolean;
  readonly count: number | null;
}

function Chip({ server, isNext, count }: ChipProps) {
  const takesStrangers = server.admin === 'ready' && server.belief !== 'down';
  return (
    <li>
      <span className={styles['chip']} data-next={isNext} data-out={!takesStrangers}>
        {server.id}
      </span>
      <span className={styles['under']}>
        {count === null ? '' : `${count} open`}
        {isNext ? (count === null ? 'next' : ', next') : ''}
        {takesStrangers ? '' : 'left out'}
      </span>
    </li>
  );
}

function countOf(picture: BalancingPicture, server: string): number | null {
  if (picture.kind !== 'connections') return null;
  return picture.counts.find((entry) => entry.server === server)?.count ?? 0;
}
