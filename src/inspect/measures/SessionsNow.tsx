/** How the living sessions lie on the servers now: one bar each, and the names of the extremes where there are many. */
import { max, scaleBand, scaleLinear, sum } from 'd3';
import type { Measures } from '../../engine/index.ts';
import { Defined } from '../../glossary/Term.tsx';
import { words } from '../../language/words.ts';
import { type Size, useSize } from '../../ui/useSize.ts';
import { spreadOf } from './courses.ts';
import { figure } from './figures.ts';
import styles from './Measures.module.css';
import type { Theory } from './theory.ts';

interface SessionsNowProps {
  readonly perServer: Measures['perServer'];
  readonly theory: Theory | null;
}

/** So many bars have room for a name each. */
const MOST_NAMED = 8;

export function SessionsNow({ perServer, theory }: SessionsNowProps) {
  const { name, says } = words.measures.definitions.sessions;
  const [ref, size] = useSize();
  const all = sum(perServer, ({ sessions }) => sessions);
  const spread = spreadOf(perServer.map(({ sessions }) => sessions));
  const extremes =
    spread === null
      ? ''
      : `${perServer[spread.mostRow]?.id} ${spread.most} · ${perServer[spread.leastRow]?.id} ${spread.least}`;
  return (
    <figure className={styles['chart']} aria-label={name}>
      <figcaption>
        <Defined term={name} says={says}>
          {name}
        </Defined>
        <span className={styles['value']}>
          {extremes} <small>{words.measures.sessionsNow(figure(all))}</small>
        </span>
        {theory === null ? null : (
          <span className={styles['form']}>
            <i aria-hidden="true" /> {words.measures.theory(theory.shown)} · {words.measures.gap(theory.gap)}
          </span>
        )}
      </figcaption>
      <div
        ref={ref}
        className={styles['course']}
        role="img"
        aria-label={perServer.map(({ id, sessions }) => words.measures.sessionsOf(id, sessions)).join(', ')}
      >
        {size === null ? null : <Bars perServer={perServer} mean={theory?.value ?? null} size={size} />}
      </div>
    </figure>
  );
}

function Bars({ perServer, mean, size }: Pick<SessionsNowProps, 'perServer'> & { mean: number | null; size: Size }) {
  const { width, height, rem } = size;
  const isNamed = perServer.length <= MOST_NAMED;
  // Many are ranked: the shape of the spread is what can be read.
  const shown = isNamed ? perServer : [...perServer].sort((a, b) => b.sessions - a.sessions);
  const x = scaleBand(
    shown.map(({ id }) => id),
    [0, width],
  ).padding(isNamed ? 0.4 : 0.15);
  const foot = height - 0.9 * rem;
  const y = scaleLinear([0, Math.max(1, max(shown, ({ sessions }) => sessions) ?? 0)], [foot, 1.1 * rem]);
  const ends = [shown[0], shown.at(-1)];
  return (
    <svg width={width} height={height} className={styles['plot']} aria-hidden="true">
      <line className={styles['axis']} x1={0} x2={width} y1={foot} y2={foot} />
      {shown.map(({ id, sessions }) => (
        <rect
          key={id}
          className={styles['bar']}
          x={x(id)}
          width={Math.max(0.5, x.bandwidth())}
          y={y(sessions)}
          height={foot - y(sessions)}
        />
      ))}
      {mean === null ? null : <line className={styles['theory']} x1={0} x2={width} y1={y(mean)} y2={y(mean)} />}
      {isNamed
        ? shown.map(({ id, sessions }) => (
            <g key={id} textAnchor="middle">
              <text className={styles['name']} x={(x(id) ?? 0) + x.bandwidth() / 2} y={y(sessions) - 3}>
                {sessions}
              </text>
              <text x={(x(id) ?? 0) + x.bandwidth() / 2} y={height - 1}>
                {id}
              </text>
            </g>
          ))
        : ends.map((end, index) => (
            <text key={end?.id} x={index === 0 ? 0 : width} y={height - 1} textAnchor={index === 0 ? 'start' : 'end'}>
              {end?.id}
            </text>
          ))}
    </svg>
  );
}
