/** The state of a server in words; what is broken is always said, never only drawn. */
import type { ServerSnapshot, Trouble } from '../engine/index.ts';
import { words } from '../language/words.ts';

const said = words.stage.server;

/** What is the matter with a server: each has a sign and a word of its own, and a card of its own look. */
export type Condition =
  | 'removed'
  | 'dead'
  | 'starting'
  | 'hung'
  | 'cut'
  | 'cut-from-store'
  | 'maintenance'
  | 'drain'
  | 'slow'
  | 'warming'
  | 'well';

/** The heaviest first: one is drawn, all are said. */
export function conditionsOf(server: ServerSnapshot): readonly Condition[] {
  const { process, admin, isHung, cutFrom, slowness, warmth } = server;
  if (admin === 'removed') return ['removed'];
  if (process !== 'running') return [process];
  const found: Condition[] = [];
  if (cutFrom.includes('load-balancer')) found.push('cut');
  if (isHung) found.push('hung');
  if (cutFrom.includes('store')) found.push('cut-from-store');
  if (admin !== 'ready') found.push(admin);
  if (slowness !== 1) found.push('slow');
  if (warmth < 1) found.push('warming');
  return found;
}

export const conditionOf = (server: ServerSnapshot): Condition => conditionsOf(server)[0] ?? 'well';

/** Sign before the word: told apart where there is no room for words. */
export const SIGNS: Readonly<Record<Condition, string>> = {
  removed: '–',
  dead: '×',
  starting: '…',
  hung: '||',
  cut: '//',
  'cut-from-store': '//',
  maintenance: '⚒',
  drain: '▽',
  slow: '◔',
  warming: '◑',
  well: '',
};

function conditionText(condition: Condition, { slowness, warmth }: ServerSnapshot): string {
  switch (condition) {
    case 'removed':
      return said.removed;
    case 'dead':
      return said.killed;
    case 'starting':
      return said.starting;
    case 'hung':
      return said.hangs;
    case 'cut':
      return said.cutOff;
    case 'cut-from-store':
      return said.cutFromStore;
    case 'maintenance':
      return said.maintenance;
    case 'drain':
      return said.drains;
    case 'slow':
      return slowness > 1 ? said.slow(slowness) : said.fast(slowness);
    case 'warming':
      return said.warming(Math.round(warmth * 100));
    case 'well':
      return '';
  }
}

/** The tag on the card; null where all is as usual. */
export function serverTag(server: ServerSnapshot): string | null {
  const condition = conditionOf(server);
  if (condition === 'well') return null;
  const text = conditionText(condition, server);
  return isUnnoticed(server) ? `${text}, ${said.stillBelievedUp}` : text;
}

/** All that is the matter with it, for those who do not see the card. */
const conditionsText = (server: ServerSnapshot): string =>
  conditionsOf(server)
    .map((condition) => conditionText(condition, server))
    .join(', ');

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
  /** Whether they stay with it while it drains. */
  readonly keepsInDrain: boolean;
}

export function serverStory(server: ServerSnapshot, circumstances: Circumstances): ServerStory {
  const { keepsSessions } = circumstances;
  const { process, sessions, sessionsDied, graves, admin } = server;
  if (admin === 'removed') return { text: said.finishing(server.working.length + server.queued), isGrave: true };
  if (process === 'dead') {
    if (!keepsSessions) return { text: said.noSessionKept, isGrave: false };
    return { text: said.died(sessionsDied), brief: said.diedBrief(sessionsDied), isGrave: sessionsDied > 0 };
  }
  if (process === 'starting') return { text: said.comesUpEmpty, brief: said.comesUpEmptyBrief, isGrave: false };
  if (server.cutFrom.includes('load-balancer')) return { text: said.story.cutOff, isGrave: true };
  if (server.isHung) return { text: said.story.hangs, isGrave: true };
  if (server.cutFrom.includes('store')) return { text: said.story.cutFromStore, isGrave: true };
  if (admin === 'maintenance') return { text: said.story.maintenance, isGrave: false };
  if (admin === 'drain') return { text: drainText(sessions.length, circumstances), isGrave: true };
  if (server.slowness > 1) return { text: said.story.slow, isGrave: false };
  if (server.warmth < 1) return { text: said.story.warming, isGrave: false };
  if (!keepsSessions) return { text: said.keepsNone, isGrave: false };
  if (graves.length > 0) return { text: said.outlines, isGrave: false };
  return { text: sessions.length === 0 ? said.none : said.inMemory, isGrave: false, isUsual: true };
}

function drainText(sessions: number, { bindsPeople, keepsInDrain }: Circumstances): string {
  return bindsPeople && !keepsInDrain ? said.story.drainsEmpty : said.draining(sessions, bindsPeople);
}

/** What checks could find out. */
export function troubleOf({ process, isHung, cutFrom }: ServerSnapshot): Trouble | null {
  if (process === 'dead') return 'dead';
  if (cutFrom.includes('load-balancer')) return 'cut';
  return isHung ? 'hung' : null;
}

/** Between a failure and its discovery the load balancer sends people to a server that does not answer. */
export const isUnnoticed = (server: ServerSnapshot): boolean =>
  troubleOf(server) !== null &&
  server.admin !== 'maintenance' &&
  (server.belief === 'up' || server.belief === 'going-down');

/** How far the load balancer is from finding out; null where there is nothing to find out. */
export function unnoticedText(server: ServerSnapshot): string | null {
  return isUnnoticed(server) ? said.checksFailed(server.checks.against, server.checks.needed) : null;
}

export function serverText(server: ServerSnapshot, story: ServerStory): string {
  const tag = serverTag(server);
  const load = said.load(server.sessions.length, server.working.length, server.workers);
  const unnoticed = unnoticedText(server);
  const others = conditionsText(server).split(', ').slice(1).join(', ');
  return [server.id, tag, others, tag === null ? load : story.text, unnoticed].filter(Boolean).join(', ');
}

/** "18 up, 1 killed, 1 drains": of many servers. */
export function conditionsCounted(servers: readonly ServerSnapshot[]): string {
  const counts = new Map<Condition, number>();
  for (const server of servers) counts.set(conditionOf(server), (counts.get(conditionOf(server)) ?? 0) + 1);
  const well = counts.get('well') ?? 0;
  counts.delete('well');
  const others = [...counts].map(([condition, count]) => `${count} ${CONDITION_WORDS[condition]}`);
  return [words.stage.rack.up(well), ...others].join(', ');
}

/** In general, where it does not matter how slow or how warm. */
const CONDITION_WORDS: Readonly<Record<Condition, string>> = {
  removed: said.removed,
  dead: said.killed,
  starting: said.starting,
  hung: said.hangs,
  cut: said.cutOff,
  'cut-from-store': said.cutFromStore,
  maintenance: said.maintenance,
  drain: said.drains,
  slow: said.slowInGeneral,
  warming: said.warmingInGeneral,
  well: '',
};
