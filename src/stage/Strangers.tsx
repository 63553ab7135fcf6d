/** Whom a request gets that nothing binds: where the hand of the balancing stands. */
import { memo } from 'react';
import type { BalancingPicture } from '../engine/index.ts';
import { Term } from '../glossary/Term.tsx';
import { TERMS, type TermId } from '../glossary/terms.ts';
import { words } from '../language/words.ts';
import styles from './Balancer.module.css';
import { Connections } from './mechanisms/Connections.tsx';
import { HashTable } from './mechanisms/HashTable.tsx';
import { Ring } from './mechanisms/Ring.tsx';
import { Rotation } from './mechanisms/Rotation.tsx';
import type { PoolServer } from './poolServers.ts';

interface StrangersProps {
  readonly picture: BalancingPicture;
  /** Of the algorithm. */
  readonly name: string;
  /** The part of a request that is hashed; null where none is. */
  readonly hashed: string | null;
  readonly servers: readonly PoolServer[];
  readonly selected: number;
  /** Of the one who is selected. */
  readonly person: string | undefined;
  /** Nothing binds anybody. */
  readonly isForAll: boolean;
}

export const Strangers = memo(function Strangers(props: StrangersProps) {
  const { picture, name, hashed, person, selected, isForAll } = props;
  const lowerCase = name.toLowerCase();
  const term = Object.entries(TERMS).find(([, definition]) => definition.term === lowerCase)?.[0] as TermId | undefined;
  const said = words.stage.balancer;
  return (
    <>
      <h3>
        <span>{isForAll ? said.forEveryone : said.forStrangers} </span>
        {term === undefined ? <strong>{name}</strong> : <Term id={term}>{name}</Term>}
      </h3>
      {hashed === null || (picture.kind === 'ring' && isForAll) ? null : (
        <p className={styles['hashed']}>{hashedText(picture, hashed, person, selected)}</p>
      )}
      <Mechanism {...props} />
    </>
  );
});

function Mechanism({ picture, servers, person, selected }: StrangersProps) {
  switch (picture.kind) {
    case 'rotation':
      return <Rotation picture={picture} servers={servers} />;
    case 'connections':
      return <Connections picture={picture} servers={servers} />;
    case 'ring':
      return <Ring picture={picture} servers={servers} name={person} selected={selected} />;
    case 'table':
      return <HashTable picture={picture} servers={servers} selected={selected} />;
  }
}

/** What is hashed, and in a table where the key of the one who is followed is looked up. */
function hashedText(picture: BalancingPicture, hashed: string, person: string | undefined, selected: number): string {
  const said = words.stage.balancer;
  if (picture.kind !== 'table') return said.hashes(hashed);
  const mine = picture.keys.find((key) => key.people.includes(selected));
  const slots = picture.slots?.toLocaleString('en') ?? null;
  if (mine === undefined || person === undefined)
    return `${said.hashOf(hashed)}: ${slots === null ? said.eachAsked : said.oneOfSlots(slots)}`;
  const slot = mine.slot === null || slots === null ? '' : said.slotOf(mine.slot.toLocaleString('en'), slots);
  return `${said.hashOf(hashed)}: ${said.keyIs(person, slot, mine.server)}`;
}
