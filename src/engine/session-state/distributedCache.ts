/**
 * A cache beside the servers, of one or several nodes. Which node has a session follows from the session's number
 * (rendezvous hashing, as consistent-hashing clients do: a node's death moves only its own sessions). A node may have a
 * replica, which gets each write some time later and takes over some time after the node died.
 */
import { fullHash } from '../hashing/haproxy.ts';
import { choice, count, duration, minutes, seconds } from '../options.ts';
import {
  type Costs,
  defineSessionState,
  FOUND,
  NOT_SAVED,
  NOWHERE,
  noCosts,
  type SessionStateContext,
  STORE_TIMEOUT_US,
  type StoreNode,
  UNREACHABLE,
  type Visit,
} from './contract.ts';
import { catchUp, type Follower, sendEnd, sendOn } from './laggingReplica.ts';
import { roundTripUs } from './roundTrip.ts';
import { dropExpired, put, type Shelf, take } from './shelf.ts';

interface Node extends Follower {
  isUp: boolean;
  diedAtUs: number;
  shelf: Shelf;
  /** Whether a replica follows it. After a failover there is none until the machine that died is started. */
  hasReplica: boolean;
  /** The machine that began as the replica is the primary now, and the other one follows it. */
  isSwapped: boolean;
  /** Sessions dropped to make room. */
  evicted: number;
}

interface Cache {
  nodes: Node[];
  costs: Costs;
}

export const distributedCache = defineSessionState({
  id: 'distributed-cache',
  about: {
    name: 'Distributed cache',
    term: 'session store',
    says: 'All servers keep the sessions in one cache beside them.',
    looksAt: 'the session id in the application’s cookie',
    remembers: 'the session, in the cache, until unused for its time to live',
    survives: 'any server’s death',
    goesWrong: 'every request pays a round trip, and the cache’s death is everybody’s',
    modelledOn: 'Redis, nothing saved to disk: GETEX on each request, SET … EX on each change',
  },
  options: {
    ttlMs: duration({
      default: minutes(30),
      min: 1000,
      says: 'a session unused this long is dropped',
      source: 'Spring Session 30 min; Redis itself has no default',
    }),
    roundTripMs: duration({
      default: 0.5,
      max: 10_000,
      says: 'median of one round trip to the cache',
      source: 'same zone; loopback alone measured 0.06 ms',
    }),
    roundTripP99Ms: duration({
      default: 2,
      max: 60_000,
      says: '99 % of the round trips are faster',
      source: 'same zone; loopback alone measured 0.2 ms',
    }),
    nodes: count({ default: 1, min: 1, max: 64, says: 'nodes that share the sessions', source: 'one Redis node' }),
    replicas: count({
      default: 0,
      max: 1,
      says: 'replicas of each node: 0 or 1',
      source: 'Redis: none unless configured',
    }),
    lagMs: duration({
      default: 1,
      max: 60_000,
      says: 'median time until a write has reached the replica',
      source: 'assumption: Redis replicates asynchronously, on a LAN in about a millisecond',
    }),
    lagP99Ms: duration({
      default: 50,
      max: 600_000,
      says: '99 % of the writes have reached it by then',
      source: 'assumption',
    }),
    failoverMs: duration({
      default: seconds(31),
      max: minutes(60),
      says: 'from a node’s death until its replica stands in',
      source: 'Redis Sentinel down-after-milliseconds 30000, then an election of about 1 s',
    }),
    onNodeDown: choice({
      values: ['error', 'rehash'],
      default: 'error',
      says: 'whether clients fail while a node is down, or look for its sessions on the others',
      source: 'Redis Cluster fails; memcached clients with auto-eject rehash',
    }),
    maxSessions: count({
      default: 0,
      says: 'sessions a node has room for; 0 is without limit',
      source: 'Redis maxmemory 0',
    }),
    whenFull: choice({
      values: ['noeviction', 'allkeys-lru'],
      default: 'noeviction',
      says: 'a full node refuses writes, or drops what was unused for longest',
      source: 'Redis maxmemory-policy noeviction',
    }),
  },
  steps: {
    fetched: { title: '{node} knows this session', detail: 'GETEX, {held}' },
    'not-there': { title: '{node} does not know this session', detail: 'GETEX: nil' },
    stored: { title: '{node} stores the change', detail: 'SET … EX, {held}' },
    'node-down': { title: '{node} does not answer', detail: 'connection refused' },
    'link-cut': { title: '{node} does not answer', detail: 'the link is cut: given up after {waitMs} ms' },
    full: { title: '{node} is full and refuses the write', detail: 'OOM command not allowed (noeviction)' },
  },
  cookieName: 'sid',
  carriedAs: 'number',
  affinity: 'useless',
  updatesInPlace: false,
  emptyMemory: (options): Cache => ({
    nodes: Array.from({ length: options.nodes }, () => ({
      isUp: true,
      hasReplica: options.replicas > 0,
      isSwapped: false,
      diedAtUs: 0,
      shelf: new Map(),
      replica: new Map(),
      lagging: [],
      evicted: 0,
    })),
    costs: noCosts(),
  }),
  lifetimeUs: (options) => options.ttlUs,

  beginLoad(visit, memory, context) {
    const { options, drawLoad } = context;
    if (isOutOfReach(visit, memory, context)) return -STORE_TIMEOUT_US;
    memory.costs.roundTrips += 1;
    return roundTripUs(options.roundTripUs, options.roundTripP99Us, drawLoad());
  },

  load(visit, memory, { nowUs, options, note }) {
    const index = nodeOf(memory, visit.session, nowUs, options);
    const node = memory.nodes[index]!;
    if (!node.isUp) {
      note?.('node-down', { node: primaryName(node, index) });
      return UNREACHABLE;
    }
    const found = take(node.shelf, visit, nowUs, options.ttlUs);
    if (found === FOUND) {
      touch(node.shelf, visit.session);
      const copy = node.replica.get(visit.session);
      if (copy !== undefined) copy.usedAtUs = nowUs;
      note?.('fetched', { node: primaryName(node, index), items: visit.items });
    } else note?.('not-there', { node: primaryName(node, index) });
    return found;
  },

  beginSave(visit, memory, context) {
    const { options, drawSave } = context;
    if (isOutOfReach(visit, memory, context)) return -STORE_TIMEOUT_US;
    memory.costs.roundTrips += 1;
    return roundTripUs(options.roundTripUs, options.roundTripP99Us, drawSave());
  },

  save(visit, memory, context) {
    const { nowUs, options, note } = context;
    const index = nodeOf(memory, visit.session, nowUs, options);
    const node = memory.nodes[index]!;
    if (!node.isUp) {
      note?.('node-down', { node: primaryName(node, index) });
      return NOT_SAVED;
    }
    if (!makeRoom(node, visit, options)) {
      note?.('full', { node: primaryName(node, index) });
      return NOT_SAVED;
    }
    memory.costs.writes += 1;
    const before = put(node.shelf, visit, nowUs);
    if (node.hasReplica) sendOn(node, visit, memory.costs, context);
    note?.('stored', { node: primaryName(node, index), items: visit.items });
    return before;
  },

  end(visit, memory, { nowUs, options, isCut }) {
    const index = nodeOf(memory, visit.session, nowUs, options);
    const node = memory.nodes[index]!;
    if (!node.isUp || isCut(visit.server, primaryName(node, index))) return;
    memory.costs.writes += 1;
    node.shelf.delete(visit.session);
    if (node.hasReplica) sendEnd(node, visit.session, memory.costs, { nowUs, options });
  },

  sweep(memory, { nowUs, options, isCut }) {
    for (const [index, node] of memory.nodes.entries()) {
      catchUp(node, nowUs, isApart(index, isCut));
      dropExpired(node.shelf, nowUs, options.ttlUs);
      dropExpired(node.replica, nowUs, options.ttlUs);
    }
  },

  /** While a replica is about to stand in, what has reached it is not lost, only out of reach. */
  whereIs(session, memory, { nowUs, options, isCut }) {
    const index = nodeOf(memory, session, nowUs, options);
    const node = memory.nodes[index]!;
    catchUp(node, nowUs, isApart(index, isCut));
    const isThere = node.isUp ? node.shelf.has(session) : node.hasReplica && node.replica.has(session);
    return isThere ? { servers: [], inStore: true, onClient: false } : NOWHERE;
  },

  store(memory, { nowUs, options, isCut }) {
    const nodes = memory.nodes.flatMap((node, index): StoreNode[] => {
      failOver(node, nowUs, options);
      catchUp(node, nowUs, isApart(index, isCut));
      const room = options.maxSessions === 0 ? null : options.maxSessions;
      const { isUp, shelf, evicted } = node;
      const primary = {
        id: primaryName(node, index),
        role: 'primary',
        isUp,
        sessions: shelf.size,
        behind: 0,
        room,
        evicted,
      } as const;
      if (options.replicas === 0) return [primary];
      const copies = { sessions: node.replica.size, behind: node.lagging.length, room, evicted: 0 };
      const replica = { id: followerName(node, index), isUp: node.hasReplica, ...copies, role: 'replica' } as const;
      // Machines keep their places.
      return node.isSwapped ? [replica, primary] : [primary, replica];
    });
    return { name: 'cache', roundTripUs: options.roundTripUs, nodes, pools: [] };
  },

  setNode(name, isUp, memory, { nowUs, options, isCut }) {
    const index = memory.nodes.findIndex((_, position) => [nodeName(position), replicaName(position)].includes(name));
    const node = memory.nodes[index];
    if (node === undefined) return false;
    failOver(node, nowUs, options);
    catchUp(node, nowUs, isApart(index, isCut));
    return name === primaryName(node, index) ? setPrimary(node, isUp, nowUs) : setReplica(node, isUp);
  },

  isLinked: (a, b) => a === 'server' || b === `${a}${REPLICA}`,
  costs: (memory) => memory.costs,
});

interface CacheOptions {
  readonly replicas: number;
  readonly failoverUs: number;
  readonly lagUs: number;
  readonly lagP99Us: number;
  readonly onNodeDown: 'error' | 'rehash';
  readonly maxSessions: number;
  readonly whenFull: 'noeviction' | 'allkeys-lru';
}

const nodeName = (index: number): string => `cache-${index + 1}`;
const REPLICA = '-replica';
const replicaName = (index: number): string => `${nodeName(index)}${REPLICA}`;
/** The machine that answers for the node now, and the one that follows it or is to. */
const primaryName = (node: Node, index: number): string => (node.isSwapped ? replicaName(index) : nodeName(index));
const followerName = (node: Node, index: number): string => (node.isSwapped ? nodeName(index) : replicaName(index));

type IsCut = (a: number | string, b: number | string) => boolean;

/** Whether the replica hears nothing from its node: what is written meanwhile waits (Redis: `repl-backlog-size`). */
const isApart = (index: number, isCut: IsCut): boolean => isCut(nodeName(index), replicaName(index));

/** Whether the server does not reach the node of this session. */
function isOutOfReach(
  { session, server }: Visit,
  memory: Cache,
  { nowUs, options, isCut, note }: Pick<SessionStateContext<CacheOptions>, 'nowUs' | 'options' | 'isCut' | 'note'>,
): boolean {
  const index = nodeOf(memory, session, nowUs, options);
  const node = primaryName(memory.nodes[index]!, index);
  if (!isCut(server, node)) return false;
  note?.('link-cut', { node, waitMs: STORE_TIMEOUT_US / 1000 });
  return true;
}

/** The node with the greatest hash of (session, node); with `rehash` among those that are up. */
function nodeOf(memory: Cache, session: number, nowUs: number, options: CacheOptions): number {
  let best = 0;
  let bestHash = -1;
  memory.nodes.forEach((node, index) => {
    failOver(node, nowUs, options);
    const hash = fullHash(fullHash(session) ^ fullHash(index + 1));
    if (hash <= bestHash || (!node.isUp && options.onNodeDown === 'rehash')) return;
    best = index;
    bestHash = hash;
  });
  return best;
}

/**
 * After the failover time the replica stands in, with what had reached it, and has no replica of its own until the machine
 * that died is started: that one comes back as the replica, and copies what it finds (Redis Sentinel).
 */
function failOver(node: Node, nowUs: number, options: CacheOptions): void {
  if (node.isUp || !node.hasReplica || nowUs < node.diedAtUs + options.failoverUs) return;
  node.isUp = true;
  node.isSwapped = !node.isSwapped;
  node.shelf = node.replica;
  node.hasReplica = false;
  node.replica = new Map();
}

/** A primary that comes back empty wipes its replica: the replica copies what it finds, which is nothing (Redis). */
function setPrimary(node: Node, isUp: boolean, nowUs: number): boolean {
  if (node.isUp === isUp) return false;
  node.isUp = isUp;
  node.diedAtUs = nowUs;
  node.shelf = new Map();
  // What had not reached the replica is lost with the node (asynchronous replication).
  node.lagging = [];
  if (isUp) node.replica = new Map();
  return true;
}

/** A replica that is started copies all that is there. */
function setReplica(node: Node, isUp: boolean): boolean {
  if (node.hasReplica === isUp) return false;
  node.hasReplica = isUp;
  node.lagging = [];
  node.replica = new Map(isUp ? Array.from(node.shelf, ([session, kept]) => [session, { ...kept }]) : []);
  return true;
}

/** Moves a session to the end of its shelf: the first one is the one unused for longest. */
function touch(shelf: Shelf, session: number): void {
  const kept = shelf.get(session)!;
  shelf.delete(session);
  shelf.set(session, kept);
}

function makeRoom(node: Node, visit: Visit, options: CacheOptions): boolean {
  if (options.maxSessions === 0 || node.shelf.size < options.maxSessions) return true;
  // A full Redis refuses every command that needs memory, a SET of a key that is there as well.
  if (options.whenFull === 'noeviction') return false;
  if (node.shelf.has(visit.session)) return true;
  for (const oldest of node.shelf.keys()) {
    node.shelf.delete(oldest);
    node.evicted += 1;
    break;
  }
  return true;
}
