/**
 * What is to happen, in total order: time, then the order in which it was planned. Two stores: a 4-ary heap, and a queue
 * for what comes one hop of the data centre from now. All hops take the same time, so those events are in order as they
 * are planned and need no heap; they are a third of all. Typed arrays: nothing is allocated per event, and a copy of the
 * state is a copy of a few arrays.
 *
 * There is no removal. Who plans an event keeps its sequence number; when it comes up and the owner has another one by
 * then, it is stale and ignored.
 */
export interface EventQueue {
  nextSequence: number;
  readonly heap: Events;
  readonly hops: Events & { first: number };
}

interface Events {
  count: number;
  timeUs: Float64Array;
  sequence: Float64Array;
  /** kind × 2²⁶ + row */
  what: Uint32Array;
}

const ROW_BITS = 26;
const ROW_MASK = (1 << ROW_BITS) - 1;

export function createEventQueue(capacity = 256): EventQueue {
  return { nextSequence: 1, heap: emptyEvents(capacity), hops: { ...emptyEvents(capacity), first: 0 } };
}

function emptyEvents(capacity: number): Events {
  return {
    count: 0,
    timeUs: new Float64Array(capacity),
    sequence: new Float64Array(capacity),
    what: new Uint32Array(capacity),
  };
}

/** Plans an event and returns its sequence number. */
export function plan(queue: EventQueue, timeUs: number, kind: number, row: number): number {
  const { heap } = queue;
  if (heap.count === heap.timeUs.length) grow(heap);
  const { timeUs: times, sequence: sequences, what } = heap;
  const sequence = queue.nextSequence;
  queue.nextSequence += 1;
  let index = heap.count;
  heap.count += 1;
  // A new event has the greatest sequence number, so among equal times it comes last: comparing times is enough here.
  while (index > 0) {
    const parent = (index - 1) >> 2;
    if (times[parent]! <= timeUs) break;
    times[index] = times[parent]!;
    sequences[index] = sequences[parent]!;
    what[index] = what[parent]!;
    index = parent;
  }
  times[index] = timeUs;
  sequences[index] = sequence;
  what[index] = ((kind << ROW_BITS) | row) >>> 0;
  return sequence;
}

/** Plans an event one hop from now. `timeUs` must not be before that of the hop planned last. */
export function planHop(queue: EventQueue, timeUs: number, kind: number, row: number): number {
  const { hops } = queue;
  const capacity = hops.timeUs.length;
  if (hops.count === capacity) unrollAndGrow(hops);
  const index = (hops.first + hops.count) & (hops.timeUs.length - 1);
  const sequence = queue.nextSequence;
  queue.nextSequence += 1;
  hops.count += 1;
  hops.timeUs[index] = timeUs;
  hops.sequence[index] = sequence;
  hops.what[index] = ((kind << ROW_BITS) | row) >>> 0;
  return sequence;
}

/** Time of the next event; Infinity when there is none. */
export function nextTimeUs({ heap, hops }: EventQueue): number {
  const inHeap = heap.count === 0 ? Number.POSITIVE_INFINITY : heap.timeUs[0]!;
  const inHops = hops.count === 0 ? Number.POSITIVE_INFINITY : hops.timeUs[hops.first]!;
  return Math.min(inHops, inHeap);
}

/** The next event, filled into one object that is reused. */
export interface Next {
  timeUs: number;
  sequence: number;
  kind: number;
  row: number;
}

/** Removes the next event and tells what it was. There must be one. */
export function takeNext(queue: EventQueue, next: Next): void {
  const { heap, hops } = queue;
  if (isHopNext(queue)) {
    next.timeUs = hops.timeUs[hops.first]!;
    next.sequence = hops.sequence[hops.first]!;
    tell(next, hops.what[hops.first]!);
    hops.first = (hops.first + 1) & (hops.timeUs.length - 1);
    hops.count -= 1;
    return;
  }
  next.timeUs = heap.timeUs[0]!;
  next.sequence = heap.sequence[0]!;
  tell(next, heap.what[0]!);
  dropTop(heap);
}

function isHopNext({ heap, hops }: EventQueue): boolean {
  if (hops.count === 0) return false;
  if (heap.count === 0) return true;
  const hopUs = hops.timeUs[hops.first]!;
  const heapUs = heap.timeUs[0]!;
  return hopUs < heapUs || (hopUs === heapUs && hops.sequence[hops.first]! < heap.sequence[0]!);
}

function tell(next: Next, what: number): void {
  next.kind = what >>> ROW_BITS;
  next.row = what & ROW_MASK;
}

function dropTop(heap: Events): void {
  const { timeUs: times, sequence: sequences, what } = heap;
  heap.count -= 1;
  const last = heap.count;
  if (last === 0) return;
  const time = times[last]!;
  const order = sequences[last]!;
  const lastWhat = what[last]!;
  let index = 0;
  for (;;) {
    let child = index * 4 + 1;
    if (child >= last) break;
    const end = Math.min(child + 4, last);
    let best = child;
    let bestTime = times[child]!;
    for (child += 1; child < end; child += 1) {
      const t = times[child]!;
      if (t < bestTime || (t === bestTime && sequences[child]! < sequences[best]!)) {
        best = child;
        bestTime = t;
      }
    }
    if (time < bestTime || (time === bestTime && order < sequences[best]!)) break;
    times[index] = bestTime;
    sequences[index] = sequences[best]!;
    what[index] = what[best]!;
    index = best;
  }
  times[index] = time;
  sequences[index] = order;
  what[index] = lastWhat;
}

function grow(events: Events): void {
  const capacity = events.timeUs.length * 2;
  const { timeUs, sequence, what } = events;
  events.timeUs = new Float64Array(capacity);
  events.timeUs.set(timeUs);
  events.sequence = new Float64Array(capacity);
  events.sequence.set(sequence);
  events.what = new Uint32Array(capacity);
  events.what.set(what);
}

/** The ring is full: its events are laid out from the start, then there is room behind them. */
function unrollAndGrow(hops: EventQueue['hops']): void {
  for (const column of [hops.timeUs, hops.sequence, hops.what]) {
    const before = column.slice(0, hops.first);
    column.copyWithin(0, hops.first);
    column.set(before, column.length - hops.first);
  }
  hops.first = 0;
  grow(hops);
}
