/**
 * What is to happen, in total order: time, then the order in which it was planned. Three stores, so that an event costs
 * about the same whether ten or a hundred thousand are waiting:
 *
 * - _drawers_: a wheel of drawers, one for every quarter of a millisecond. An event is laid into the drawer of its time,
 *   unsorted (a hashed timing wheel: G. Varghese, T. Lauck, 1987). A bit for each says which are empty.
 * - _near_: a 4-ary heap of the events before the end of the drawer that was opened last. Mostly it is only one.
 * - _hops_: what comes one hop of the data centre from now. All hops take the same time, so those events are in order as
 *   they are planned; they are a third of all.
 *
 * At the head of a store that is empty stands an event that never comes.
 *
 * Typed arrays: nothing is allocated per event, and a copy of the state is a copy of a few arrays. There is no removal. Who
 * plans an event keeps its sequence number; when it comes up and the owner has another one by then, it is stale and ignored.
 */
export interface EventQueue {
  nextSequence: number;
  readonly near: Events;
  readonly hops: Events & { first: number };
  readonly drawers: Drawers;
}

interface Events {
  count: number;
  timeUs: Float64Array;
  sequence: Float64Array;
  /** kind × 2²⁶ + row; there are fewer than 32 kinds. */
  what: Int32Array;
}

/** Events as linked cells. Free cells are linked as well. */
interface Drawers extends Events {
  /** The end of the drawer that was opened last: what comes before it is in `near`. */
  openUntilUs: number;
  /** The first cell of each drawer, and the next cell in the same drawer. */
  readonly first: Int32Array;
  /** A bit for each drawer: whether there is something in it. */
  readonly full: Int32Array;
  next: Int32Array;
  firstFree: number;
}

const ROW_BITS = 26;
const ROW_MASK = (1 << ROW_BITS) - 1;

const DRAWERS = 8192;
const DRAWER_US = 256;
const WORDS = DRAWERS / 32;
const NO_CELL = -1;
const NEVER = Number.POSITIVE_INFINITY;

export function createEventQueue(capacity = 256): EventQueue {
  return {
    nextSequence: 1,
    near: emptyEvents(capacity),
    hops: { ...emptyEvents(capacity), first: 0 },
    drawers: {
      ...emptyEvents(capacity),
      openUntilUs: 0,
      first: new Int32Array(DRAWERS).fill(NO_CELL),
      full: new Int32Array(WORDS),
      next: chain(0, capacity),
      firstFree: 0,
    },
  };
}

function emptyEvents(capacity: number): Events {
  return {
    count: 0,
    timeUs: new Float64Array(capacity).fill(NEVER),
    sequence: new Float64Array(capacity),
    what: new Int32Array(capacity),
  };
}

/** Plans an event and returns its sequence number. */
export function plan(queue: EventQueue, timeUs: number, kind: number, row: number): number {
  const sequence = queue.nextSequence;
  queue.nextSequence = sequence + 1;
  const what = (kind << ROW_BITS) | row;
  if (timeUs < queue.drawers.openUntilUs) pushNear(queue.near, timeUs, sequence, what);
  else layIn(queue.drawers, timeUs, sequence, what);
  return sequence;
}

/** Plans an event one hop from now. `timeUs` must not be before that of the hop planned last. */
export function planHop(queue: EventQueue, timeUs: number, kind: number, row: number): number {
  const { hops } = queue;
  const capacity = hops.timeUs.length;
  if (hops.count === capacity) unrollAndGrow(hops);
  const index = (hops.first + hops.count) & (hops.timeUs.length - 1);
  const sequence = queue.nextSequence;
  queue.nextSequence = sequence + 1;
  hops.count += 1;
  hops.timeUs[index] = timeUs;
  hops.sequence[index] = sequence;
  hops.what[index] = (kind << ROW_BITS) | row;
  return sequence;
}

/** An event that is taken out, filled into one object that is reused. */
export interface Next {
  timeUs: number;
  sequence: number;
  kind: number;
  row: number;
}

/** Takes out the next event and tells what it is, if it is due by then; false if it is not, or there is none. */
export function takeDue(queue: EventQueue, untilUs: number, next: Next): boolean {
  const { near, hops } = queue;
  if (near.count === 0) openDrawers(queue);
  const nearUs = near.timeUs[0]!;
  const hopUs = hops.timeUs[hops.first]!;
  const isHop = hopUs < nearUs || (hopUs === nearUs && hops.sequence[hops.first]! < near.sequence[0]!);
  const timeUs = isHop ? hopUs : nearUs;
  if (timeUs > untilUs || timeUs === NEVER) return false;
  if (isHop) {
    tell(next, hops, hops.first);
    hops.timeUs[hops.first] = NEVER;
    hops.first = (hops.first + 1) & (hops.timeUs.length - 1);
    hops.count -= 1;
  } else {
    tell(next, near, 0);
    dropTop(near);
  }
  return true;
}

function tell(next: Next, events: Events, index: number): void {
  const what = events.what[index]!;
  next.timeUs = events.timeUs[index]!;
  next.sequence = events.sequence[index]!;
  next.kind = what >> ROW_BITS;
  next.row = what & ROW_MASK;
}

function layIn(drawers: Drawers, timeUs: number, sequence: number, what: number): void {
  if (drawers.firstFree === NO_CELL) addCells(drawers);
  const { timeUs: times, sequence: sequences, what: whats, next, first, full } = drawers;
  const cell = drawers.firstFree;
  const drawer = drawerOf(timeUs);
  drawers.firstFree = next[cell]!;
  drawers.count += 1;
  times[cell] = timeUs;
  sequences[cell] = sequence;
  whats[cell] = what;
  next[cell] = first[drawer]!;
  first[drawer] = cell;
  full[drawer >> 5]! |= 1 << (drawer & 31);
}

const drawerOf = (timeUs: number): number => (timeUs * (1 / DRAWER_US)) & (DRAWERS - 1);

/** Opens the next drawer that is not empty, and the one after, until there is something in `near`, if there is anything. */
function openDrawers({ near, drawers }: EventQueue): void {
  while (near.count === 0 && drawers.count > 0) {
    const after = drawerOf(drawers.openUntilUs);
    const drawer = nextFull(drawers.full, after);
    drawers.openUntilUs += (((drawer - after) & (DRAWERS - 1)) + 1) * DRAWER_US;
    empty(drawers, drawer, near);
  }
}

/** The first full drawer from that one on, in the order in which the wheel turns. There must be one. */
function nextFull(full: Int32Array, from: number): number {
  let word = from >> 5;
  let bits = full[word]! & (-1 << (from & 31));
  while (bits === 0) {
    word = (word + 1) & (WORDS - 1);
    bits = full[word]!;
  }
  return word * 32 + 31 - Math.clz32(bits & -bits);
}

/** Those of a later turn of the wheel stay. */
function empty(drawers: Drawers, drawer: number, near: Events): void {
  const { timeUs, sequence, what, next, first, openUntilUs } = drawers;
  let staying = NO_CELL;
  let following = NO_CELL;
  for (let cell = first[drawer]!; cell !== NO_CELL; cell = following) {
    following = next[cell]!;
    if (timeUs[cell]! < openUntilUs) {
      pushNear(near, timeUs[cell]!, sequence[cell]!, what[cell]!);
      next[cell] = drawers.firstFree;
      drawers.firstFree = cell;
      drawers.count -= 1;
    } else {
      next[cell] = staying;
      staying = cell;
    }
  }
  first[drawer] = staying;
  if (staying === NO_CELL) drawers.full[drawer >> 5]! &= ~(1 << (drawer & 31));
}

function pushNear(near: Events, timeUs: number, sequence: number, event: number): void {
  if (near.count === near.timeUs.length) grow(near);
  const { timeUs: times, sequence: sequences, what } = near;
  let index = near.count;
  near.count += 1;
  while (index > 0) {
    const parent = (index - 1) >> 2;
    const parentUs = times[parent]!;
    if (parentUs < timeUs || (parentUs === timeUs && sequences[parent]! < sequence)) break;
    times[index] = parentUs;
    sequences[index] = sequences[parent]!;
    what[index] = what[parent]!;
    index = parent;
  }
  times[index] = timeUs;
  sequences[index] = sequence;
  what[index] = event;
}

function dropTop(near: Events): void {
  const { timeUs: times, sequence: sequences, what } = near;
  near.count -= 1;
  const last = near.count;
  if (last === 0) {
    times[0] = NEVER;
    return;
  }
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
  events.timeUs = new Float64Array(capacity).fill(NEVER);
  events.timeUs.set(timeUs);
  events.sequence = new Float64Array(capacity);
  events.sequence.set(sequence);
  events.what = new Int32Array(capacity);
  events.what.set(what);
}

function addCells(drawers: Drawers): void {
  const before = drawers.timeUs.length;
  const { next } = drawers;
  grow(drawers);
  drawers.next = chain(before, drawers.timeUs.length);
  drawers.next.set(next);
  drawers.firstFree = before;
}

/** So many free cells, each linked to the next, beginning at one of them. */
function chain(from: number, capacity: number): Int32Array {
  const next = new Int32Array(capacity);
  for (let cell = from; cell < capacity; cell += 1) next[cell] = cell + 1 < capacity ? cell + 1 : NO_CELL;
  return next;
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
