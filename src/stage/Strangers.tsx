/** Whom a request gets that nothing binds: where the hand of the balancing stands. */
import type { BalancingPicture, PersonSnapshot, ServerSnapshot } from '../engine/index.ts';
import { Term } from '../glossary/Term.tsx';
import { inPool } from '../lab/present.ts';
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
        <span>{isForAll ? 'For everyone: ' : 'For strangers: '}</span>
        <Term id={term}>{name}</Term>
      </h3>
      {picture.kind === 'ring' ? (
        <Ring picture={picture} servers={servers} people={people} selected={selected} />
      ) : (
        <ul className={styles['chips']}>
          {servers.filter(inPool).map((server) => (
            <Chip
              key={server.id}
              server={server}
              isNext={picture.kind !== 'table' && picture.next === server.id}
              says={saysOf(picture, server.id)}
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
  /** What its place in the balancing is worth; empty where that does not count. */
  readonly says: string;
}

function Chip({ server, isNext, says }: ChipProps) {
  const takesStrangers = server.admin === 'ready' && server.belief !== 'down';
  return (
    <li>
      <span className={styles['chip']} data-next={isNext} data-out={!takesStrangers}>
        {server.id}
      </span>
      <span className={styles['under']}>
        {takesStrangers ? [says, isNext ? 'next' : ''].filter((part) => part !== '').join(', ') : 'left out'}
      </span>
    </li>
  );
}

function saysOf(picture: BalancingPicture, server: string): string {
  if (picture.kind === 'connections')
    return `${picture.counts.find((entry) => entry.server === server)?.count ?? 0} open`;
  if (picture.kind !== 'table') return '';
  return `${Math.round((picture.shares.find((entry) => entry.server === server)?.share ?? 0) * 100)} %`;
}
