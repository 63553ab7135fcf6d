/**
 * A stick table: key → server. Shared by the types that keep one; each says what its key is. A row unused for long is
 * forgotten, and when the table is full the row used longest ago makes room.
 */
import type { StepWords } from '../evidence.ts';
import { count, duration, flag, minutes } from '../options.ts';
import type { RequestView } from '../request.ts';
import type { PersistencePicture } from '../snapshot.ts';
import { type PersistenceContext, STRANGER } from './contract.ts';

export type Key = number | string;

export interface Row {
  server: number;
  usedAtUs: number;
}

/** A Map keeps the order of insertion; a row used again is moved to the end, so the first is the oldest. */
export interface StickTable {
  rows: Map<Key, Row>;
  /** Keys of the rows used or changed since they were last asked for; null where nobody asks. */
  touched: Key[] | null;
}

type Context = PersistenceContext<{
  readonly expireUs: number;
  readonly sizeRows: number;
  readonly nopurge?: boolean;
}>;
/** How a key reads on the wire or in `show table`. */
type TextOf = (key: Key, context: Pick<Context, 'sessionId'>) => string;

const PICTURED_ROWS = 50;

export const emptyTable = (): StickTable => ({ rows: new Map(), touched: null });

interface TableDefaults {
  readonly expireMs: number;
  readonly sizeRows: number;
  readonly expireSource: string;
  readonly sizeSource: string;
}

/** As in most examples of HAProxy's manual. */
const COMMON: TableDefaults = {
  expireMs: minutes(30),
  sizeRows: 204_800,
  expireSource: 'HAProxy manual, examples of `stick-table … expire 30m`; without it rows never expire',
  sizeSource: 'HAProxy manual, examples of `stick-table … size 200k`; k is 1024',
};

/** Of every type that keeps a table. */
export const tableOptions = (change: Partial<TableDefaults> = {}) => {
  const { expireMs, sizeRows, expireSource, sizeSource } = { ...COMMON, ...change };
  return {
    expireMs: duration({
      default: expireMs,
      says: 'a row unused this long is forgotten; 0: never',
      source: expireSource,
    }),
    sizeRows: count({
      default: sizeRows,
      min: 1,
      says: 'rows kept; the one used longest ago makes room',
      source: sizeSource,
    }),
    nopurge: flag({
      default: false,
      says: 'a full table takes no new rows instead of dropping old ones',
      source: 'HAProxy `stick-table … nopurge`, off by default',
    }),
  };
};

/** HAProxy manual, `stick-table`: a row takes about 50 bytes, and a text key its length besides. */
const ROW_BYTES = 50;
/** Length of a text key where nothing is said (HAProxy `type string`, `len`), and of a TLS session id. */
const TEXT_BYTES = 32;

export const rowCount = ({ rows }: StickTable): number => rows.size;
export const addressRowBytes = (): number => ROW_BYTES;
export const textRowBytes = (): number => ROW_BYTES + TEXT_BYTES;

/** `noun` is what the key is: "address". */
export const tableSteps = (noun: string) =>
  ({
    'no-row': { title: `The table has no row for this ${noun}`, detail: '{key}' },
    'row-expired': { title: `The row of this ${noun} has expired`, detail: '{key}, unused for {idleS} s' },
    row: { title: `The table sends this ${noun} to {server}`, detail: '{key} → {server}' },
    stored: { title: 'The table remembers it', detail: '{key} → {server}' },
    replaced: { title: 'The row is overwritten', detail: '{key}: {before} → {server}' },
    refreshed: { title: 'The row lives on', detail: '{key} → {server}' },
    full: { title: 'The table is full: nothing is remembered', detail: '{key}, `nopurge`' },
  }) as const satisfies Record<string, StepWords>;

/** The server of the key's row, or `STRANGER`. */
export function find(table: StickTable, key: Key, context: Context, textOf: TextOf): number {
  const { nowUs, pool, note } = context;
  const row = table.rows.get(key);
  if (row === undefined) {
    note?.('no-row', { key: textOf(key, context) });
    return STRANGER;
  }
  if (isExpired(row, context)) {
    const idleS = Math.round((nowUs - row.usedAtUs) / 1e6);
    note?.('row-expired', { key: textOf(key, context), idleS });
    return STRANGER;
  }
  note?.('row', { key: textOf(key, context), server: pool.id(row.server) }, row.server);
  return row.server;
}

/**
 * The key belongs to that server from now on (HAProxy `store-request`, `store-response`). HAProxy takes a row for every
 * request to be stored before it looks whether there is one already: in a full table that costs the oldest row each time,
 * and with `nopurge` the row that is there stays as it is.
 */
export function remember(table: StickTable, key: Key, server: number, context: Context, textOf: TextOf): void {
  const { nowUs, pool, note } = context;
  const row = table.rows.get(key);
  if (row !== undefined) moveToEnd(table, key, row, nowUs);
  if (!makeRoom(table, key, context)) {
    note?.('full', { key: textOf(key, context) });
  } else if (row !== undefined) {
    repoint(table, key, server, context, textOf);
  } else {
    table.rows.set(key, { server, usedAtUs: nowUs });
    table.touched?.push(key);
    note?.('stored', { key: textOf(key, context), server: pool.id(server) }, server);
  }
}

/** The key's live row leads to that server from now on; there is none to be made. */
export function repoint(table: StickTable, key: Key, server: number, context: Context, textOf: TextOf): void {
  const row = table.rows.get(key);
  if (row === undefined || isExpired(row, context)) return;
  const { nowUs, pool, note } = context;
  const code = row.server === server ? 'refreshed' : 'replaced';
  note?.(code, { key: textOf(key, context), server: pool.id(server), before: pool.id(row.server) }, server);
  row.server = server;
  moveToEnd(table, key, row, nowUs);
}

/** A request has just found its live row: the row's life begins anew (measured at HAProxy, before there is an answer). */
export function refresh(table: StickTable, key: Key, { nowUs }: Pick<Context, 'nowUs'>): void {
  moveToEnd(table, key, table.rows.get(key)!, nowUs);
}

/** A peer says that the key belongs to that server, and when it was last used. Its word replaces what is there. */
export function takeOver(table: StickTable, key: Key, server: number, usedAtUs: number, options: unknown): void {
  const { sizeRows } = options as Context['options'];
  table.rows.delete(key);
  for (const oldest of table.rows.keys()) {
    if (table.rows.size < sizeRows) break;
    table.rows.delete(oldest);
  }
  table.rows.set(key, { server, usedAtUs });
}

export function pictureOf(
  table: StickTable,
  context: Context,
  textOf: TextOf,
  people: ReadonlyMap<Key, readonly number[]>,
): Pick<PersistencePicture, 'rowCount' | 'rows' | 'sizeRows' | 'marks'> {
  const { nowUs, options, pool } = context;
  const live = [...table.rows].filter(([, row]) => !isExpired(row, context)).reverse();
  return {
    rowCount: live.length,
    sizeRows: options.sizeRows,
    marks: [],
    rows: live.slice(0, PICTURED_ROWS).map(([key, row]) => ({
      key: textOf(key, context),
      server: pool.id(row.server),
      lifeLeft: options.expireUs === 0 ? 1 : 1 - (nowUs - row.usedAtUs) / options.expireUs,
      leftMs: options.expireUs === 0 ? null : (options.expireUs - (nowUs - row.usedAtUs)) / 1000,
      people: people.get(key) ?? [],
    })),
  };
}

/** Whose next request has which key. */
export function peopleByKey(
  requests: Iterable<RequestView>,
  keyOf: (request: RequestView) => Key | null,
): Map<Key, number[]> {
  const people = new Map<Key, number[]>();
  for (const request of requests) {
    const key = keyOf(request);
    if (key === null) continue;
    const sharing = people.get(key);
    if (sharing === undefined) people.set(key, [request.person]);
    else sharing.push(request.person);
  }
  return people;
}

function isExpired(row: Row, { nowUs, options }: Context): boolean {
  return options.expireUs > 0 && nowUs - row.usedAtUs > options.expireUs;
}

function moveToEnd(table: StickTable, key: Key, row: Row, nowUs: number): void {
  table.rows.delete(key);
  table.rows.set(key, row);
  row.usedAtUs = nowUs;
  table.touched?.push(key);
}

/** Drops from the front, the oldest, until there is room for one more. False if there is none to be had. */
function makeRoom(table: StickTable, wanted: Key, context: Context): boolean {
  const { sizeRows, nopurge } = context.options;
  for (const [key, row] of table.rows) {
    if (table.rows.size < sizeRows || key === wanted) return true;
    if (nopurge === true && !isExpired(row, context)) return false;
    table.rows.delete(key);
  }
  return true;
}
