/** The ring of consistent hashing: a key belongs to the server of the nearest point, or (ketama) of the next one. */
import { pointRadial } from 'd3';
import type { CSSProperties } from 'react';
import type { BalancingPicture, PersonSnapshot, ServerSnapshot } from '../engine/index.ts';
import { useLabState } from '../lab/useLab.ts';
import { sessionHue } from '../theme/sessionHue.ts';
import styles from './Balancer.module.css';

interface RingProps {
  readonly picture: Extract<BalancingPicture, { kind: 'ring' }>;
  readonly servers: readonly ServerSnapshot[];
  readonly people: readonly PersonSnapshot[];
  readonly selected: number;
}

const RADIUS = 46;
const turn = (at: number): number => at * 2 * Math.PI;

export function Ring({ picture, servers, people, selected }: RingProps) {
  const rank = new Map(servers.map(({ id }, index) => [id, index]));
  const mine = picture.keys.find((key) => key.people.includes(selected));
  const isNext = useLabState(({ scenario }) => scenario.loadBalancer.balancing['ring'] === 'ketama');
  const name = people[selected]?.name;
  // Many points stay apart as long as the screen can.
  const thickness = Math.max(0.25, Math.min(1, 80 / picture.points.length));
  return (
    <figure className={styles['ring']}>
      <svg
        viewBox="-58 -58 116 116"
        role="img"
        aria-label={`${picture.points.length} points on the ring, ${picture.keys.length} keys`}
      >
        <circle r={RADIUS} className={styles['ringLine']} />
        {picture.points.map(({ at, server }) => (
          <Tick
            key={`${at}`}
            at={at}
            rank={rank.get(server) ?? 0}
            isMine={server === mine?.server}
            thickness={thickness}
          />
        ))}
        {picture.keys.map((key) => {
          const [x, y] = pointRadial(turn(key.at), RADIUS - 11);
          const first = key.people[0] ?? 0;
          const isMine = key === mine;
          return (
            <g key={key.at} data-hue="" style={{ '--hue': sessionHue(isMine ? selected : first) } as CSSProperties}>
              {isMine ? (
                <KeyLine
                  at={key.at}
                  points={picture.points.filter(({ server }) => server === key.server)}
                  isNext={isNext}
                />
              ) : null}
              <circle cx={x} cy={y} r={isMine ? 3.6 : 2.3} className={styles['ringKey']} />
            </g>
          );
        })}
      </svg>
      <figcaption>
        {mine && name
          ? `${name}’s key finds a point of ${mine.server}`
          : `a key finds the ${isNext ? 'next' : 'nearest'} point`}
      </figcaption>
    </figure>
  );
}

/** Servers take turns in length: told apart without colour, which belongs to sessions. */
interface TickProps {
  readonly at: number;
  readonly rank: number;
  readonly isMine: boolean;
  readonly thickness: number;
}

function Tick({ at, rank, isMine, thickness }: TickProps) {
  const [x1, y1] = pointRadial(turn(at), RADIUS);
  const [x2, y2] = pointRadial(turn(at), RADIUS + 3 + (rank % 4) * 2);
  return (
    <line x1={x1} y1={y1} x2={x2} y2={y2} className={styles['ringTick']} data-mine={isMine} strokeWidth={thickness} />
  );
}

/** The way to that point of the server that the engine found: the picture does not decide it anew. */
interface KeyLineProps {
  readonly at: number;
  readonly points: RingProps['picture']['points'];
  readonly isNext: boolean;
}

function KeyLine({ at, points, isNext }: KeyLineProps) {
  const [first, ...others] = points;
  if (first === undefined) return null;
  const wayTo = (point: { readonly at: number }): number => (isNext ? (point.at - at + 1) % 1 : apart(point.at, at));
  const found = others.reduce((best, point) => (wayTo(point) < wayTo(best) ? point : best), first);
  const [x1, y1] = pointRadial(turn(at), RADIUS - 11);
  const [x2, y2] = pointRadial(turn(found.at), RADIUS);
  return <line x1={x1} y1={y1} x2={x2} y2={y2} className={styles['ringFound']} />;
}

/** How far apart two places on the ring are, the shorter way round. */
function apart(a: number, b: number): number {
  const distance = Math.abs(a - b);
  return Math.min(distance, 1 - distance);
}
