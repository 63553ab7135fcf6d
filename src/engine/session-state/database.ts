/**
 * A database beside the servers: a point read by session id, a write with a commit. Each server has a pool of connections;
 * when all are in use a request waits. Reads may go to a replica, which lags.
 */
import { choice, count, duration, minutes, seconds } from '../options.ts';
import {
  CONFLICT,
  type Costs,
  defineSessionState,
  FOUND,
  NOT_SAVED,
  NOWHERE,
  noCosts,
  STORE_TIMEOUT_US,
  UNREACHABLE,
} from './contract.ts';
import { BEHIND, catchUp, type Follower, noteLag, sendEnd, sendOn } from './laggingReplica.ts';
import { holdConnection, roundTripUs, waitForConnection } from './roundTrip.ts';
import { dropExpired, put, read, type Shelf } from './shelf.ts';

interface Database extends Follower {
  isUp: boolean;
  isReplicaUp: boolean;
  primary: Shelf;
  /** For each server, when each connection of its pool is free again. */
  pools: number[][];
  costs: Costs;
}

export const database = defineSessionState({
  id: 'database',
  about: {
    name: 'Database',
    term: 'session store',
    says: 'All servers keep the sessions in one database table.',
    looksAt: 'the session id in the application’s cookie',
    remembers: 'the session, in a row, on disk',
    survives: 'any server’s death, and its own restart',
    goesWrong: 'each request pays a read and often a write; the pool runs dry; a replica shows the past',
    modelledOn: 'PostgreSQL behind HikariCP, one row per session',
  },
  options: {
    idleMs: duration({
      default: minutes(30),
      min: 1000,
      says: 'a session unused this long is forgotten',
      source: 'Spring Session JDBC 30 min',
    }),
    readMs: duration({ default: 1.5, max: 60_000, says: 'median of a read', source: 'assumption: point read, LAN' }),
    readP99Ms: duration({ default: 10, max: 60_000, says: '99 % of the reads are faster', source: 'assumption' }),
    writeMs: duration({ default: 4, max: 60_000, says: 'median of a write', source: 'assumption: commit with fsync' }),
    writeP99Ms: duration({ default: 30, max: 60_000, says: '99 % of the writes are faster', source: 'assumption' }),
    poolSize: count({
      default: 10,
      min: 1,
      max: 1000,
      says: 'connections of each server',
      source: 'HikariCP maximumPoolSize 10',
    }),
    poolTimeoutMs: duration({
      default: seconds(30),
      min: 250,
      says: 'how long a request waits for a connection before it fails',
      source: 'HikariCP connectionTimeout 30 s',
    }),
    touchMs: duration({
      default: minutes(1),
      says: 'a session used again after this long is written, to note that it lives; 0: at every request',
      source: 'assumption: throttled to a minute, as is common; Spring Session writes at every request',
    }),
    readFrom: choice({
      values: ['primary', 'replica'],
      default: 'primary',
      says: 'where reads go',
      source: 'no replica unless configured',
    }),
    lagMs: duration({ default: 20, max: 600_000, says: 'median lag of the replica', source: 'assumption' }),
    lagP99Ms: duration({
      default: 500,
      max: 600_000,
      says: '99 % of the writes are there by then',
      source: 'assumption',
    }),
    concurrency: choice({
      values: ['last-write-wins', 'optimistic'],
      default: 'last-write-wins',
      says: 'what becomes of two changes at once: the later overwrites, or notices and is done again',
      source: 'a blob is overwritten; a version column (JPA @Version) is checked',
    }),
  },
  steps: {
    fetched: { title: 'The database has this session', detail: 'SELECT from the {node}, {held}' },
    'not-there': { title: 'The database has no such session', detail: 'SELECT from the {node}: no row' },
    behind: BEHIND,
    stored: { title: 'The database stores the change', detail: 'COMMIT, {held}' },
    'link-cut': { title: 'The {node} does not answer', detail: 'the link is cut: given up after {waitMs} ms' },
    conflict: { title: 'Somebody else changed it meanwhile', detail: 'version {found}, not {expected}: once more' },
    down: { title: 'The database does not answer', detail: 'connection refused' },
    'pool-dry': { title: 'No connection became free', detail: 'after {waitMs} ms' },
  },
  cookieName: 'sid',
  carriedAs: 'number',
  affinity: 'useless',
  updatesInPlace: false,
  emptyMemory: (): Database => ({
    isUp: true,
    isReplicaUp: true,
    primary: new Map(),
    replica: new Map(),
    lagging: [],
    pools: [],
    costs: noCosts(),
  }),
  lifetimeUs: (options) => options.idleUs,

  beginLoad(visit, memory, { nowUs, options, note, drawLoad, draw, isCut }) {
    const node = isReadFromReplica(memory, options) ? 'replica' : 'primary';
    if (isCut(visit.server, node)) {
      note?.('link-cut', { node, waitMs: STORE_TIMEOUT_US / 1000 });
      return -STORE_TIMEOUT_US;
    }
    const pool = poolOf(memory, visit.server, options.poolSize);
    if (waitForConnection(pool, nowUs) > options.poolTimeoutUs) {
      note?.('pool-dry', { waitMs: options.poolTimeoutUs / 1000 });
      return -options.poolTimeoutUs;
    }
    memory.costs.roundTrips += 1;
    let holdUs = roundTripUs(options.readUs, options.readP99Us, drawLoad());
    const kept = memory.primary.get(visit.session);
    if (kept !== undefined && nowUs - kept.usedAtUs >= options.touchUs) {
      memory.costs.roundTrips += 1;
      holdUs += roundTripUs(options.writeUs, options.writeP99Us, draw(visit.session, kept.version));
    }
    return holdConnection(pool, nowUs, holdUs);
  },

  load(visit, memory, { nowUs, options, note, isCut }) {
    const isFromReplica = isReadFromReplica(memory, options);
    if (!isFromReplica && !memory.isUp) {
      note?.('down', {});
      return UNREACHABLE;
    }
    catchUp(memory, nowUs, isCut('primary', 'replica'));
    const found = read(isFromReplica ? memory.replica : memory.primary, visit, nowUs, options.idleUs);
    // That a session was used is only known from what is written: a read in between leaves no trace.
    const kept = memory.primary.get(visit.session);
    if (kept !== undefined && nowUs - kept.usedAtUs >= options.touchUs) kept.usedAtUs = nowUs;
    const node = isFromReplica ? 'replica' : 'primary';
    if (note !== undefined && isFromReplica)
      noteLag(memory, visit, note, { nowUs, isCut: isCut('primary', 'replica') });
    note?.(found === FOUND ? 'fetched' : 'not-there', { node, items: visit.items });
    return found;
  },

  beginSave(visit, memory, { nowUs, options, note, drawSave, isCut }) {
    if (isCut(visit.server, 'primary')) {
      note?.('link-cut', { node: 'primary', waitMs: STORE_TIMEOUT_US / 1000 });
      return -STORE_TIMEOUT_US;
    }
    const pool = poolOf(memory, visit.server, options.poolSize);
    if (waitForConnection(pool, nowUs) > options.poolTimeoutUs) {
      note?.('pool-dry', { waitMs: options.poolTimeoutUs / 1000 });
      return -options.poolTimeoutUs;
    }
    memory.costs.roundTrips += 1;
    return holdConnection(pool, nowUs, roundTripUs(options.writeUs, options.writeP99Us, drawSave()));
  },

  save(visit, memory, context) {
    const { nowUs, options, note } = context;
    if (!memory.isUp) {
      note?.('down', {});
      return NOT_SAVED;
    }
    const stood = memory.primary.get(visit.session)?.version ?? 0;
    if (options.concurrency === 'optimistic' && stood > visit.loadedVersion) {
      note?.('conflict', { found: stood, expected: visit.loadedVersion });
      return CONFLICT;
    }
    memory.costs.writes += 1;
    put(memory.primary, visit, nowUs);
    if (options.readFrom === 'replica') sendOn(memory, visit, memory.costs, context);
    note?.('stored', { items: visit.items });
    return stood;
  },

  end(visit, memory, { nowUs, options, isCut }) {
    if (!memory.isUp || isCut(visit.server, 'primary')) return;
    memory.costs.writes += 1;
    memory.primary.delete(visit.session);
    if (options.readFrom === 'replica') sendEnd(memory, visit.session, memory.costs, { nowUs, options });
  },

  serverStopped(server, memory, { options }) {
    poolOf(memory, server, options.poolSize).fill(0);
  },

  sweep(memory, { nowUs, options, isCut }) {
    catchUp(memory, nowUs, isCut('primary', 'replica'));
    dropExpired(memory.primary, nowUs, options.idleUs);
    dropExpired(memory.replica, nowUs, options.idleUs);
  },

  whereIs: (session, memory) =>
    memory.primary.has(session) ? { servers: [], inStore: true, onClient: false } : NOWHERE,

  store(memory, { nowUs, options, isCut }) {
    catchUp(memory, nowUs, isCut('primary', 'replica'));
    const unbounded = { room: null, evicted: 0 };
    const primary = {
      id: 'primary',
      role: 'primary',
      isUp: memory.isUp,
      sessions: memory.primary.size,
      behind: 0,
      ...unbounded,
    } as const;
    const replica = {
      id: 'replica',
      role: 'replica',
      isUp: memory.isReplicaUp,
      sessions: memory.replica.size,
      behind: memory.lagging.length,
      ...unbounded,
    } as const;
    const nodes = options.readFrom === 'replica' ? [primary, replica] : [primary];
    const pools = memory.pools.map((pool) => ({
      inUse: pool.reduce((sum, freeAtUs) => sum + Number(freeAtUs > nowUs), 0),
      size: options.poolSize,
    }));
    return { name: 'database', roundTripUs: options.readUs, nodes, pools };
  },

  /** A database keeps its rows when its process ends. */
  setNode(node, isUp, memory) {
    if (node === 'primary' && memory.isUp !== isUp) memory.isUp = isUp;
    else if (node === 'replica' && memory.isReplicaUp !== isUp) memory.isReplicaUp = isUp;
    else return false;
    return true;
  },

  isLinked: (a, b, options) =>
    (a === 'server' && (b === 'primary' || options.readFrom === 'replica')) || (a === 'primary' && b === 'replica'),
  costs: (memory) => memory.costs,
});

const isReadFromReplica = (memory: Database, { readFrom }: { readonly readFrom: 'primary' | 'replica' }): boolean =>
  readFrom === 'replica' && memory.isReplicaUp;

function poolOf(memory: Database, server: number, size: number): number[] {
  while (memory.pools.length <= server) memory.pools.push([]);
  const pool = memory.pools[server]!;
  while (pool.length < size) pool.push(0);
  return pool;
}
