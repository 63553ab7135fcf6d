/**
 * What has not changed since the last state that crossed the bridge does not cross again: with two thousand people a
 * copy of everybody would hold up the page at each state. The two sides are a pair, one for each worker.
 */
import type { Snapshot } from '../engine/index.ts';

/** Rows of a list that differ from those of the list before. */
interface ThinRows<Row> {
  readonly length: number;
  readonly at: readonly number[];
  readonly rows: readonly Row[];
}

export interface ThinSnapshot {
  readonly people: ThinRows<Snapshot['people'][number]>;
  readonly servers: ThinRows<Snapshot['servers'][number]>;
  /** The other parts, as far as they have changed. */
  readonly parts: Partial<Snapshot>;
}

/** The worker's side. */
export function createThinner(): (snapshot: Snapshot) => ThinSnapshot {
  let before: Partial<Snapshot> = {};
  return (snapshot) => {
    const { people, servers, ...rest } = snapshot;
    const parts = Object.fromEntries(
      Object.entries(rest).filter(([name, part]) => !isSame(before[name as keyof Snapshot], part)),
    );
    const thin = {
      people: thinRows(before.people ?? [], people),
      servers: thinRows(before.servers ?? [], servers),
      parts,
    };
    before = snapshot;
    return thin;
  };
}

/** The page's side: what is as before is the very object of before. */
export function createThickener(): (thin: ThinSnapshot) => Snapshot {
  let before: Partial<Snapshot> = {};
  return ({ people, servers, parts }) => {
    const all = {
      people: thickRows(before.people ?? [], people),
      servers: thickRows(before.servers ?? [], servers),
    };
    before = { ...before, ...parts, ...all };
    // The first state that crosses has all parts.
    return before as Snapshot;
  };
}

function thinRows<Row>(before: readonly Row[], after: readonly Row[]): ThinRows<Row> {
  const at = [...after.keys()].filter((row) => !isSame(before[row], after[row]));
  return { length: after.length, at, rows: at.flatMap((row) => after.slice(row, row + 1)) };
}

function thickRows<Row>(before: readonly Row[], { length, at, rows }: ThinRows<Row>): readonly Row[] {
  if (at.length === 0 && length === before.length) return before;
  const all = before.slice(0, length);
  rows.forEach((row, index) => {
    all[at[index] ?? 0] = row;
  });
  return all;
}

/** Of plain data: the same all the way down. */
function isSame(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) || Array.isArray(b)) {
    if (!Array.isArray(a) || !Array.isArray(b) || a.length !== b.length) return false;
    for (let index = 0; index < a.length; index += 1) if (!isSame(a[index], b[index])) return false;
    return true;
  }
  const keys = Object.keys(a);
  if (keys.length !== Object.keys(b).length) return false;
  for (const key of keys) if (!isSame(a[key as keyof typeof a], b[key as keyof typeof b])) return false;
  return true;
}
