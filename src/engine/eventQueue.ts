/**
 * What is to happen, in total order: time, then the order in which it was planned. A 4-ary heap over typed arrays:
 * nothing is allocated per event, and a copy of the state is a copy of three arrays.
 *
 * There is no removal. Who plans an event keeps its sequence number; when it comes up and the owner has another one by
 * then, it is stale and ignored.
 */
export interface EventQueue {
  count: number;
  nextSequence: number;
  timeUs: Float64Array;
  sequence: Float64Array;
  /** kind × 2²⁶ + row */
  what: Uint32Array;
}

const ROW_BITS = 26;
const ROW_MASK = (1 << ROW_BITS) - 1;

export function createEventQueue(capacity = 256): EventQueue {
  return {
    count: 0,
    nextSequence: 1,
    timeUs: new Float64Array(capacity),
    sequence: new Float64Array(capacity),
    what: new Uint32Array(capacity),
  };
}

/** Plans an event and returns its sequence number. */
export function plan(queue: EventQueue, timeUs: number, kind: number, row: number): number {
  if (queue.count === queue.timeUs.length) grow(queue);
  const sequence = queue.nextSequence;
  queue.nextSequence += 1;
  const { timeUs: times, sequence: sequences, what } = queue;
  let index = queue.count;
  queue.count += 1;
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

/** Time of the next event; Infinity when there is none. */
export function nextTimeUs(queue: EventQueue): number {
  return queue.count === 0 ? Number.POSITIVE_INFINITY : queue.timeUs[0]!;
}

export const nextSequence = (queue: EventQueue): number => queue.sequence[0]!;
export const nextKind = (queue: EventQueue): number => queue.what[0]! >>> ROW_BITS;
export const nextRow = (queue: EventQueue): number => queue.what[0]! & ROW_MASK;

/** Removes the next event. */
export function drop(queue: EventQueue): void {
  const { timeUs: times, sequence: sequences, what } = queue;
  queue.count -= 1;
  const last = queue.count;
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

function grow(queue: EventQueue): void {
  const capacity = queue.timeUs.length * 2;
  const { timeUs, sequence, what } = queue;
  queue.timeUs = new Float64Array(capacity);
  queue.timeUs.set(timeUs);
  queue.sequence = new Float64Array(capacity);
  queue.sequence.set(sequence);
  queue.what = new Uint32Array(capacity);
  queue.what.set(what);
}
