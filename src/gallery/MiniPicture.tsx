/** The state at the end of a run, small: who has lost a session, and where the sessions are. */
import type { CSSProperties } from 'react';
import type { Snapshot } from '../engine/index.ts';
import { sessionHue } from '../theme/sessionHue.ts';
import styles from './Gallery.module.css';
import { type Box, DOT, layoutMini, SIZE, SQUARE } from './miniPicture.ts';

export function MiniPicture({ snapshot, label }: { readonly snapshot: Snapshot; readonly label: string }) {
  const { people, servers, store } = layoutMini(snapshot);
  return (
    <svg
      className={styles['picture']}
      viewBox={`-1 -1 ${SIZE.width + 2} ${SIZE.height + 2}`}
      role="img"
      aria-label={label}
    >
      {people.map(({ person, x, y, hasLost, carries }) => (
        <g key={person} data-hue="" style={hueOf(person)} data-part="person">
          <circle
            cx={x + DOT / 2}
            cy={y + DOT / 2}
            r={DOT / 2 - 0.5}
            className={hasLost ? styles['lost'] : styles['token']}
          />
          {carries ? <rect x={x + 3.5} y={y + 3.5} width={5} height={5} rx={1} className={styles['carried']} /> : null}
        </g>
      ))}
      {servers.map((box) => (
        <Server key={box.id} box={box} />
      ))}
      {store === null ? null : <Server box={store} />}
    </svg>
  );
}

function Server({ box: { id, x, y, width, height, isDead, sessions, more } }: { readonly box: Box }) {
  return (
    <g data-part="server" data-dead={isDead}>
      <rect x={x} y={y} width={width} height={height} rx={3} className={isDead ? styles['dead'] : styles['box']} />
      <text x={x + 4} y={y + 9.5}>
        {isDead ? `× ${id}` : id}
        {more > 0 ? ` +${more}` : ''}
      </text>
      {sessions.map((square) => (
        <rect
          key={square.person}
          x={square.x}
          y={square.y}
          width={SQUARE}
          height={SQUARE}
          rx={1}
          data-hue=""
          data-part="session"
          style={hueOf(square.person)}
          className={styles['token']}
        />
      ))}
    </g>
  );
}

const hueOf = (person: number) => ({ '--hue': sessionHue(person) }) as CSSProperties;
