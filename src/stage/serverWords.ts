/** The state of a server in words; what is broken is always said, never only drawn. */
import type { ServerSnapshot } from '../engine/index.ts';
import { counted } from '../lab/wording.ts';

/** The tag on the card; null where all is as usual. */
export function serverTag(server: ServerSnapshot): string | null {
  const { process, admin } = server;
  if (admin === 'removed') return 'removed';
  if (process === 'dead') return isUnnoticed(server) ? '× killed, still believed up' : '× killed';
  if (process === 'starting') return 'starting';
  if (admin === 'drain') return 'drains';
  if (admin === 'maintenance') return 'maintenance';
  return null;
}

export interface ServerStory {
  readonly text: string;
  /** Where there is room for few words; the tag is said before it. */
  readonly brief?: string;
  /** Said in ink, not in grey. */
  readonly isGrave: boolean;
  /** Nothing that the tokens below it do not show. */
  readonly isUsual?: boolean;
}

export interface Circumstances {
  /** Whether sessions live in the memory of servers under this strategy. */
  readonly keepsSessions: boolean;
  /** Whether persistence sends people back to their server. */
  readonly bindsPeople: boolean;
}

export function serverStory(server: ServerSnapshot, { keepsSessions, bindsPeople }: Circumstances): ServerStory {
  const { process, sessions, sessionsDied, graves, admin } = server;
  if (admin === 'removed') return { text: finishingText(server), isGrave: true };
  if (process === 'dead') {
    if (!keepsSessions) return { text: 'no session was kept here', isGrave: false };
    return { text: deathText(sessionsDied), brief: briefDeathText(sessionsDied), isGrave: sessionsDied > 0 };
  }
  if (process === 'starting')
    return { text: 'comes up with an empty memory', brief: 'its memory is empty', isGrave: false };
  if (admin === 'drain') return { text: drainText(sessions.length, bindsPeople), isGrave: true };
  if (!keepsSessions) return { text: 'keeps no sessions', isGrave: false };
  if (graves.length > 0) return { text: 'outlines: gone, not noticed', isGrave: false };
  return { text: sessions.length === 0 ? 'no sessions' : 'sessions in memory', isGrave: false, isUsual: true };
}

const finishingText = ({ working, queued }: ServerSnapshot): string =>
  `finishing ${counted(working.length + queued, 'request')}, then it ends`;

const deathText = (died: number): string =>
  died === 0
    ? 'no session was only here'
    : `${counted(died, 'session')} ${died === 1 ? 'was' : 'were'} here, and only here`;

const briefDeathText = (died: number): string =>
  died === 0 ? 'no session only here' : `${counted(died, 'session')} only here`;

const drainText = (sessions: number, bindsPeople: boolean): string =>
  bindsPeople ? `keeps its ${counted(sessions, 'session')}, no strangers` : 'no more requests; binds nobody';

/** Between a death and its discovery the load balancer sends people to a server that is not there. */
export const isUnnoticed = ({ process, belief }: ServerSnapshot): boolean =>
  process === 'dead' && (belief === 'up' || belief === 'going-down');

/** How far the load balancer is from finding out; null where there is nothing to find out. */
export function unnoticedText(server: ServerSnapshot): string | null {
  return isUnnoticed(server) ? `${server.checks.against} of ${server.checks.needed} checks failed` : null;
}

export function serverText(server: ServerSnapshot, story: ServerStory): string {
  const tag = serverTag(server)?.replace('× ', '');
  const load = `${counted(server.sessions.length, 'session')}, ${server.working.length} of ${server.workers} workers busy`;
  const unnoticed = unnoticedText(server);
  return [server.id, tag, tag === undefined ? load : story.text, unnoticed].filter(Boolean).join(', ');
}
