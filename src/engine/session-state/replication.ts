/**
 * Sessions copied between the servers' memories. All to all: each change goes to every other server. Primary and backup:
 * one copy on one other server, and every server knows who has it and fetches it when asked.
 */
import { choice, count, duration, minutes, seconds } from '../options.ts';
import { lognormal, quantile } from '../random.ts';
import { LIMITS } from '../scenario.ts';
import type { Note } from '../trace.ts';
import {
  type Costs,
  defineSessionState,
  FOUND,
  MISSING,
  noCosts,
  type SessionStateContext,
  type Visit,
} from './contract.ts';
import { arrivesIn, BEHIND } from './laggingReplica.ts';
import { dropExpired, type Kept, put, type Shelf, shelfOf, take } from './shelf.ts';

interface Message {
  readonly atUs: number;
  readonly from: number;
  readonly to: number;
  readonly session: number;
  /** null: the session was ended. */
  readonly kept: Kept | null;
}

interface Cluster {
  shelves: Shelf[];
  /** Sent, not yet arrived; in order of arrival. */
  messages: Message[];
  /** By session: the server that used it last, which counts as its primary. */
  primaries: Map<number, number>;
  /** Sessions that were told of as used by another server, by the request that is at work: a change tells the same. */
  told: Map<number, true>;
  costs: Costs;
}

interface Options {
  readonly topology: 'all-to-all' | 'primary-backup';
  readonly acknowledge: 'asynchronous' | 'synchronous';
  readonly idleUs: number;
  readonly delayUs: number;
  readonly delayP99Us: number;
  readonly ackUs: number;
  readonly ackP99Us: number;
  readonly transferUs: number;
  readonly sessionBytes: number;
}
type Context = SessionStateContext<Options>;

/** A copy that this server does not have is fetched from one that has it: one round trip in the data centre, in µs. */
const FETCH_US = 500;

/** One number for a copy of a session on a server, for its draws. */
const copyKey = (session: number, server: number): number => session * LIMITS.servers + server;

export const replication = defineSessionState({
  id: 'replication',
  about: {
    name: 'Replication',
    term: 'session replication',
    says: 'Servers copy the sessions to each other’s memory.',
    looksAt: 'the session id in the application’s cookie',
    remembers: 'the session, in the memory of several processes',
    survives: 'the death of one server; of several, where all have copies',
    goesWrong: 'each write costs messages and memory on others, and a copy can be late: an old session',
    modelledOn: 'Tomcat DeltaManager (all to all) and BackupManager (primary and backup), messages as in their sources',
  },
  options: {
    idleMs: duration({
      default: minutes(30),
      min: 1000,
      says: 'a session unused this long is forgotten',
      source: 'Tomcat `session-timeout` 30 min',
    }),
    topology: choice({
      values: ['all-to-all', 'primary-backup'],
      default: 'all-to-all',
      says: 'who gets a copy: everyone, or one other server',
      source: 'Tomcat DeltaManager, its default',
    }),
    acknowledge: choice({
      values: ['asynchronous', 'synchronous'],
      default: 'asynchronous',
      says: 'whether an answer waits until the copies are made',
      source:
        'Tomcat DeltaManager channelSendOptions 8 (asynchronous); BackupManager’s mapSendOptions 6 is synchronous',
    }),
    delayMs: duration({ default: 2, max: 60_000, says: 'median time until a copy has arrived', source: 'assumption' }),
    delayP99Ms: duration({ default: 50, max: 600_000, says: '99 % have arrived by then', source: 'assumption' }),
    ackMs: duration({
      default: 0.6,
      max: 60_000,
      says: 'median wait for one copy’s acknowledgement, when synchronous',
      source: 'assumption: LAN',
    }),
    ackP99Ms: duration({ default: 5, max: 60_000, says: '99 % are faster', source: 'assumption: LAN' }),
    transferMs: duration({
      default: seconds(1),
      max: minutes(1),
      says: 'from a server’s start until it has got all sessions from the others',
      source: 'assumption; Tomcat waits at most 60 s (stateTransferTimeout)',
    }),
    sessionBytes: count({
      default: 4096,
      min: 1,
      max: 10_000_000,
      says: 'size of a session on the wire and in memory',
      source: 'assumption: a cart of 4 KB',
    }),
  },
  steps: {
    local: { title: 'This server has a copy', detail: '{held}, version {version}' },
    fetched: { title: 'Fetched from a server that has it', detail: '{held}, version {version}' },
    behind: BEHIND,
    unknown: { title: 'No copy has reached this server', detail: '{why}' },
    copied: { title: 'The change goes to {copies} other servers', detail: '{how}' },
  },
  cookieName: 'JSESSIONID',
  carriedAs: 'number',
  affinity: 'helps',
  updatesInPlace: false,
  emptyMemory: (): Cluster => ({
    shelves: [],
    messages: [],
    primaries: new Map(),
    told: new Map(),
    costs: noCosts(),
  }),
  lifetimeUs: (options) => options.idleUs,

  beginLoad(visit, memory, context) {
    settle(memory, context);
    return isAway(visit, memory, context) ? FETCH_US : 0;
  },

  load(visit, memory, context) {
    settle(memory, context);
    const { nowUs, options, note } = context;
    const from = isAway(visit, memory, context) ? holderOf(visit, memory, context) : visit.server;
    const found = from < 0 ? MISSING : take(shelfOf(memory.shelves, from), visit, nowUs, options.idleUs);
    if (found === FOUND) becomePrimary(visit, memory, from, context);
    if (note !== undefined) noteUnderWay(memory, visit, nowUs, note);
    if (found === FOUND)
      note?.(from === visit.server ? 'local' : 'fetched', { items: visit.items, version: visit.version });
    else note?.('unknown', { why: options.topology === 'all-to-all' ? 'and it asks nobody else' : 'nobody has one' });
    return found;
  },

  beginSave(visit, memory, context) {
    const { options, draw } = context;
    if (options.acknowledge === 'asynchronous') return 0;
    const acknowledgement = lognormal(options.ackUs, options.ackP99Us);
    let slowestUs = 0;
    for (const to of receivers(visit, memory, context)) {
      const u = draw(copyKey(visit.session, to), visit.version);
      slowestUs = Math.max(slowestUs, Math.round(quantile(acknowledgement, u)));
    }
    return slowestUs;
  },

  save(visit, memory, context) {
    settle(memory, context);
    const { nowUs, options, note } = context;
    memory.costs.writes += 1;
    tellOfChange(visit, memory, context);
    const before = put(shelfOf(memory.shelves, visit.server), visit, nowUs);
    const kept = { items: visit.items, version: visit.version, usedAtUs: nowUs };
    const copies = sendToOthers(visit, memory, kept, context);
    note?.('copied', { copies, how: options.acknowledge });
    return before;
  },

  end(visit, memory, context) {
    settle(memory, context);
    memory.costs.writes += 1;
    forget(memory, visit.session);
    shelfOf(memory.shelves, visit.server).delete(visit.session);
    sendToOthers(visit, memory, null, context);
  },

  /** What it had not yet sent on is lost with it; a backup that stands alone now gets a new one. */
  serverStopped(server, memory, context) {
    settle(memory, context);
    memory.messages = memory.messages.filter(({ from, to }) => from !== server && to !== server);
    shelfOf(memory.shelves, server).clear();
    if (context.options.topology === 'primary-backup') copyTheLonely(memory, context);
  },

  serverStarted(server, memory, context) {
    if (context.options.topology === 'primary-backup') return;
    const { nowUs, options } = context;
    const from = memory.shelves.findIndex(
      (shelf, row) => row !== server && shelf.size > 0 && isHeard(row, server, context),
    );
    for (const [session, kept] of memory.shelves[from] ?? []) {
      send(memory, { atUs: nowUs + options.transferUs, from, to: server, session, kept: { ...kept } }, options);
    }
  },

  sweep(memory, context) {
    settle(memory, context);
    for (const shelf of memory.shelves) dropExpired(shelf, context.nowUs, context.options.idleUs);
    for (const session of memory.primaries.keys())
      if (!memory.shelves.some((shelf) => shelf.has(session))) forget(memory, session);
  },

  whereIs(session, memory, context) {
    settle(memory, context);
    const servers: number[] = [];
    memory.shelves.forEach((shelf, server) => {
      if (shelf.has(session)) servers.push(server);
    });
    return { servers, inStore: false, onClient: false };
  },

  isLinked: (a, b) => a === 'server' && b === 'server',
  countOn: (server, memory) => memory.shelves[server]?.size ?? 0,
  copiesUnderWay: (server, memory) => memory.messages.reduce((sum, { to }) => sum + Number(to === server), 0),
  costs: (memory) => memory.costs,
});

function noteUnderWay({ messages }: Cluster, { session, server }: Visit, nowUs: number, note: Note): void {
  const copy = messages.findLast((one) => one.session === session && one.to === server && one.kept !== null);
  if (copy !== undefined) note('behind', { latest: copy.kept!.version, when: arrivesIn(copy.atUs - nowUs) });
}

/** With primary and backup a server may have to fetch the session from one that has it. */
function isAway(visit: Visit, memory: Cluster, { options }: Context): boolean {
  return options.topology === 'primary-backup' && !shelfOf(memory.shelves, visit.server).has(visit.session);
}

function holderOf({ server: asking, session }: Visit, memory: Cluster, context: Context): number {
  return memory.shelves.findIndex((shelf, server) => isHeard(server, asking, context) && shelf.has(session));
}

/** Whether the two are in one part of the cluster. Over a cut link nothing is sent, and nothing is made good later. */
const isHeard = (server: number, by: number, { isRunning, isCut }: Context): boolean =>
  isRunning(server) && !isCut(server, by);

/**
 * Another server than the one before has found the session. Tomcat's DeltaManager tells all others, unless a change follows,
 * which tells them the same. With BackupManager it takes the session over: one that has no copy asks for it and has it sent,
 * one that is the backup sends its own to a new one; the rest are told who has it now.
 */
function becomePrimary(visit: Visit, memory: Cluster, from: number, context: Context): void {
  const { costs, primaries } = memory;
  const before = primaries.get(visit.session);
  memory.told.delete(visit.session);
  if (before === visit.server) return;
  primaries.set(visit.session, visit.server);
  if (before === undefined) return;
  const others = othersHeard(visit.server, context).length;
  if (context.options.topology === 'all-to-all') {
    costs.notices += others;
    memory.told.set(visit.session, true);
    return;
  }
  costs.notices += Math.max(0, others - 1) + (from === visit.server ? 0 : 2);
  costs.messages += 1;
  costs.bytes += context.options.sessionBytes;
}

function forget({ primaries, told }: Cluster, session: number): void {
  primaries.delete(session);
  told.delete(session);
}

/** A new session is told of as such (DeltaManager), or the others are told who has it (BackupManager). */
function tellOfChange({ session, loadedVersion, server }: Visit, memory: Cluster, context: Context): void {
  const { costs, primaries } = memory;
  if (memory.told.delete(session)) costs.notices -= othersHeard(server, context).length;
  primaries.set(session, server);
  if (loadedVersion > 0) return;
  const others = othersHeard(server, context).length;
  costs.notices += context.options.topology === 'all-to-all' ? others : Math.max(0, others - 1);
}

/** Who gets a copy of what this server has changed. */
function receivers(visit: Visit, memory: Cluster, context: Context): number[] {
  const others = othersHeard(visit.server, context);
  if (context.options.topology === 'all-to-all') return others;
  const holder = others.find((server) => shelfOf(memory.shelves, server).has(visit.session));
  return holder === undefined ? others.slice(0, 1) : [holder];
}

/** Beginning with the next one. */
function othersHeard(by: number, context: Context): number[] {
  const others: number[] = [];
  for (let step = 1; step < context.serverCount; step += 1) {
    const server = (by + step) % context.serverCount;
    if (isHeard(server, by, context)) others.push(server);
  }
  return others;
}

function sendToOthers(visit: Visit, memory: Cluster, kept: Kept | null, context: Context): number {
  const { nowUs, options, draw } = context;
  const isWaitedFor = options.acknowledge === 'synchronous';
  const delay = lognormal(options.delayUs, options.delayP99Us);
  const to = receivers(visit, memory, context);
  for (const server of to) {
    const u = draw(copyKey(visit.session, server), visit.version);
    const delayUs = isWaitedFor ? 0 : Math.round(quantile(delay, u));
    const copy = kept === null ? null : { ...kept };
    send(
      memory,
      { atUs: nowUs + delayUs, from: visit.server, to: server, session: visit.session, kept: copy },
      options,
    );
  }
  if (options.topology === 'primary-backup') dropElsewhere(visit, memory, to);
  if (isWaitedFor) settle(memory, context);
  return to.length;
}

/** Who has changed a session is its primary from now on, with one backup; other copies are dropped. */
function dropElsewhere(visit: Visit, memory: Cluster, backup: readonly number[]): void {
  memory.shelves.forEach((shelf, server) => {
    if (server !== visit.server && !backup.includes(server)) shelf.delete(visit.session);
  });
}

/** A session that only one server has is copied to the next one that runs. */
function copyTheLonely(memory: Cluster, context: Context): void {
  const { nowUs, options } = context;
  memory.shelves.forEach((shelf, server) => {
    for (const [session, kept] of shelf) {
      if (memory.shelves.some((other, row) => row !== server && other.has(session))) continue;
      for (let step = 1; step < context.serverCount; step += 1) {
        const to = (server + step) % context.serverCount;
        if (!isHeard(to, server, context)) continue;
        send(memory, { atUs: nowUs + options.transferUs, from: server, to, session, kept: { ...kept } }, options);
        break;
      }
    }
  });
}

function send(memory: Cluster, message: Message, options: Options): void {
  memory.costs.messages += 1;
  if (message.kept !== null) memory.costs.bytes += options.sessionBytes;
  let at = memory.messages.length;
  while (at > 0 && memory.messages[at - 1]!.atUs > message.atUs) at -= 1;
  memory.messages.splice(at, 0, message);
}

/** Puts what has arrived where it belongs. A copy older than what is there is dropped. */
function settle(memory: Cluster, { nowUs }: Context): void {
  let arrived = 0;
  for (const { atUs, to, session, kept } of memory.messages) {
    if (atUs > nowUs) break;
    arrived += 1;
    const shelf = shelfOf(memory.shelves, to);
    if (kept === null) shelf.delete(session);
    else if ((shelf.get(session)?.version ?? 0) <= kept.version) shelf.set(session, kept);
  }
  if (arrived > 0) memory.messages.splice(0, arrived);
}
