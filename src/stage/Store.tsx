/** The store that all servers share: sessions live here, and every request pays for the way. */
import type { PersonSnapshot, StoreSnapshot } from '../engine/index.ts';
import type { Rect } from './geometry.ts';
import { placed } from './placed.ts';
import { Sessions } from './Sessions.tsx';
import stageStyles from './Stage.module.css';
import styles from './Store.module.css';

interface StoreProps {
  readonly rect: Rect;
  readonly rem: number;
  readonly heading: Rect | null;
  readonly store: StoreSnapshot;
  readonly people: readonly PersonSnapshot[];
  readonly lettered: ReadonlySet<number>;
}

export function Store({ rect, rem, heading, store, people, lettered }: StoreProps) {
  const lip = Math.min(14, rect.height * 0.06);
  const { width, height } = rect;
  const sides = `M1,${lip}V${height - lip}A${width / 2 - 1},${lip} 0 0 0 ${width - 1},${height - lip}V${lip}`;
  return (
    <>
      {heading === null ? null : (
        <h2 className={stageStyles['heading']} style={placed(heading)}>
          Store
        </h2>
      )}
      <div
        className={styles['store']}
        style={placed(rect)}
        role="group"
        aria-label={`${store.name}, ${store.sessions.length} sessions`}
      >
        <svg width={width} height={height} aria-hidden="true">
          <path d={sides} />
          <ellipse cx={width / 2} cy={lip} rx={width / 2 - 1} ry={lip - 1} />
        </svg>
        <div className={styles['inside']}>
          <strong>{store.name}</strong>
          <span>+{store.roundTripMs} ms a trip</span>
          <Sessions
            sessions={store.sessions}
            graves={[]}
            people={people}
            lettered={lettered}
            room={roomIn(rect, rem)}
          />
          <span className={styles['trips']}>{store.roundTrips.toLocaleString('en')} round trips</span>
        </div>
      </div>
    </>
  );
}

/** Without the lid, the words above and the count below. */
function roomIn({ width, height }: Rect, rem: number): number {
  const pitch = 1.4375;
  const perRow = Math.floor((width / rem - 1) / pitch);
  return Math.max(3, perRow * Math.max(1, Math.floor((height / rem - 7.25) / pitch)));
}
