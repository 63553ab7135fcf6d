/** The servers in a row, each with what its place in the balancing is worth just now. */

import { inPool } from '../../lab/present.ts';
import { words } from '../../language/words.ts';
import styles from '../Balancer.module.css';
import type { PoolServer } from '../poolServers.ts';

export interface ChipFace {
  /** Whom the next request gets, or the key of the one who is followed. */
  readonly isNext?: boolean;
  /** It takes part in the choice that comes next. */
  readonly isDrawn?: boolean;
  /** A line or two below it. */
  readonly says?: string;
  /** As a bar below it, 0–1. */
  readonly bar?: number;
}

interface ChipsProps {
  readonly servers: readonly PoolServer[];
  readonly faceOf: (server: string) => ChipFace;
}

/** More are not read one by one: only those that something is to be said of. */
const MOST_CHIPS = 16;

export function Chips({ servers, faceOf }: ChipsProps) {
  const pool = servers.filter(inPool);
  const faces = pool.map((server) => ({ server, face: faceOf(server.id) }));
  const shown = pool.length <= MOST_CHIPS ? faces : faces.filter(({ face }) => face.isNext || face.isDrawn).slice(0, 6);
  return (
    <ul className={styles['chips']}>
      {shown.map(({ server, face }) => (
        <Chip key={server.id} server={server} face={face} />
      ))}
      {pool.length > shown.length ? (
        <li className={styles['of']}>{words.stage.balancer.ofServers(pool.length)}</li>
      ) : null}
    </ul>
  );
}

function Chip({ server, face }: { readonly server: PoolServer; readonly face: ChipFace }) {
  const takesStrangers = server.admin === 'ready' && server.belief !== 'down';
  const { isNext = false, isDrawn = false, says = '', bar } = face;
  return (
    <li>
      <span
        className={styles['chip']}
        title={server.id}
        data-next={isNext}
        data-drawn={isDrawn}
        data-out={!takesStrangers}
      >
        {server.id}
      </span>
      {bar === undefined || !takesStrangers ? null : (
        <span className={styles['bar']} style={{ width: `${Math.round(Math.min(1, Math.max(0, bar)) * 100)}%` }} />
      )}
      <span className={styles['under']}>{takesStrangers ? says : words.stage.balancer.leftOut}</span>
    </li>
  );
}
