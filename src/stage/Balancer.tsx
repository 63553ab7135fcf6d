/** The load balancer, opened up: what it looks at, what it remembers, whom strangers get, what it believes. */
import type { ReactNode } from 'react';
import { balancings, persistences, type Snapshot } from '../engine/index.ts';
import { Term } from '../glossary/Term.tsx';
import type { BalancerSection } from '../lab/lit.ts';
import { hashedKey, keyText } from '../lab/lookedAt.ts';
import { presentServers } from '../lab/present.ts';
import { useLabState } from '../lab/useLab.ts';
import { bindsPeople } from '../lab/wording.ts';
import { words } from '../language/words.ts';
import styles from './Balancer.module.css';
import { Beliefs } from './Beliefs.tsx';
import { LastDecision } from './LastDecision.tsx';
import { FEW_SERVERS, type StageLayout } from './layout.ts';
import { useLight } from './lighting.ts';
import { MarkMap } from './MarkMap.tsx';
import { Pair } from './Pair.tsx';
import { placed } from './placed.ts';
import { StickTable } from './StickTable.tsx';
import { Strangers } from './Strangers.tsx';
import { useRoom } from './useRoom.ts';

interface BalancerProps {
  readonly layout: StageLayout;
  readonly snapshot: Snapshot;
  readonly rem: number;
  readonly selected: number;
}

export function Balancer({ layout, snapshot, rem, selected }: BalancerProps) {
  const { persistence, balancing } = snapshot;
  const servers = presentServers(snapshot.servers);
  const hasRows = persistence.rowCount > 0;
  const chosen = useLabState(({ scenario }) => scenario.loadBalancer);
  const key = hashedKey(chosen.balancing);
  // Many rows or servers: the parts move together, and the last decision is left to the panel below.
  const isMany = servers.length > FEW_SERVERS;
  const hasMarks = persistence.marks.length > 0 && !layout.isCompact && layout.direction === 'across';
  const isFull = hasRows || hasMarks || isMany || balancing.kind === 'ring';
  const [parts, hasRoomForMore] = useRoom(layout.balancer.height, LAST_DECISION * rem);
  const bindsNobody = !bindsPeople(snapshot);
  const looksAt = bindsNobody && key !== null ? words.stage.balancer.bindsNobody(keyText(key)) : persistence.looksAt;
  return (
    <section
      className={styles['balancer']}
      style={placed(layout.balancer)}
      aria-label={words.stage.headings.balancer}
      data-thing="balancer"
      data-compact={layout.isCompact}
      data-rows={isFull}
      data-many={isMany}
      // It may have to be scrolled, and then by key as well.
      tabIndex={isFull || layout.isCompact ? 0 : undefined}
    >
      <div className={styles['parts']} ref={parts}>
        {snapshot.balancers.length > 1 ? <Pair balancers={snapshot.balancers} atMs={snapshot.atMs} /> : null}
        <Part section="looks-at">
          <h3>
            <Term id="clue">{words.stage.balancer.looksAt}</Term>
          </h3>
          <p>{looksAt}</p>
        </Part>
        <Part section="remembers">
          <h3>
            <Term id="persistence">{words.stage.balancer.remembers}</Term>
          </h3>
          <p>
            {persistence.remembers}
            {hasMarks ? <span className={styles['aside']}>{words.stage.balancer.carriedNow}</span> : null}
          </p>
          {hasRows ? (
            <StickTable
              picture={persistence}
              name={persistences.find(({ id }) => id === chosen.persistence.id)?.about.name ?? ''}
              room={rowsThatFit(layout, balancing.kind === 'ring', servers.length, rem)}
              people={snapshot.people}
              selected={selected}
            />
          ) : null}
          {hasMarks ? (
            <MarkMap
              marks={persistence.marks}
              servers={servers}
              people={snapshot.people}
              selected={selected}
              room={rowsThatFit(layout, balancing.kind === 'ring', servers.length, rem)}
            />
          ) : null}
        </Part>
        <Part section="strangers">
          <Strangers
            picture={balancing}
            name={balancings.find(({ id }) => id === chosen.balancing.id)?.about.name ?? ''}
            hashed={key === null ? null : keyText(key)}
            servers={servers}
            people={snapshot.people}
            selected={selected}
            isForAll={bindsNobody}
          />
        </Part>
        <Part section="beliefs">
          <Beliefs
            servers={servers}
            keepsInDrain={!bindsNobody && snapshot.keepsInDrain}
            isBrief={isMany || layout.isCompact || layout.direction === 'down'}
          />
        </Part>
      </div>
      {hasRoomForMore && layout.direction === 'across' && !layout.isCompact ? <LastDecision room={3} /> : null}
    </section>
  );
}

interface PartProps {
  readonly section: BalancerSection;
  readonly children: ReactNode;
}

function Part({ section, children }: PartProps) {
  const light = useLight((lit) => lit.part === 'balancer' && lit.section === section);
  return (
    <div className={styles['part']} data-light={light}>
      {children}
    </div>
  );
}

/** With its heading and three lines, in rem. */
const LAST_DECISION = 5.4;

/** The table takes what the other parts leave. */
function rowsThatFit(
  { balancer, direction, isCompact }: StageLayout,
  hasRing: boolean,
  servers: number,
  rem: number,
): number {
  if (direction === 'down') return 3;
  const others = (isCompact ? 12 : 17.5) + (hasRing ? 6 : 0) + Math.ceil(servers / 2) * 1.375;
  return Math.max(1, Math.min(12, Math.floor((balancer.height / rem - others) / 1.375)));
}
