/** One server: its workers, its queue and the sessions that live in its memory, or where they stood. */
import { memo, type ReactNode } from 'react';
import type { ServerSnapshot } from '../engine/index.ts';
import { useLab } from '../lab/useLab.ts';
import { words } from '../language/words.ts';
import type { Rect } from './geometry.ts';
import { hasWorkerSquares, workerSquare } from './layout.ts';
import { useLight } from './lighting.ts';
import { placed } from './placed.ts';
import styles from './ServerCard.module.css';
import { Sessions } from './Sessions.tsx';
import { conditionOf, isUnnoticed, SIGNS, serverStory, serverTag, serverText, unnoticedText } from './serverWords.ts';

interface ServerCardProps {
  readonly rect: Rect;
  readonly rem: number;
  readonly server: ServerSnapshot;
  /** Of everybody, by row. */
  readonly names: readonly string[];
  readonly lettered: ReadonlySet<number>;
  /** Whose sessions died with it, whether they know it or not. */
  readonly victims: readonly number[];
  /** Whether persistence sends people back to their server. */
  readonly bindsPeople: boolean;
  /** Whether they stay with it while it drains. */
  readonly keepsInDrain: boolean;
  /** Whether sessions live in the memory of servers under this strategy. */
  readonly keepsSessions: boolean;
  readonly isCompact: boolean;
  /** One of many, looked at closely: the canvas lights no workers there. */
  readonly isRacked: boolean;
  readonly isSelected: boolean;
  /** Weights differ in this pool, so that they are worth a word. */
  readonly hasOddWeight: boolean;
  /** One of several that are selected together. */
  readonly isPicked: boolean;
  /** What can be done to it. */
  readonly children: ReactNode;
}

export const ServerCard = memo(function ServerCard(props: ServerCardProps) {
  const {
    rect,
    rem,
    server,
    names,
    lettered,
    victims,
    isCompact,
    isRacked,
    isSelected,
    isPicked,
    hasOddWeight,
    children,
  } = props;
  const lab = useLab();
  const story = serverStory(server, props);
  const tag = serverTag(server);
  const condition = conditionOf(server);
  const isNarrow = rect.width < rem * 15;
  const isLow = rect.height < rem * 4.5;
  /** Name, sessions and actions on one line. */
  const isInline = rect.height < rem * INLINE_BELOW;
  const isTiny = rect.width < rem * TINY_BELOW;
  const missed = missedOf(victims, server);
  const count = server.sessions.length + server.graves.length + missed.length;
  const hasSquares = !isRacked && !isCompact && hasWorkerSquares(rect, server.workers, rem);
  /** Where no session stands the second line is free for what is wrong. */
  const isBare = isCompact && isNarrow && !isInline && count === 0 && tag !== null;
  const light = useLight((lit) => lit.part === 'server' && lit.server === server.id);
  return (
    <div
      className={styles['card']}
      style={placed(rect)}
      role="group"
      aria-label={serverText(server, story)}
      data-thing={`server ${server.id}`}
      data-picked={isPicked}
      data-process={server.process}
      data-admin={server.admin}
      data-condition={condition}
      data-selected={isSelected}
      data-compact={isCompact}
      data-low={isLow}
      data-inline={isInline}
      data-tiny={isTiny}
      data-light={light}
    >
      <div className={styles['head']}>
        <button
          type="button"
          className={styles['id']}
          aria-pressed={isSelected || isPicked}
          title={server.id}
          onClick={() => lab.selectServer(isSelected ? null : server.id)}
        >
          {server.id}
        </button>
        {isNarrow || isInline || isUnnoticed(server) ? null : (
          <span className={styles['address']}>
            {server.address}
            {hasOddWeight ? ` · ${words.stage.server.weight(server.weight)}` : ''}
          </span>
        )}
        {tag === null ||
        isBare ||
        (isNarrow && !isCompact && !isInline) ||
        (isTiny && server.process !== 'dead') ? null : (
          <span className={styles['tag']} title={unnoticedText(server) ?? tag}>
            <span aria-hidden="true">{SIGNS[condition]} </span>
            {rect.width < rem * 10 ? '' : isNarrow || isInline ? tag.replace(/,.*/g, '') : tag}
          </span>
        )}
      </div>
      {server.process !== 'dead' && hasSquares ? <Workers server={server} rect={rect} rem={rem} /> : null}
      <div className={styles['actions']}>{children}</div>
      {isBare ? (
        <p className={styles['story']} data-grave={story.isGrave}>
          {SIGNS[condition]} {tag.replace(/,.*/, '')}
        </p>
      ) : null}
      {isCompact || isLow ? null : (
        <p
          className={styles['story']}
          title={story.text}
          data-grave={story.isGrave}
          data-beside={hasSquares && server.process !== 'dead'}
        >
          {isNarrow && tag !== null ? <strong>{tag.replace(/,.*/, '')}: </strong> : null}
          {isNarrow && story.isUsual ? busyText(server) : ((isNarrow ? story.brief : null) ?? story.text)}
          {isNarrow || hasSquares || server.process === 'dead' ? null : ` · ${busyText(server)}`}
          {server.queued > 0 ? <strong> · {words.stage.server.waiting(server.queued)}</strong> : null}
        </p>
      )}
      <Sessions
        sessions={server.sessions}
        graves={server.graves}
        missed={missed}
        names={names}
        lettered={lettered}
        {...(isInline
          ? roomBeside(rect, rem, isTiny, tag !== null)
          : roomFor(
              rect,
              rem,
              { isCompact, isLow: isCompact || isLow, hasTwoLines: isNarrow && (story.isGrave || tag !== null) },
              count,
            ))}
      />
    </div>
  );
});

const busyText = ({ working, workers }: ServerSnapshot): string => words.stage.server.busy(working.length, workers);

const NOBODY: readonly number[] = [];

/** Of those whose sessions died here, who knows it. */
const missedOf = (victims: readonly number[], { graves, sessions }: ServerSnapshot): readonly number[] =>
  victims.length === 0 ? NOBODY : victims.filter((person) => !graves.includes(person) && !sessions.includes(person));

/** Outlines only: the canvas fills them with the colour of the one who is served, frame by frame. */
function Workers({ server, rect, rem }: WorkersProps & { readonly server: ServerSnapshot }) {
  const { workers } = server;
  const first = workerSquare(rect, 0, workers, rem);
  const beside = { right: rect.x + rect.width - first.x + 0.375 * rem, top: first.y - rect.y, height: first.size };
  return (
    <>
      <span className={styles['busy']} style={beside}>
        {words.stage.server.workers}
      </span>
      <WorkerSquares workers={workers} rect={rect} rem={rem} />
    </>
  );
}

interface WorkersProps {
  readonly rect: Rect;
  readonly rem: number;
}

const WorkerSquares = memo(function WorkerSquares({ workers, rect, rem }: WorkersProps & { readonly workers: number }) {
  return Array.from({ length: workers }, (_, index) => {
    const { x, y, size } = workerSquare(rect, index, workers, rem);
    const style = { left: x - rect.x, top: y - rect.y, width: size, height: size };
    return <span key={style.left} className={styles['worker']} style={style} title={words.stage.server.worker} />;
  });
});

const INLINE_BELOW = 2.9;
const TINY_BELOW = 7;

/** Between the name and the actions. */
function roomBeside({ width }: Rect, rem: number, isTiny: boolean, hasTag: boolean) {
  const others = isTiny ? 4.75 : 9.5 + (hasTag && width >= 10 * rem ? 3.75 : 0);
  return { room: Math.max(0, Math.floor((width / rem - others) / 1.0625)), isSingle: true, isDense: true };
}

interface Squeeze {
  readonly isCompact: boolean;
  /** No line of words above the tokens. */
  readonly isLow: boolean;
  /** Words above them that need two lines. */
  readonly hasTwoLines: boolean;
}

/** How many tokens a card holds, in sizes and distances of the style sheet; they shrink before they are only counted. */
function roomFor(rect: Rect, rem: number, { isCompact, isLow, hasTwoLines }: Squeeze, count: number) {
  const width = rect.width / rem - (isCompact ? 1.125 : 2);
  const height = rect.height / rem - (isLow ? 2.25 : hasTwoLines ? 4.5 : 3.5);
  const inGrid = (pitch: number, gap: number) => {
    const rows = Math.max(1, Math.floor((height + gap) / pitch));
    return { room: Math.max(2, Math.floor((width + gap) / pitch) * rows), isSingle: rows === 1 };
  };
  const roomy = inGrid(1.4375, 0.25);
  const isTooLow = height < 1.1875;
  return count <= roomy.room && !isTooLow ? { ...roomy, isDense: false } : { ...inGrid(1.0625, 0.1875), isDense: true };
}
