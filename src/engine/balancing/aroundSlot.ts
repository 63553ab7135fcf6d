/** For the picture of a table: the entry that a key is looked up in, and its neighbours. */
import type { Pool } from '../pool.ts';

const BESIDE = 2;

export function aroundSlot(
  slot: number,
  slots: number,
  serverAt: (slot: number) => number,
  pool: Pool,
): { readonly slot: number; readonly server: string }[] {
  const count = Math.min(slots, 2 * BESIDE + 1);
  const first = Math.max(0, Math.min(slot - BESIDE, slots - count));
  return Array.from({ length: count }, (_, n) => ({ slot: first + n, server: pool.id(serverAt(first + n)) }));
}
