/** One server: its workers, its queue and the sessions that live in its memory, or where they stood. */
import { memo, type ReactNode } from 'react';
import type { PersonSnapshot, ServerSnapshot } from '../engine/index.ts';
import { useLab } from '../lab/useLab.ts';
import type { Rect } from './geometry.ts';
import { hasWorkerSquares, workerSquare } from './layout.ts';
import { placed } from './placed.ts';
import styles from './ServerCard.module.css';
import { Sessions } from './Sessions.tsx';
import { serverStory, serverTag, serverText, unnoticedText } from './serverWords.ts';

interface ServerCardProps {
  readonly rect: Rect;
  readonly rem: number;
  readonly server: ServerSnapshot;
  readonly people: readonly PersonSnapshot[];
  readonly lettered: ReadonlySet<number>;
  readonly held: number;
  readonly died: number;
  /** Whether sessions live in the memory of servers under this strategy. */
  readonly keepsSessions: boolean;
  readonly isCompact: boolean;
  readonly isSelected: boolean;
  /** What can be done to it. */
  readonly children: ReactNode;
}

export const ServerCard = memo(function ServerCard(props: ServerCardProps) {
  const { rect, rem, server, people, lettered, held, died, keepsSessions, isCompact, isSelected, children } = props;
  const lab = useLab();
  const story = serverStory(server, { held, died }, keepsSessions);
  const tag = serverTag(server);
  const unnoticed = isCompact ? unnoticedText(server)?.replace(/:.*/, '') : unnoticedText(server);
  const isNarrow = rect.width < rem * 15;
  const isLow = rect.height < rem * 4.5;
  const hasSquares = hasWorkerSquares(rect, server.workers, rem);
  return (
    <div
      className={styles['card']}
      style={placed(rect)}
      role="group"
      aria-label={serverText(server, story)}
      data-process={server.process}
      data-admin={server.admin}
      data-selected={isSelected}
      data-compact={isCompact}
      data-low={isLow}
    >
      <div className={styles['head']}>
        <button
          type="button"
          className={styles['id']}
          aria-pressed={isSelected}
          onClick={() => lab.selectServer(isSelected ? null : server.id)}
        >
          {server.id}
        </button>
        {isNarrow ? null : <span className={styles['address']}>{server.address}</span>}
        {tag === null || isNarrow ? null : <span className={styles['tag']}>{tag}</span>}
      </div>
      {server.process !== 'dead' && hasSquares ? <Workers server={server} rect={rect} rem={rem} /> : null}
      <div className={styles['actions']}>{children}</div>
      {isCompact || isLow ? null : (
        <p className={styles['story']} data-grave={story.isGrave} data-beside={hasSquares && server.process !== 'dead'}>
          {isNarrow && tag !== null ? <strong>{tag}: </strong> : null}
          {story.text}
          {hasSquares || server.process === 'dead' ? null : ` · ${server.working.length} of ${server.workers} busy`}
          {server.queued > 0 ? <strong> · {server.queued} waiting</strong> : null}
        </p>
      )}
      <Sessions
        sessions={server.sessions}
        graves={server.graves}
        people={people}
        lettered={lettered}
        {...roomFor(rect, rem, isCompact || isLow, server.sessions.length + server.graves.length)}
      />
      {unnoticed == null ? null : <p className={styles['unnoticed']}>{unnoticed}</p>}
    </div>
  );
});

/** Outlines only: the canvas fills them with the colour of the one who is served, frame by frame. */
function Workers({
  server,
  rect,
  rem,
}: {
  readonly server: ServerSnapshot;
  readonly rect: Rect;
  readonly rem: number;
}) {
  const { workers } = server;
  return Array.from({ length: workers }, (_, index) => {
    const { x, y, size } = workerSquare(rect, index, workers, rem);
    const style = { left: x - rect.x, top: y - rect.y, width: size, height: size };
    return <span key={style.left} className={styles['worker']} style={style} title="a worker of this server" />;
  });
}

/** How many tokens a card holds, in sizes and distances of the style sheet; they shrink before they are only counted. */
function roomFor(rect: Rect, rem: number, isLow: boolean, count: number) {
  const width = rect.width / rem - 1.625;
  const height = rect.height / rem - (isLow ? 2.125 : 3.625);
  const inGrid = (pitch: number, gap: number) => {
    const rows = Math.max(1, Math.floor((height + gap) / pitch));
    return { room: Math.max(2, Math.floor((width + gap) / pitch) * rows), isSingle: rows === 1 };
  };
  const roomy = inGrid(1.4375, 0.25);
  return count <= roomy.room ? { ...roomy, isDense: false } : { ...inGrid(1.0625, 0.1875), isDense: true };
}
