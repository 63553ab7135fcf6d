/**
 * Where everything stands: pure, from the size of the stage and how many there are. DOM, hairlines and canvas all take
 * their coordinates from here, so that they agree without measuring one another.
 */
import type { Size } from '../ui/useSize.ts';
import { type CrowdPlace, cellOf, placeCrowds } from './crowdLayout.ts';
import type { Direction, Point, Rect } from './geometry.ts';
import { MOST_SINGLE_SERVERS, placeRacks, type RackPlace } from './rackLayout.ts';

export interface StageLayout {
  readonly direction: Direction;
  /** What the stage needs; on a phone more than it was given. */
  readonly height: number;
  /** Little room: names and numbers only. */
  readonly isCompact: boolean;
  readonly headings: {
    readonly people: Rect;
    readonly balancer: Rect;
    readonly servers: Rect;
    readonly store: Rect | null;
  };
  /** People drawn in full. */
  readonly rows: readonly Rect[];
  /** People drawn as a letter. */
  readonly cells: readonly Rect[];
  readonly crowdLabel: Rect | null;
  /** Many people: where each crowd stands. Empty where all are drawn one by one. */
  readonly crowds: readonly CrowdPlace[];
  /** Where the people are found for whom there is no room. */
  readonly more: Rect | null;
  readonly balancer: Rect;
  readonly servers: readonly Rect[];
  /** Many servers: the racks that they stand in. Empty where each has a card of its own. */
  readonly racks: readonly RackPlace[];
  readonly addServer: Rect;
  readonly store: Rect | null;
}

export interface Counts {
  readonly people: number;
  /** How many in each crowd; empty where people are drawn one by one. */
  readonly crowds: readonly number[];
  readonly servers: number;
  readonly hasStore: boolean;
  /** A table or a ring inside of the load balancer. */
  readonly isBalancerFull: boolean;
}

const MOST_ROWS = 8;
const MOST_CELL_ROWS = 3;
/** On a phone the servers have to be seen without scrolling. */
const MOST_CELL_ROWS_DOWN = 2;
/** Heights of crowds and racks on a phone, in rem. */
const CROWDS_DOWN = 17;
const RACKS_DOWN = 18;

const clamp = (low: number, value: number, high: number): number => Math.max(low, Math.min(value, high));

/** Lower than this, a picture is drawn with names and numbers only. */
const LEAST_TALL = 23;

export function layoutStage(size: Size, counts: Counts): StageLayout {
  const { width, height, rem } = size;
  const isTall = width < 38 * rem || (width < 52 * rem && height >= LEAST_TALL * rem);
  return isTall ? layoutDown(size, counts) : layoutAcross(size, counts);
}

function layoutAcross({ width, height, rem }: Size, counts: Counts): StageLayout {
  const isCompact = height < rem * LEAST_TALL || width < rem * 52;
  const hasCrowds = counts.crowds.length > 0;
  const hasRacks = counts.servers > MOST_SINGLE_SERVERS;
  const edge = (isCompact ? 0.875 : 1.75) * rem;
  const top = (isCompact ? 1.875 : 2.125) * rem;
  const peopleWidth = clamp(
    (isCompact ? 10.75 : 10) * rem,
    width * (hasCrowds ? 0.24 : 0.205),
    (hasCrowds ? 30 : 20) * rem,
  );
  const storeWidth = counts.hasStore ? (isCompact ? 4.75 : 6.75) * rem : 0;
  const storeGap = counts.hasStore ? (isCompact ? 0.75 : 2.5) * rem : 0;
  const serversWidth = clamp(
    (isCompact ? (counts.hasStore ? 8.5 : 11.5) : 17) * rem,
    width * (hasRacks ? 0.28 : counts.hasStore ? 0.2 : 0.225),
    (hasRacks ? 40 : 22) * rem,
  );
  const balancerWidth = clamp((isCompact ? (counts.hasStore ? 10 : 11) : 14) * rem, width * 0.19, 19 * rem);
  const serversX = width - edge - storeWidth - storeGap - serversWidth;
  const balancerX = (edge + peopleWidth + serversX - balancerWidth) / 2;
  const bottom = height - (isCompact ? 0.5 : 1) * rem;

  const peopleBox = { x: edge, y: top, width: peopleWidth, height: bottom - top };
  const people = hasCrowds
    ? placeInCrowds(peopleBox, counts, 3 * rem, rem)
    : placePeople(peopleBox, counts.people, rem, isCompact);
  const addHeight = (isCompact ? 0 : 2.25) * rem;
  const column = { x: serversX, y: top, width: serversWidth, height: bottom - top - addHeight };
  const { servers, racks } = hasRacks
    ? placeRacks(column, counts.servers, rem)
    : { servers: placeServers(column, counts.servers, rem, isCompact ? 0.375 : 0.75), racks: [] };
  const lowest = Math.max(...servers.map((card) => card.y + card.height), top);
  const headingY = 0.5 * rem;
  const heading = (x: number, headingWidth: number): Rect => ({
    x,
    y: headingY,
    width: headingWidth,
    height: 1.25 * rem,
  });
  const store = counts.hasStore
    ? { x: width - edge - storeWidth, y: top, width: storeWidth, height: Math.min(bottom - top, lowest - top) }
    : null;
  return {
    direction: 'across',
    height,
    isCompact,
    headings: {
      people: heading(edge, peopleWidth),
      balancer: heading(balancerX, balancerWidth),
      servers: heading(serversX, serversWidth),
      store: store && heading(store.x, store.width),
    },
    ...people,
    balancer: { x: balancerX, y: top, width: balancerWidth, height: bottom - top },
    servers,
    racks,
    addServer: isCompact
      ? { x: serversX + serversWidth - 2 * rem, y: 0.125 * rem, width: 2 * rem, height: 1.625 * rem }
      : { x: serversX, y: lowest + 0.5 * rem, width: 8 * rem, height: 1.75 * rem },
    store,
  };
}

type PeoplePlaces = Pick<StageLayout, 'rows' | 'cells' | 'crowds' | 'crowdLabel' | 'more'>;

/** The one who is followed in full, all in crowds below. */
function placeInCrowds(box: Rect, { people, crowds }: Counts, rowHeight: number, rem: number): PeoplePlaces {
  const gap = 0.5 * rem;
  const below = { ...box, y: box.y + rowHeight + gap, height: box.height - rowHeight - gap };
  return {
    rows: people > 0 ? rowsIn(box, 1, rowHeight) : [],
    cells: [],
    crowds: placeCrowds(below, crowds, rem),
    crowdLabel: null,
    more: null,
  };
}

/** Full rows while they fit, then letters, then a number. */
function placePeople(box: Rect, count: number, rem: number, isCompact: boolean): PeoplePlaces {
  const rowHeight = 3 * rem;
  const mostRows = isCompact ? 1 : MOST_ROWS;
  if (count <= mostRows && count * rowHeight <= box.height) {
    return { rows: rowsIn(box, count, rowHeight), cells: [], crowds: [], crowdLabel: null, more: null };
  }
  const pitch = 1.6875 * rem;
  const perRow = Math.max(1, Math.floor((box.width + 0.1875 * rem) / pitch));
  const labelHeight = 1.5 * rem;
  let rows = Math.min(mostRows, count);
  let cellRows = 1;
  for (; rows > 1; rows -= 1) {
    cellRows = Math.min(MOST_CELL_ROWS, Math.ceil((count - rows) / perRow));
    if (rows * rowHeight + labelHeight + cellRows * pitch <= box.height) break;
  }
  if (isCompact) cellRows = Math.max(1, Math.floor((box.height - rowHeight - labelHeight) / pitch));
  const crowdY = box.y + rows * rowHeight;
  const grid = { x: box.x, y: crowdY + labelHeight, width: box.width, height: cellRows * pitch };
  return {
    rows: rowsIn(box, rows, rowHeight),
    crowds: [],
    crowdLabel: { x: box.x, y: crowdY, width: box.width, height: labelHeight },
    ...cellsIn(grid, count - rows, perRow, cellRows, pitch, rem),
  };
}

const rowsIn = (box: Rect, count: number, height: number): Rect[] =>
  Array.from({ length: count }, (_, index) => ({ x: box.x, y: box.y + index * height, width: box.width, height }));

function cellsIn(grid: Rect, count: number, perRow: number, rows: number, pitch: number, rem: number) {
  const room = perRow * rows;
  const hasMore = count > room;
  // The button that opens the rest takes the room of two letters.
  const shown = hasMore ? Math.max(0, room - 2) : count;
  const at = (index: number, width: number): Rect => ({
    x: grid.x + (index % perRow) * pitch,
    y: grid.y + Math.floor(index / perRow) * pitch,
    width,
    height: 1.5 * rem,
  });
  return {
    cells: Array.from({ length: shown }, (_, index) => at(index, 1.5 * rem)),
    more: hasMore ? at(shown, 2 * pitch - 0.1875 * rem) : null,
  };
}

/** Its name and what can be done to it, on one line. */
const LOWEST_CARD = 1.75;
const MOST_COLUMNS = 3;

/** In one column as long as the lines that lead there find each card. */
function placeServers(box: Rect, count: number, rem: number, gapRem: number): Rect[] {
  const gap = (count > 6 ? Math.min(0.375, gapRem) : gapRem) * rem;
  const heightIn = (columns: number): number => (box.height + gap) / Math.max(1, Math.ceil(count / columns)) - gap;
  let columns = 1;
  while (columns < MOST_COLUMNS && heightIn(columns) < LOWEST_CARD * rem) columns += 1;
  const perColumn = Math.max(1, Math.ceil(count / columns));
  const height = clamp(LOWEST_CARD * rem, heightIn(columns), 6.375 * rem);
  const width = (box.width - gap * (columns - 1)) / columns;
  return Array.from({ length: count }, (_, index) => ({
    x: box.x + Math.floor(index / perColumn) * (width + gap),
    y: box.y + (index % perColumn) * (height + gap),
    width,
    height,
  }));
}

/** A phone: the same picture from top to bottom. */
function layoutDown({ width, rem }: Size, counts: Counts): StageLayout {
  const edge = rem;
  const inner = width - 2 * edge;
  const headingHeight = 1.5 * rem;
  const gap = 1.875 * rem;
  const heading = (y: number): Rect => ({ x: edge, y, width: inner, height: headingHeight });
  let y = 0.5 * rem;
  const peopleHeading = heading(y);
  y += headingHeight;
  const rowHeight = 3.25 * rem;
  const rowBox = { x: edge, y, width: inner, height: rowHeight };
  y += rowHeight + 0.5 * rem;
  const pitch = 1.75 * rem;
  const perRow = Math.max(1, Math.floor((inner + 0.25 * rem) / pitch));
  const cellRows = Math.min(MOST_CELL_ROWS_DOWN, Math.max(1, Math.ceil((counts.people - 1) / perRow)));
  const grid = { x: edge, y, width: inner, height: cellRows * pitch };
  const crowdsBox = { ...rowBox, height: rowHeight + 0.5 * rem + CROWDS_DOWN * rem };
  const people: PeoplePlaces =
    counts.crowds.length > 0
      ? placeInCrowds(crowdsBox, counts, rowHeight, rem)
      : {
          rows: counts.people > 0 ? [rowBox] : [],
          crowds: [],
          crowdLabel: null,
          ...cellsIn(grid, Math.max(0, counts.people - 1), perRow, cellRows, pitch, rem),
        };
  y += (counts.crowds.length > 0 ? CROWDS_DOWN * rem : grid.height) + gap;
  const balancer = { x: edge, y, width: inner, height: balancerHeightDown(inner / rem, counts) * rem };
  y += balancer.height + gap;
  const columns = inner > 40 * rem ? 4 : inner > 17 * rem ? 2 : 1;
  const cardGap = 0.625 * rem;
  const cardWidth = (inner - cardGap * (columns - 1)) / columns;
  const cardHeight = 6 * rem;
  const hasRacks = counts.servers > MOST_SINGLE_SERVERS;
  const rackBox = { x: edge, y, width: inner, height: RACKS_DOWN * rem };
  const cards = Array.from(
    { length: hasRacks ? 0 : counts.servers },
    (_, index): Rect => ({
      x: edge + (index % columns) * (cardWidth + cardGap),
      y: y + Math.floor(index / columns) * (cardHeight + cardGap),
      width: cardWidth,
      height: cardHeight,
    }),
  );
  const { servers, racks } = hasRacks ? placeRacks(rackBox, counts.servers, rem) : { servers: cards, racks: [] };
  y += hasRacks ? rackBox.height + cardGap : Math.ceil(counts.servers / columns) * (cardHeight + cardGap);
  const addServer = { x: edge, y, width: 8 * rem, height: 1.75 * rem };
  y += 2.5 * rem;
  const store = counts.hasStore ? { x: edge, y, width: inner, height: 10 * rem } : null;
  if (store) y += store.height + 0.75 * rem;
  return {
    direction: 'down',
    height: y,
    isCompact: false,
    headings: {
      people: peopleHeading,
      balancer: heading(balancer.y - headingHeight),
      servers: heading((racks[0]?.box ?? servers[0] ?? { y }).y - headingHeight),
      store: null,
    },
    ...people,
    balancer,
    servers,
    racks,
    addServer,
    store,
  };
}

/** In rem, as the style sheet has the parts; each server takes a place among the strangers and one among the beliefs. */
function balancerHeightDown(inner: number, { servers, isBalancerFull }: Counts): number {
  const room = inner - 2;
  const isMany = servers > FEW_SERVERS;
  const shown = Math.min(servers, MOST_SINGLE_SERVERS);
  const chipRows = Math.ceil(shown / Math.max(1, Math.floor((isMany || isBalancerFull ? room : room / 2) / 2.125)));
  const beliefRows = Math.ceil(shown / Math.max(1, Math.floor(room / 4.75)));
  const chips = Math.max(0, chipRows - 1) * (isMany ? 1.75 : 3.125);
  // A table or a ring takes the whole width; else strangers and beliefs stand side by side.
  return isBalancerFull || isMany ? 20.25 + chips + beliefRows * 1.375 : (room > 19 ? 10.25 : 11.75) + chips;
}

/** More are shown with less said of each. */
export const FEW_SERVERS = 5;

/** Where a person stands: in a row, as a letter, or in a crowd. Seats count through all of them. */
export function seatRect({ rows, cells, more, crowds }: StageLayout, seat: number): Rect | null {
  const single = rows[seat] ?? cells[seat - rows.length];
  if (single !== undefined || crowds.length === 0) return single ?? more;
  let index = seat - rows.length;
  for (const crowd of crowds) {
    if (index < crowd.count) return cellOf(crowd, index);
    index -= crowd.count;
  }
  return null;
}

/** Who stands where: those who are there in order, but the selected one always in full, in the last row if need be. */
export function seatPeople(present: readonly number[], selected: number, rowCount: number): readonly number[] {
  const seats = [...present];
  const seat = seats.indexOf(selected);
  const last = seats[rowCount - 1];
  if (seat >= rowCount && last !== undefined) {
    seats[rowCount - 1] = selected;
    seats[seat] = last;
  }
  return seats;
}

/** Workers are drawn as squares while they can be counted at a glance and there is room beside the words. */
const MOST_WORKER_SQUARES = 8;

export const hasWorkerSquares = ({ width, height }: Rect, workers: number, rem: number): boolean =>
  workers <= MOST_WORKER_SQUARES && width >= 15 * rem && height >= 4.5 * rem;

/** At the right end of the card's second line; the DOM and the canvas both place them so. */
export function workerSquare(card: Rect, index: number, workers: number, rem: number): Point & { size: number } {
  const size = 0.8125 * rem;
  const pitch = size + 0.1875 * rem;
  const right = card.x + card.width - 0.75 * rem;
  return { x: right - (workers - index) * pitch, y: card.y + 2.3125 * rem, size };
}
