/**
 * Sessions by their number in typed arrays: what a Map of objects does, without an object for each, and a copy of it is a
 * copy of four arrays. A hash table with linear probing; what is removed is filled with those behind it, so that no gaps
 * need to be marked.
 */
import { FOUND, MISSING, type Visit } from './contract.ts';

export interface SessionTable {
  count: number;
  /** Number of the session in each slot, 0 where there is none. Slots are a power of two, at most half of them taken. */
  session: Float64Array;
  items: Int32Array;
  version: Float64Array;
  usedAtUs: Float64Array;
}

const FEWEST_SLOTS = 16;
const NOT_THERE = -1;

export function emptyTable(slots = FEWEST_SLOTS): SessionTable {
  return {
    count: 0,
    session: new Float64Array(slots),
    items: new Int32Array(slots),
    version: new Float64Array(slots),
    usedAtUs: new Float64Array(slots),
  };
}

/** Finds the session and marks it used. One that was idle for too long is forgotten. */
export function take(
  table: SessionTable,
  visit: Visit,
  nowUs: number,
  lifetimeUs: number,
): typeof FOUND | typeof MISSING {
  const slot = slotOf(table, visit.session);
  if (slot === NOT_THERE) return MISSING;
  if (nowUs - table.usedAtUs[slot]! > lifetimeUs) {
    removeAt(table, slot);
    return MISSING;
  }
  table.usedAtUs[slot] = nowUs;
  visit.items = table.items[slot]!;
  visit.version = table.version[slot]!;
  return FOUND;
}

/** Stores the session; returns the version that stood there, 0 for none. */
export function put(table: SessionTable, visit: Visit, nowUs: number): number {
  const slot = slotOf(table, visit.session);
  const before = slot === NOT_THERE ? 0 : table.version[slot]!;
  fill(table, slot === NOT_THERE ? newSlot(table, visit.session) : slot, visit, nowUs);
  return before;
}

export const has = (table: SessionTable, session: number): boolean => slotOf(table, session) !== NOT_THERE;

export function remove(table: SessionTable, session: number): void {
  const slot = slotOf(table, session);
  if (slot !== NOT_THERE) removeAt(table, slot);
}

export function clear(table: SessionTable): void {
  Object.assign(table, emptyTable());
}

export function dropExpired(table: SessionTable, nowUs: number, lifetimeUs: number): void {
  for (const session of table.session.filter((session) => session !== 0)) {
    const slot = slotOf(table, session);
    if (nowUs - table.usedAtUs[slot]! > lifetimeUs) removeAt(table, slot);
  }
}

/** The table of a server, made when first asked for. */
export function tableOf(tables: SessionTable[], server: number): SessionTable {
  while (tables.length <= server) tables.push(emptyTable());
  return tables[server]!;
}

/** Multiplication with 2³² ÷ the golden ratio spreads numbers given in a row evenly (Knuth, volume 3, section 6.4). */
function firstSlot({ session: { length } }: SessionTable, session: number): number {
  return Math.imul(session, 0x9e3779b1) >>> (Math.clz32(length) + 1);
}

function slotOf(table: SessionTable, session: number): number {
  const { session: numbers } = table;
  const mask = numbers.length - 1;
  for (let slot = firstSlot(table, session); numbers[slot] !== 0; slot = (slot + 1) & mask) {
    if (numbers[slot] === session) return slot;
  }
  return NOT_THERE;
}

/** An empty slot for a session that is not there yet. */
function newSlot(table: SessionTable, session: number): number {
  if (2 * (table.count + 1) > table.session.length) grow(table);
  const { session: numbers } = table;
  const mask = numbers.length - 1;
  let slot = firstSlot(table, session);
  while (numbers[slot] !== 0) slot = (slot + 1) & mask;
  numbers[slot] = session;
  table.count += 1;
  return slot;
}

function fill(
  table: SessionTable,
  slot: number,
  { items, version }: Pick<Visit, 'items' | 'version'>,
  usedAtUs: number,
): void {
  table.items[slot] = items;
  table.version[slot] = version;
  table.usedAtUs[slot] = usedAtUs;
}

/** Whatever stands behind it and would not be found across the gap moves up. */
function removeAt(table: SessionTable, removed: number): void {
  const { session: numbers } = table;
  const mask = numbers.length - 1;
  let gap = removed;
  for (let slot = (gap + 1) & mask; numbers[slot] !== 0; slot = (slot + 1) & mask) {
    const isReachable = ((slot - firstSlot(table, numbers[slot]!)) & mask) < ((slot - gap) & mask);
    if (isReachable) continue;
    move(table, slot, table, gap);
    gap = slot;
  }
  numbers[gap] = 0;
  table.count -= 1;
}

function grow(table: SessionTable): void {
  const before = { ...table };
  Object.assign(table, emptyTable(2 * before.session.length));
  before.session.forEach((session, slot) => {
    if (session !== 0) move(before, slot, table, newSlot(table, session));
  });
}

function move(from: SessionTable, slot: number, to: SessionTable, target: number): void {
  to.session[target] = from.session[slot]!;
  to.items[target] = from.items[slot]!;
  to.version[target] = from.version[slot]!;
  to.usedAtUs[target] = from.usedAtUs[slot]!;
}
