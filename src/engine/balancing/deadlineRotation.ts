/**
 * Earliest deadline first, as Envoy's `EdfScheduler` and Traefik's wrr do it: each server has a deadline; the earliest
 * is taken and put back (1 ÷ weight) later. Envoy makes the schedule anew when the pool changes, starting at a place drawn
 * at random; here it starts at its beginning, so that the order can be read.
 */
import type { Pool } from '../pool.ts';
import { NOBODY } from './contract.ts';
import { clear, emptyHeap, first, type Heap, put, second, widen } from './heap.ts';

export interface DeadlineRotation {
  deadlines: Heap;
  /** Among equal deadlines the one scheduled first comes first. */
  scheduled: number;
}

export const emptyDeadlineRotation = (): DeadlineRotation => ({ deadlines: emptyHeap(), scheduled: 0 });

export function adjustDeadlineRotation(rotation: DeadlineRotation, pool: Pool): void {
  widen(rotation.deadlines, pool.size);
  clear(rotation.deadlines);
  rotation.scheduled = 0;
  for (const server of pool.usable) schedule(rotation, server, 1 / pool.weight(server));
}

export function takeDeadlineTurn(rotation: DeadlineRotation, pool: Pool): number {
  const { deadlines } = rotation;
  let server = first(deadlines);
  if (server !== NOBODY && !pool.isUsable(server)) server = second(deadlines);
  if (server !== NOBODY) schedule(rotation, server, deadlines.key[server]! + 1 / pool.weight(server));
  return server;
}

function schedule(rotation: DeadlineRotation, server: number, deadline: number): void {
  put(rotation.deadlines, server, deadline, rotation.scheduled);
  rotation.scheduled += 1;
}
