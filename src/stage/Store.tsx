/** The store that all servers share: sessions live here, and every request pays for the way. */
import { memo, type ReactNode } from 'react';
import type { StoreSnapshot } from '../engine/index.ts';
import { useLabState } from '../lab/useLab.ts';
import { counted, shortList } from '../lab/wording.ts';
import { words } from '../language/words.ts';
import type { Rect } from './geometry.ts';
import { useLight } from './lighting.ts';
import { placed } from './placed.ts';
import type { Plan } from './plan.ts';
import { Sessions } from './Sessions.tsx';
import stageStyles from './Stage.module.css';
import styles from './Store.module.css';

interface StoreProps {
  readonly plan: Plan;
  readonly rect: Rect;
  /** What can be done to a part of it. */
  readonly nodeActions: (node: StoreNode) => ReactNode;
}

type StoreNode = StoreSnapshot['nodes'][number];

/** More are not told one by one. */
const MOST_NODES = 4;

export const Store = memo(function Store({ plan, rect, nodeActions }: StoreProps) {
  const store = useLabState(({ snapshot }) => snapshot?.store ?? null);
  const light = useLight((lit) => lit.part === 'store');
  if (store === null) return null;
  const { rem, names, lettered } = plan;
  const { isCompact } = plan.layout;
  const heading = plan.layout.headings.store;
  const nodes = store.nodes.slice(0, MOST_NODES);
  const isReplicated = store.nodes.some(({ role }) => role === 'replica');
  const isDown = store.nodes.length > 0 && store.nodes.every(({ isUp }) => !isUp);
  const lip = Math.min(14, rect.height * 0.06);
  const { width, height } = rect;
  const sides = `M1,${lip}V${height - lip}A${width / 2 - 1},${lip} 0 0 0 ${width - 1},${height - lip}V${lip}`;
  return (
    <>
      {heading === null ? null : (
        <h2 className={stageStyles['heading']} style={placed(heading)}>
          {titled(store.name)}
        </h2>
      )}
      <div
        className={styles['store']}
        style={placed(rect)}
        role="group"
        aria-label={[store.name, counted(store.sessions.length, 'session'), isDown ? 'down' : '']
          .filter(Boolean)
          .join(', ')}
        data-down={isDown}
        data-light={light}
        data-compact={isCompact}
      >
        <svg width={width} height={height} aria-hidden="true">
          <path d={sides} />
          <ellipse cx={width / 2} cy={lip} rx={width / 2 - 1} ry={lip - 1} />
        </svg>
        <div className={styles['inside']}>
          {heading === null ? <strong>{titled(store.name)}</strong> : null}
          <span>{words.stage.store.trip(store.roundTripMs)}</span>
          {nodes.map((node) => (
            <div key={node.id} className={styles['node']} data-up={node.isUp} data-thing={`node ${node.id}`}>
              <span>
                <strong>{node.id}</strong> {stateOf(node, store.nodes.length)}
              </span>
              {node.isUp ? <Detail node={node} isReplicated={isReplicated} /> : null}
              {nodeActions(node)}
            </div>
          ))}
          {store.nodes.length > nodes.length ? (
            <span>{words.stage.store.more(store.nodes.length - nodes.length)}</span>
          ) : null}
          <Sessions
            sessions={store.sessions}
            graves={NOBODY}
            names={names}
            lettered={lettered}
            room={roomIn(rect, rem, nodes.length)}
          />
          <Pools pools={store.pools} />
          <span className={styles['trips']}>{words.stage.store.roundTrips(store.roundTrips.toLocaleString('en'))}</span>
        </div>
      </div>
    </>
  );
});

const NOBODY: readonly number[] = [];

/** What is behind, full or dropped: shown where there is such a thing. */
function Detail({ node, isReplicated }: { readonly node: StoreNode; readonly isReplicated: boolean }) {
  const said = words.stage.store;
  const parts = [
    node.room === null ? '' : said.room(node.sessions, node.room),
    node.evicted > 0 ? said.evicted(node.evicted) : '',
    isReplicated && node.role === 'replica' ? (node.behind > 0 ? said.behind(node.behind) : said.inSync) : '',
  ].filter((text) => text !== '');
  return (
    <>
      {node.room === null ? null : (
        <span className={styles['fill']}>
          <span style={{ width: `${Math.min(1, node.sessions / node.room) * 100}%` }} />
        </span>
      )}
      {parts.length === 0 ? null : <span data-behind={node.behind > 0}>{parts.join(' · ')}</span>}
    </>
  );
}

/** Connections to a database that servers hold, and who has none to spare. */
function Pools({ pools }: { readonly pools: StoreSnapshot['pools'] }) {
  if (pools.length === 0) return null;
  const inUse = pools.reduce((sum, pool) => sum + pool.inUse, 0);
  const size = pools.reduce((sum, pool) => sum + pool.size, 0);
  const dry = pools.filter((pool) => pool.inUse >= pool.size).map(({ server }) => server);
  return (
    <>
      <span>{words.stage.store.pools(inUse, size)}</span>
      {dry.length === 0 ? null : <strong className={styles['dry']}>{words.stage.store.dry(shortList(dry))}</strong>}
    </>
  );
}

const titled = (name: string): string => `${name[0]?.toUpperCase()}${name.slice(1)}`;

/** Of a store with several parts also which part of the work each has. */
function stateOf({ isUp, role }: StoreNode, count: number): string {
  if (!isUp) return '× down';
  return count > 1 && role === 'replica' ? 'replica' : 'up';
}

/** Without the lid, the words above and the count below. */
function roomIn({ width, height }: Rect, rem: number, nodes: number): number {
  const pitch = 1.4375;
  const perRow = Math.floor((width / rem - 1) / pitch);
  return Math.max(3, perRow * Math.max(1, Math.floor((height / rem - 6 - nodes * 3.25) / pitch)));
}
