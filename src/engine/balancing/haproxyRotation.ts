/**
 * The order of HAProxy's `balance roundrobin` (its `lb_fwrr.c`): earliest position first. After each turn a server's
 * next position is (sum of weights ÷ its weight) further on. Weights 5, 1, 1 give a a a b a a c, not nginx's order.
 */
import type { Pool } from '../pool.ts';
import { NOBODY } from './contract.ts';
import { emptyHeap, first, type Heap, has, put, remove, widen } from './heap.ts';

/** HAProxy works in sixteenths of a weight. */
const WEIGHT_SCALE = 16;
const MAX_EFFECTIVE_WEIGHT = 256 * WEIGHT_SCALE;

interface Place {
  weight: number;
  position: number;
  /** What integer division left over, carried to the next turn. */
  remainder: number;
}

export interface HaproxyRotation {
  places: Place[];
  /** `fresh` and `next` change roles at the end of a round; `current` is the round itself. */
  fresh: Heap;
  current: Heap;
  next: Heap;
  currentWeight: number;
  nextWeight: number;
  position: number;
  /** Order of insertion: among equal keys the first inserted comes first. */
  insertions: number;
}

export const emptyHaproxyRotation = (): HaproxyRotation => ({
  places: [],
  fresh: emptyHeap(),
  current: emptyHeap(),
  next: emptyHeap(),
  currentWeight: 0,
  nextWeight: 0,
  position: 0,
  insertions: 0,
});

/** Brings the rotation in line with the pool: who left is out, who came back waits for its place in the round. */
export function adjustHaproxyRotation(rotation: HaproxyRotation, pool: Pool): void {
  const isCold = rotation.places.length === 0;
  for (const heap of [rotation.fresh, rotation.current, rotation.next]) widen(heap, pool.size);
  for (let server = 0; server < pool.size; server += 1) {
    rotation.places[server] ??= { weight: 0, position: 0, remainder: 0 };
    const weight = pool.isUsable(server) ? pool.weight(server) * WEIGHT_SCALE : 0;
    if (weight !== rotation.places[server]!.weight) changeWeight(rotation, server, weight, isCold);
  }
  if (isCold) rotation.position = rotation.currentWeight = rotation.nextWeight;
}

export function takeHaproxyTurn(rotation: HaproxyRotation, pool: Pool): number {
  if (rotation.currentWeight === 0) rotation.position = rotation.currentWeight = rotation.nextWeight;
  let avoided = NOBODY;
  let chosen = NOBODY;
  let hasSwitched = false;
  for (;;) {
    const server = takeFirstDue(rotation);
    if (server === NOBODY) {
      if (hasSwitched) break;
      hasSwitched = true;
      beginRound(rotation);
      continue;
    }
    advance(rotation, rotation.places[server]!);
    rotation.position += 1;
    if (pool.isUsable(server)) {
      chosen = server;
      break;
    }
    // Only the server to be avoided is in the rotation and not usable.
    avoided = server;
  }
  if (chosen !== NOBODY) queue(rotation, chosen);
  if (avoided !== NOBODY) queue(rotation, avoided);
  return chosen;
}

function changeWeight(rotation: HaproxyRotation, server: number, weight: number, isCold: boolean): void {
  const place = rotation.places[server]!;
  const wasOut = place.weight === 0;
  rotation.nextWeight += weight - place.weight;
  place.weight = weight;
  if (weight === 0) {
    for (const heap of [rotation.fresh, rotation.current, rotation.next]) if (has(heap, server)) remove(heap, server);
  } else if (isCold) {
    queueFresh(rotation, server, rotation.fresh);
  } else if (wasOut) {
    const { position, nextWeight, currentWeight } = rotation;
    place.position = position + Math.trunc((nextWeight + currentWeight - position) / weight);
    queue(rotation, server);
  }
}

function takeFirstDue(rotation: HaproxyRotation): number {
  const current = first(rotation.current);
  const fresh = first(rotation.fresh);
  const isDue = current !== NOBODY && rotation.places[current]!.position <= rotation.position;
  if (isDue || fresh === NOBODY) {
    if (current !== NOBODY) remove(rotation.current, current);
    return current;
  }
  const place = rotation.places[fresh]!;
  place.position = 0;
  place.remainder = 0;
  remove(rotation.fresh, fresh);
  return fresh;
}

function advance(rotation: HaproxyRotation, place: Place): void {
  if (place.position === 0) place.position = rotation.position;
  place.position += Math.trunc(rotation.nextWeight / place.weight);
  place.remainder += rotation.nextWeight % place.weight;
  if (place.remainder >= place.weight) {
    place.remainder -= place.weight;
    place.position += 1;
  }
}

function queue(rotation: HaproxyRotation, server: number): void {
  const { currentWeight, nextWeight } = rotation;
  const place = rotation.places[server]!;
  if (place.position >= 2 * currentWeight || place.position >= currentWeight + nextWeight) {
    place.position -= currentWeight;
    queueFresh(rotation, server, rotation.next);
    return;
  }
  const lag = Math.trunc((MAX_EFFECTIVE_WEIGHT + place.remainder - place.weight) / WEIGHT_SCALE);
  put(rotation.current, server, 256 * place.position + lag, rotation.insertions);
  rotation.insertions += 1;
}

function queueFresh(rotation: HaproxyRotation, server: number, heap: Heap): void {
  put(heap, server, MAX_EFFECTIVE_WEIGHT - rotation.places[server]!.weight, rotation.insertions);
  rotation.insertions += 1;
}

function beginRound(rotation: HaproxyRotation): void {
  const { fresh, next } = rotation;
  rotation.fresh = next;
  rotation.next = fresh;
  rotation.currentWeight = rotation.nextWeight;
  rotation.position = rotation.currentWeight;
}
