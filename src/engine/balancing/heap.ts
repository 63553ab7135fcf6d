/**
 * A priority queue of servers: first the lowest key, among equals the lowest `tie`, at last the order of the
 * configuration. Kept up in O(log N) and without allocation, so that a pick costs hardly more with 200 servers than with 2.
 */
import { NOBODY } from './contract.ts';

export interface Heap {
  count: number;
  /** The heap itself. */
  server: Int32Array;
  /** By server: where it stands in the heap, or `NOBODY`. */
  place: Int32Array;
  key: Float64Array;
  tie: Float64Array;
}

export const emptyHeap = (): Heap => ({
  count: 0,
  server: new Int32Array(0),
  place: new Int32Array(0),
  key: new Float64Array(0),
  tie: new Float64Array(0),
});

/** Makes room for servers numbered below `size`; those in it stay. */
export function widen(heap: Heap, size: number): void {
  const known = heap.place.length;
  if (size <= known) return;
  heap.server = widened(heap.server, new Int32Array(size));
  heap.place = widened(heap.place, new Int32Array(size).fill(NOBODY, known));
  heap.key = widened(heap.key, new Float64Array(size));
  heap.tie = widened(heap.tie, new Float64Array(size));
}

export const has = (heap: Heap, server: number): boolean => server < heap.place.length && heap.place[server] !== NOBODY;

export const first = (heap: Heap): number => (heap.count === 0 ? NOBODY : heap.server[0]!);

/** The one that would be first without the first: a child of the root. */
export function second(heap: Heap): number {
  if (heap.count < 2) return NOBODY;
  if (heap.count === 2) return heap.server[1]!;
  return isBefore(heap, heap.server[1]!, heap.server[2]!) ? heap.server[1]! : heap.server[2]!;
}

/** Puts the server in, or where its new key belongs. */
export function put(heap: Heap, server: number, key: number, tie: number): void {
  heap.key[server] = key;
  heap.tie[server] = tie;
  if (heap.place[server] === NOBODY) {
    stand(heap, server, heap.count);
    heap.count += 1;
  }
  rise(heap, heap.place[server]!);
  sink(heap, heap.place[server]!);
}

export function remove(heap: Heap, server: number): void {
  const place = heap.place[server]!;
  heap.place[server] = NOBODY;
  heap.count -= 1;
  const last = heap.server[heap.count]!;
  if (last === server) return;
  stand(heap, last, place);
  rise(heap, place);
  sink(heap, heap.place[last]!);
}

export function clear(heap: Heap): void {
  heap.count = 0;
  heap.place.fill(NOBODY);
}

function rise(heap: Heap, from: number): void {
  const server = heap.server[from]!;
  let place = from;
  while (place > 0) {
    const parent = (place - 1) >> 1;
    if (!isBefore(heap, server, heap.server[parent]!)) break;
    stand(heap, heap.server[parent]!, place);
    place = parent;
  }
  stand(heap, server, place);
}

function sink(heap: Heap, from: number): void {
  const server = heap.server[from]!;
  let place = from;
  for (;;) {
    let child = 2 * place + 1;
    if (child >= heap.count) break;
    if (child + 1 < heap.count && isBefore(heap, heap.server[child + 1]!, heap.server[child]!)) child += 1;
    if (!isBefore(heap, heap.server[child]!, server)) break;
    stand(heap, heap.server[child]!, place);
    place = child;
  }
  stand(heap, server, place);
}

function isBefore(heap: Heap, a: number, b: number): boolean {
  const order = heap.key[a]! - heap.key[b]! || heap.tie[a]! - heap.tie[b]! || a - b;
  return order < 0;
}

function stand(heap: Heap, server: number, place: number): void {
  heap.server[place] = server;
  heap.place[server] = place;
}

function widened<Column extends Int32Array | Float64Array>(from: Column, to: Column): Column {
  to.set(from);
  return to;
}
