/** The ring of consistent hashing: a key belongs to the server of the nearest point, or (ketama) of the next one. */
import { lineRadial, pointRadial } from 'd3';
import { type CSSProperties, memo } from 'react';
import type { BalancingPicture } from '../../engine/index.ts';
import { useLabState } from '../../lab/useLab.ts';
import { words } from '../../language/words.ts';
import { sessionHue } from '../../theme/sessionHue.ts';
import styles from '../Balancer.module.css';
import type { PoolServer } from '../poolServers.ts';
import { Chips } from './Chips.tsx';

type RingPicture = Extract<BalancingPicture, { kind: 'ring' }>;

interface RingProps {
  readonly picture: RingPicture;
  readonly servers: readonly PoolServer[];
  /** Of the one who is followed. */
  readonly name: string | undefined;
  readonly selected: number;
}

const RADIUS = 46;
const turn = (at: number): number => at * 2 * Math.PI;

/** More keys would be a band: of a crowd every second, third … is drawn, and always that of the one who is followed. */
const MOST_KEYS = 120;

export function Ring({ picture, servers, name, selected }: RingProps) {
  const { keys, points, room } = picture;
  const mine = keys.find((key) => key.people.includes(selected));
  const isNext = useLabState(({ scenario }) => scenario.loadBalancer.balancing['ring'] === 'ketama');
  const step = Math.max(1, Math.ceil(keys.length / MOST_KEYS));
  const shown = keys.filter((key, index) => index % step === 0 || key === mine);
  const said = words.stage.balancer;
  const isFull = mine !== undefined && room.length > 0 && foundPoint(mine.at, points, isNext)?.server !== mine.server;
  return (
    <figure className={styles['ring']}>
      <svg viewBox="-58 -58 116 116" role="img" aria-label={said.ringLabel(points.length, keys.length)}>
        <circle r={RADIUS} className={styles['ringLine']} />
        <Points points={points} servers={servers} mine={mine?.server} />
        {shown.map((key) => {
          const [x, y] = pointRadial(turn(key.at), RADIUS - 11);
          const isMine = key === mine;
          const hue = sessionHue(isMine ? selected : (key.people[0] ?? 0));
          return (
            <g key={key.at} data-hue="" style={{ '--hue': hue } as CSSProperties}>
              {isMine ? <KeyLine at={key.at} points={points} server={key.server} isNext={isNext} /> : null}
              <circle cx={x} cy={y} r={isMine ? 3.6 : 2.3} className={styles['ringKey']} />
            </g>
          );
        })}
      </svg>
      <figcaption>
        {mine && name
          ? isFull
            ? said.keyOverflows(name, mine.server)
            : said.keyFinds(name, mine.server)
          : said.keyRule(isNext)}
      </figcaption>
      {room.length === 0 ? null : <Room room={room} servers={servers} mine={mine?.server} />}
    </figure>
  );
}

/** With a bound: a server that is full sends its keys on. */
interface RoomProps {
  readonly room: RingPicture['room'];
  readonly servers: readonly PoolServer[];
  readonly mine: string | undefined;
}

function Room({ room, servers, mine }: RoomProps) {
  return (
    <Chips
      servers={servers}
      faceOf={(id) => {
        const { taken = 0, slots = 0 } = room.find(({ server }) => server === id) ?? {};
        const isFull = slots > 0 && taken >= slots;
        const said = words.stage.balancer;
        return {
          isNext: id === mine,
          says: `${said.taken(taken, slots)}${isFull ? `\n${said.full}` : ''}`,
          bar: slots === 0 ? 0 : taken / slots,
        };
      }}
    />
  );
}

interface PointsProps {
  readonly points: RingPicture['points'];
  readonly servers: readonly PoolServer[];
  readonly mine: string | undefined;
}

/** Virtual nodes. Servers take turns in length: told apart without colour, which belongs to sessions. */
const Points = memo(function Points({ points, servers, mine }: PointsProps) {
  const rank = new Map(servers.map(({ id }, index) => [id, index]));
  const line = lineRadial();
  const ticks = { mine: '', others: '' };
  for (const { at, server } of points) {
    const length = 3 + ((rank.get(server) ?? 0) % 4) * 2;
    ticks[server === mine ? 'mine' : 'others'] += line([
      [turn(at), RADIUS],
      [turn(at), RADIUS + length],
    ]);
  }
  // Many points stay apart as long as the screen can.
  const strokeWidth = Math.max(0.25, Math.min(1, 80 / points.length));
  return (
    <>
      <path d={ticks.others} className={styles['ringTick']} strokeWidth={strokeWidth} />
      <path d={ticks.mine} className={styles['ringTick']} data-mine="true" strokeWidth={strokeWidth} />
    </>
  );
});

/** The way to that point of the server that the engine found: the picture does not decide it anew. */
interface KeyLineProps {
  readonly at: number;
  readonly points: RingPicture['points'];
  readonly server: string;
  readonly isNext: boolean;
}

function KeyLine({ at, points, server, isNext }: KeyLineProps) {
  const found = foundPoint(
    at,
    points.filter((point) => point.server === server),
    isNext,
  );
  if (found === undefined) return null;
  const [x1, y1] = pointRadial(turn(at), RADIUS - 11);
  const [x2, y2] = pointRadial(turn(found.at), RADIUS);
  return <line x1={x1} y1={y1} x2={x2} y2={y2} className={styles['ringFound']} />;
}

function foundPoint(at: number, points: RingPicture['points'], isNext: boolean) {
  const wayTo = (point: { readonly at: number }): number => (isNext ? (point.at - at + 1) % 1 : apart(point.at, at));
  return points.reduce<RingPicture['points'][number] | undefined>(
    (best, point) => (best === undefined || wayTo(point) < wayTo(best) ? point : best),
    undefined,
  );
}

/** How far apart two places on the ring are, the shorter way round. */
function apart(a: number, b: number): number {
  const distance = Math.abs(a - b);
  return Math.min(distance, 1 - distance);
}
