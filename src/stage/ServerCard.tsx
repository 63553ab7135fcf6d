/** One server: its workers, its queue and the sessions that live in its memory, or where they stood. */
import { memo, type ReactNode } from 'react';
import type { PersonSnapshot, ServerSnapshot } from '../engine/index.ts';
import { useLab } from '../lab/useLab.ts';
import type { Rect } from './geometry.ts';
import { MOST_WORKER_SQUARES, workerSquare } from './layout.ts';
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
  readonly heldAtDeath: number;
  /** Whether sessions live in the memory of servers under this strategy. */
  readonly keepsSessions: boolean;
  readonly isCompact: boolean;
  readonly isSelected: boolean;
  /** What can be done to it. */
  readonly children: ReactNode;
}

export const ServerCard = memo(function ServerCard(props: ServerCardProps) {
  const { rect, rem, server, people, lettered, heldAtDeath, keepsSessions, isCompact, isSelected, children } = props;
  const lab = useLab();
  const story = serverStory(server, heldAtDeath, keepsSessions);
  const tag = serverTag(server);
  const unnoticed = unnoticedText(server);
  const isLow = rect.height < rem * 4.5;
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
        <button type="button" className={styles['id']} aria-pressed={isSelected} onClick={() => lab.selectServer(isSelected ? null : server.id)}>
          {server.id}
        </button>
        {isCompact ? null : <span className={styles['address']}>{server.address}</span>}
        {tag === null ? null : <span className={styles['tag']}>{tag}</span>}
      </div>
      {tag !== '× killed' && !isCompact && !isLow ? <Workers server={server} rect={rect} rem={rem} /> : null}
      <div className={styles['actions']}>{children}</div>
      {isCompact || isLow ? null : (
        <p className={styles['story']} data-grave={story.isGrave}>
          {story.text}
          {server.queued > 0 ? <strong> · {server.queued} waiting</strong> : null}
        </p>
      )}
      <Sessions
        sessions={server.sessions}
        graves={server.graves}
        people={people}
        lettered={lettered}
        room={roomFor(rect, rem, isCompact || isLow)}
      />
      {unnoticed === null ? null : <p className={styles['unnoticed']}>{unnoticed}</p>}
    </div>
  );
});

/** Outlines only: the canvas fills them with the colour of the one who is served, frame by frame. */
function Workers({ server, rect, rem }: { readonly server: ServerSnapshot; readonly rect: Rect; readonly rem: number }) {
  const { workers, working } = server;
  if (workers > MOST_WORKER_SQUARES) {
    return <span className={styles['busy']}>{`${working.length} of ${workers} busy`}</span>;
  }
  return Array.from({ length: workers }, (_, index) => {
    const { x, y, size } = workerSquare(rect, index, workers, rem);
    const style = { left: x - rect.x, top: y - rect.y, width: size, height: size };
    return <span key={style.left} className={styles['worker']} style={style} title="a worker of this server" />;
  });
}

/** How many tokens a card holds: 1.1875 rem each, 0.25 rem apart. */
function roomFor(rect: Rect, rem: number, isLow: boolean): number {
  const perRow = Math.floor((rect.width - 1.75 * rem) / (1.4375 * rem));
  const rows = Math.max(1, Math.floor((rect.height / rem - (isLow ? 2 : 3.4)) / 1.4375));
  return Math.max(2, perRow * rows);
}
