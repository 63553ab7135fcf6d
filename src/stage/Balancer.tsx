/** The load balancer, opened up: what it looks at, what it remembers, whom strangers get, what it believes. */
import { memo, type ReactNode } from 'react';
import { type BalancerSnapshot, balancings, persistences } from '../engine/index.ts';
import { Term } from '../glossary/Term.tsx';
import type { LabState } from '../lab/labState.ts';
import type { BalancerSection } from '../lab/lit.ts';
import { hashedKey, keyText } from '../lab/lookedAt.ts';
import { selectAtMs, selectBindsPeople, selectServers } from '../lab/selectors.ts';
import { useLabState } from '../lab/useLab.ts';
import { words } from '../language/words.ts';
import styles from './Balancer.module.css';
import { Beliefs } from './Beliefs.tsx';
import { LastDecision } from './LastDecision.tsx';
import { FEW_SERVERS, type StageLayout } from './layout.ts';
import { useLight } from './lighting.ts';
import { MarkMap } from './MarkMap.tsx';
import { Pair } from './Pair.tsx';
import { placed } from './placed.ts';
import { usePoolServers } from './poolServers.ts';
import { StickTable } from './StickTable.tsx';
import { Strangers } from './Strangers.tsx';
import { useRoom } from './useRoom.ts';

interface BalancerProps {
  readonly layout: StageLayout;
  readonly rem: number;
  readonly selected: number;
}

export const Balancer = memo(function Balancer({ layout, rem, selected }: BalancerProps) {
  const shape = useLabState(shapeOf);
  const { hasRows, servers, hasRing, isPair } = shape;
  // Many rows or servers: the parts move together, and the last decision is left to the panel below.
  const isMany = servers > FEW_SERVERS;
  const hasMarks = shape.hasMarks && !layout.isCompact && layout.direction === 'across';
  const isFull = hasRows || hasMarks || isMany || hasRing;
  const [parts, hasRoomForMore] = useRoom(layout.balancer.height, LAST_DECISION * rem);
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
        {isPair ? <PairPart /> : null}
        <Part section="looks-at">
          <h3>
            <Term id="clue">{words.stage.balancer.looksAt}</Term>
          </h3>
          <p>{useLabState(looksAtText)}</p>
        </Part>
        <Part section="remembers">
          <h3>
            <Term id="persistence">{words.stage.balancer.remembers}</Term>
          </h3>
          <p>
            {useLabState(({ snapshot }) => snapshot?.persistence.remembers)}
            {hasMarks ? <span className={styles['aside']}>{words.stage.balancer.carriedNow}</span> : null}
          </p>
          {hasRows || hasMarks ? (
            <Rows hasMarks={hasMarks} room={rowsThatFit(layout, hasRing, servers, rem)} selected={selected} />
          ) : null}
        </Part>
        <Part section="strangers">
          <StrangersPart selected={selected} />
        </Part>
        <Part section="beliefs">
          <Beliefs isBrief={isMany || layout.isCompact || layout.direction === 'down'} />
        </Part>
      </div>
      {hasRoomForMore && layout.direction === 'across' && !layout.isCompact ? <LastDecision room={3} /> : null}
    </section>
  );
});

/** What of the state decides how it is divided. Its parts hear of the rest, each of its own. */
const shapeOf = (state: LabState) => ({
  servers: selectServers(state).length,
  hasRows: (state.snapshot?.persistence.rowCount ?? 0) > 0,
  hasMarks: (state.snapshot?.persistence.marks.length ?? 0) > 0,
  hasRing: state.snapshot?.balancing.kind === 'ring',
  isPair: (state.snapshot?.balancers.length ?? 0) > 1,
});

const selectBindsNobody = (state: LabState): boolean => state.snapshot !== null && !selectBindsPeople(state);

function looksAtText(state: LabState): string {
  const key = hashedKey(state.scenario.loadBalancer.balancing);
  return selectBindsNobody(state) && key !== null
    ? words.stage.balancer.bindsNobody(keyText(key))
    : (state.snapshot?.persistence.looksAt ?? '');
}

const NOBODY: readonly BalancerSnapshot[] = [];

function PairPart() {
  const balancers = useLabState(({ snapshot }) => snapshot?.balancers ?? NOBODY);
  return <Pair balancers={balancers} atMs={useLabState(selectAtMs)} />;
}

interface RowsProps {
  readonly hasMarks: boolean;
  readonly room: number;
  readonly selected: number;
}

function Rows({ hasMarks, room, selected }: RowsProps) {
  const persistence = useLabState(({ snapshot }) => snapshot?.persistence ?? null);
  const name = useLabState(
    ({ scenario }) => persistences.find(({ id }) => id === scenario.loadBalancer.persistence.id)?.about.name ?? '',
  );
  if (persistence === null) return null;
  return (
    <>
      {persistence.rowCount > 0 ? (
        <StickTable picture={persistence} name={name} room={room} selected={selected} />
      ) : null}
      {hasMarks ? <MarkMap marks={persistence.marks} selected={selected} room={room} /> : null}
    </>
  );
}

function StrangersPart({ selected }: { readonly selected: number }) {
  const picture = useLabState(({ snapshot }) => snapshot?.balancing ?? null);
  const servers = usePoolServers();
  const person = useLabState(({ snapshot }) => snapshot?.people[selected]?.name);
  const isForAll = useLabState(selectBindsNobody);
  const chosen = useLabState(({ scenario }) => scenario.loadBalancer.balancing);
  const key = hashedKey(chosen);
  if (picture === null) return null;
  return (
    <Strangers
      picture={picture}
      name={balancings.find(({ id }) => id === chosen.id)?.about.name ?? ''}
      hashed={key === null ? null : keyText(key)}
      servers={servers}
      person={person}
      selected={selected}
      isForAll={isForAll}
    />
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
const LAST_DECISION = 5.9;

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
