/** The load balancer, opened up: what it looks at, what it remembers, whom strangers get, what it believes. */
import type { Snapshot } from '../engine/index.ts';
import { Term } from '../glossary/Term.tsx';
import styles from './Balancer.module.css';
import { Beliefs } from './Beliefs.tsx';
import type { StageLayout } from './layout.ts';
import { placed } from './placed.ts';
import { StickTable } from './StickTable.tsx';
import { Strangers } from './Strangers.tsx';

interface BalancerProps {
  readonly layout: StageLayout;
  readonly snapshot: Snapshot;
  readonly rem: number;
  readonly selected: number;
}

export function Balancer({ layout, snapshot, rem, selected }: BalancerProps) {
  const { persistence, balancing, servers } = snapshot;
  const remembersNothing = persistence.rowCount === 0;
  return (
    <section className={styles['balancer']} style={placed(layout.balancer)} aria-label="Load balancer" data-compact={layout.isCompact}>
      <div className={styles['part']}>
        <h3>
          <Term id="clue">Looks at</Term>
        </h3>
        <p>{persistence.looksAt}</p>
      </div>
      <div className={styles['part']}>
        <h3>
          <Term id="persistence">Remembers</Term>
        </h3>
        <p>{persistence.remembers}</p>
        {remembersNothing ? null : (
          <StickTable picture={persistence} room={rowsThatFit(layout, balancing.kind === 'ring', servers.length, rem)} people={snapshot.people} />
        )}
      </div>
      <div className={styles['part']}>
        <Strangers picture={balancing} servers={servers} people={snapshot.people} selected={selected} isForAll={persistence.looksAt === 'nothing'} />
      </div>
      <Beliefs servers={servers} atMs={snapshot.atMs} />
    </section>
  );
}

/** The table takes what the other parts leave. */
function rowsThatFit({ balancer, direction, isCompact }: StageLayout, hasRing: boolean, servers: number, rem: number): number {
  if (direction === 'down') return 3;
  const others = (isCompact ? 10 : 14.5) + (hasRing ? 6 : 0) + servers * 1.375;
  return Math.max(1, Math.min(12, Math.floor((balancer.height / rem - others) / 1.375)));
}
