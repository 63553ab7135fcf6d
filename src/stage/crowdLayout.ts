/** Where crowds stand, and each person in them. Pure; cells of all crowds are equally large, so that crowds compare. */
import type { Point, Rect } from './geometry.ts';

export interface CrowdPlace {
  readonly box: Rect;
  /** Name and counts. */
  readonly head: Rect;
  /** Top left of the first cell. */
  readonly grid: Point;
  readonly perRow: number;
  /** Side of a cell. */
  readonly cell: number;
  readonly count: number;
}

/** Letters fit from here on; larger they need not be before one looks closer. */
const LARGEST_CELL_REM = 1.6875;
const SMALLEST_CELL = 2;

export function placeCrowds(box: Rect, counts: readonly number[], rem: number): readonly CrowdPlace[] {
  const isShort = areHeadsShort(box.height, counts.length, rem);
  const headHeight = (isShort ? 1.5 : 2.8125) * rem;
  const gap = (isShort ? 0.125 : 0.5) * rem;
  const cell = cellThatFits(box, counts, headHeight + gap, rem);
  const perRow = Math.max(1, Math.floor(box.width / cell));
  let y = box.y;
  return counts.map((count) => {
    const height = headHeight + Math.ceil(count / perRow) * cell;
    const place: CrowdPlace = {
      box: { x: box.x, y, width: box.width, height },
      head: { x: box.x, y, width: box.width, height: headHeight },
      grid: { x: box.x, y: y + headHeight },
      perRow,
      cell,
      count,
    };
    y += height + gap;
    return place;
  });
}

/** One line for name and counts, where there are many crowds or little height. */
const areHeadsShort = (height: number, crowds: number, rem: number): boolean => height < crowds * 5.5 * rem;

function cellThatFits(box: Rect, counts: readonly number[], headHeight: number, rem: number): number {
  const room = box.height - counts.length * headHeight;
  const needed = (cell: number): number => {
    const perRow = Math.max(1, Math.floor(box.width / cell));
    return counts.reduce((sum, count) => sum + Math.ceil(count / perRow) * cell, 0);
  };
  let cell = Math.floor(LARGEST_CELL_REM * rem);
  while (cell > SMALLEST_CELL && needed(cell) > room) cell -= 0.5;
  return cell;
}

export const cellOf = ({ grid, perRow, cell }: CrowdPlace, index: number): Rect => ({
  x: grid.x + (index % perRow) * cell,
  y: grid.y + Math.floor(index / perRow) * cell,
  width: cell,
  height: cell,
});
