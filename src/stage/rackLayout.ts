/** Where servers stand when there are too many for a column: in racks, each a grid of equal places. Pure. */
import type { Rect } from './geometry.ts';

/** Up to so many servers have a card each; from here on they stand in racks. */
export const MOST_SINGLE_SERVERS = 16;

export interface RackPlace {
  readonly box: Rect;
  readonly head: Rect;
  /** Places of its first server and of the one after its last, among those shown. */
  readonly from: number;
  readonly to: number;
}

const PER_RACK = 20;
/** A place is so many times as wide as high, if that can be. */
const ASPECT = 2.1;

export function placeRacks(box: Rect, count: number, rem: number): { racks: RackPlace[]; servers: Rect[] } {
  const rackCount = Math.ceil(count / PER_RACK);
  const perRack = Math.ceil(count / rackCount);
  const columns = rackCount > 4 ? 2 : 1;
  const gap = 0.5 * rem;
  const rackRows = Math.ceil(rackCount / columns);
  const width = (box.width - gap * (columns - 1)) / columns;
  const height = (box.height - gap * (rackRows - 1)) / rackRows;
  const headHeight = Math.min(1.25 * rem, height * 0.25);
  const perRow = bestPerRow(width, height - headHeight, perRack);
  const rows = Math.ceil(perRack / perRow);
  // Never larger than a card that says all there is to say in few words.
  const place = {
    width: width / perRow,
    height: Math.min((height - headHeight) / rows, 3.5 * rem),
  };
  const racks: RackPlace[] = [];
  const servers: Rect[] = [];
  for (let rack = 0; rack < rackCount; rack += 1) {
    const x = box.x + Math.floor(rack / rackRows) * (width + gap);
    const y = box.y + (rack % rackRows) * (headHeight + rows * place.height + gap);
    const from = rack * perRack;
    const to = Math.min(count, from + perRack);
    const boxHeight = headHeight + Math.ceil((to - from) / perRow) * place.height;
    racks.push({
      box: { x, y, width, height: boxHeight },
      head: { x, y, width, height: headHeight },
      from,
      to,
    });
    const inset = Math.min(2, place.height * 0.08);
    for (let index = 0; index < to - from; index += 1) {
      servers.push({
        x: x + (index % perRow) * place.width + inset,
        y: y + headHeight + Math.floor(index / perRow) * place.height + inset,
        width: place.width - 2 * inset,
        height: place.height - 2 * inset,
      });
    }
  }
  return { racks, servers };
}

function bestPerRow(width: number, height: number, count: number): number {
  const off = (perRow: number): number => {
    const aspect = width / perRow / (height / Math.ceil(count / perRow));
    // Rows that are full look like a rack.
    const unused = Math.ceil(count / perRow) * perRow - count;
    return Math.max(aspect / ASPECT, ASPECT / aspect) + unused / perRow;
  };
  let best = 1;
  for (let perRow = 2; perRow <= count; perRow += 1) if (off(perRow) < off(best)) best = perRow;
  return best;
}
