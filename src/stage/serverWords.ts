/** The state of a server in words; what is broken is always said, never only drawn. */
import type { ServerSnapshot } from '../engine/index.ts';
import { counted } from '../lab/wording.ts';

/** The tag on the card; null where all is as usual. */
export function serverTag({ process, admin }: ServerSnapshot): string | null {
  if (process === 'dead') return '× killed';
  if (process === 'starting') return 'starting';
  if (admin === 'drain') return 'drains';
  if (admin === 'removed') return 'removed';
  return null;
}

export interface ServerStory {
  readonly text: string;
  /** Said in ink, not in grey. */
  readonly isGrave: boolean;
}

/** What its memory held when it died, and how much of that was nowhere else. */
export interface Loss {
  readonly held: number;
  readonly died: number;
}

export function serverStory(server: ServerSnapshot, loss: Loss, keepsSessions: boolean): ServerStory {
  const { process, sessions, graves, admin } = server;
  if (process === 'dead') {
    if (!keepsSessions) return { text: 'no session was kept here', isGrave: false };
    return { text: deathText(loss), isGrave: loss.died > 0 };
  }
  if (process === 'starting') return { text: 'comes up with an empty memory', isGrave: false };
  if (admin === 'drain')
    return { text: `keeps its ${counted(sessions.length, 'session')}, takes no strangers`, isGrave: true };
  if (admin === 'removed') return { text: 'finishes its work, then ends', isGrave: true };
  if (!keepsSessions) return { text: 'keeps no sessions', isGrave: false };
  if (graves.length > 0) return { text: `sessions in memory; outlines: gone, not noticed yet`, isGrave: false };
  return { text: sessions.length === 0 ? 'no sessions in memory' : 'sessions in memory', isGrave: false };
}

function deathText({ held, died }: Loss): string {
  if (held === 0) return 'no session was here';
  const were = `${counted(held, 'session')} ${held === 1 ? 'was' : 'were'} here`;
  if (died >= held) return `${were}, and only here`;
  return died === 0 ? `${were}; others have copies` : `${were}, ${died} only here`;
}

/** Between a death and its discovery the load balancer sends people to a server that is not there. */
export function unnoticedText({ process, belief, checks }: ServerSnapshot): string | null {
  if (process !== 'dead' || belief === 'down' || belief === 'going-up') return null;
  return `still believed up: ${checks.against} of ${checks.needed} checks failed`;
}

export function serverText(server: ServerSnapshot, story: ServerStory): string {
  const tag = serverTag(server)?.replace('× ', '');
  const load = `${counted(server.sessions.length, 'session')}, ${server.working.length} of ${server.workers} workers busy`;
  const unnoticed = unnoticedText(server);
  return [server.id, tag, tag === undefined ? load : story.text, unnoticed].filter(Boolean).join(', ');
}
