/** The ways requests travel: from each seat to the load balancer, and from there to each server. */
import { cellOf } from './crowdLayout.ts';
import { type Curve, centreOf, curveBetween, type Point, type Rect } from './geometry.ts';
import type { StageLayout } from './layout.ts';

export interface Routes {
  /** By seat: full rows first, then letters; those without a seat share the last one. */
  readonly outer: readonly Curve[];
  /** By seat as well, for traffic drawn as lines: those of the crowd begin beside it, not across its letters. */
  readonly flows: readonly Curve[];
  /** By server. */
  readonly inner: readonly Curve[];
  /** By server, where there is a store. */
  readonly toStore: readonly Curve[];
  /** Many at once: a way for each crowd, from its edge, and one for each rack, to its edge. Empty where there are few. */
  readonly crowdFlows: readonly Curve[];
  readonly rackFlows: readonly Curve[];
  /** What is drawn as a hairline on the people's side: one for each row, one for the crowd. */
  readonly hairlines: readonly Curve[];
}

export function routesOf(layout: StageLayout): Routes {
  const { direction, balancer } = layout;
  const { racks } = layout;
  const entryCount = layout.rows.length + (layout.crowds.length || (layout.cells.length > 0 || layout.more ? 1 : 0));
  const entry = (index: number): Point =>
    sideOf(balancer, direction === 'across' ? 'left' : 'top', (index + 1) / (entryCount + 1));
  const exit = (index: number): Point =>
    sideOf(
      balancer,
      direction === 'across' ? 'right' : 'bottom',
      (index + 1) / ((racks.length || layout.servers.length) + 1),
    );

  const rows = layout.rows.map((row, index) => {
    const from = direction === 'across' ? sideOf(row, 'right', 0.5) : sideOf(row, 'bottom', 0.5);
    return curveBetween(from, entry(direction === 'across' ? index : 0), direction);
  });
  const cells = [...layout.cells, ...(layout.more ? [layout.more] : [])].map((cell) => {
    const share = (centreOf(cell).x - balancer.x) / balancer.width;
    const to =
      direction === 'across' ? entry(entryCount - 1) : sideOf(balancer, 'top', Math.max(0.06, Math.min(share, 0.94)));
    // From its edge: a request that waits there does not cover the letter.
    return curveBetween({ x: cell.x + cell.width * 0.9, y: cell.y + cell.height * 0.15 }, to, direction);
  });
  const crowdFlows = layout.crowds.map(({ head, box }, index) => {
    const from = direction === 'across' ? sideOf(head, 'right', 0.5) : sideOf(box, 'bottom', 0.5);
    return curveBetween(from, entry(layout.rows.length + index), direction);
  });
  const members = layout.crowds.flatMap((crowd, index) => {
    const to = entry(layout.rows.length + index);
    return Array.from({ length: crowd.count }, (_, member) =>
      curveBetween(centreOf(cellOf(crowd, member)), to, direction),
    );
  });
  const nearSide = (box: Rect): Point => (direction === 'across' ? sideOf(box, 'left', 0.5) : sideOf(box, 'top', 0.5));
  const rackFlows = racks.map(({ box }, index) => curveBetween(exit(index), nearSide(box), direction));
  const rackOf = (place: number): number => racks.findIndex(({ from, to }) => place >= from && place < to);
  const inner = layout.servers.map((card, place) =>
    curveBetween(exit(racks.length === 0 ? place : rackOf(place)), nearSide(card), direction),
  );
  const { store } = layout;
  const toStore = store === null ? [] : placesOf(layout).map((box) => toStoreFrom(box, store, direction));
  const { crowdLabel } = layout;
  const crowd = layout.cells.length === 0 || crowdLabel === null ? [] : [crowdLine(layout, entry(entryCount - 1))];
  const outer = [...rows, ...cells, ...members];
  const beside = layout.headings.people.x + layout.headings.people.width;
  const flows = outer.map((curve, seat) =>
    seat < rows.length || direction === 'down'
      ? curve
      : curveBetween({ x: beside, y: curve[0].y }, curve[3], direction),
  );
  return { outer, flows, inner, toStore, crowdFlows, rackFlows, hairlines: [...rows, ...crowd, ...crowdFlows] };
}

function crowdLine({ cells, crowdLabel }: StageLayout, to: Point): Curve {
  const first = cells[0];
  const last = cells.at(-1);
  const y = first && last ? (first.y + last.y + last.height) / 2 : to.y;
  return curveBetween({ x: (crowdLabel?.x ?? 0) + (crowdLabel?.width ?? 0), y }, to, 'across');
}

/** Cards, or racks where there are too many. */
const placesOf = ({ racks, servers }: StageLayout): readonly Rect[] =>
  racks.length === 0 ? servers : racks.map(({ box }) => box);

function toStoreFrom(card: Rect, store: Rect, direction: StageLayout['direction']): Curve {
  if (direction === 'down') return curveBetween(sideOf(card, 'bottom', 0.5), sideOf(store, 'top', 0.5), 'down');
  return curveBetween(sideOf(card, 'right', 0.5), sideOf(store, 'left', 0.5), 'across');
}

function sideOf({ x, y, width, height }: Rect, side: 'left' | 'right' | 'top' | 'bottom', share: number): Point {
  if (side === 'left') return { x, y: y + height * share };
  if (side === 'right') return { x: x + width, y: y + height * share };
  if (side === 'top') return { x: x + width * share, y };
  return { x: x + width * share, y: y + height };
}

/**
 * Of the way between load balancer and server, the part behind the load balancer: passed quickly, nothing is to be seen
 * there.
 */
export const BEHIND = 0.25;

/** Curves one after the other, x and y of their four points: what is followed thousands of times a frame lies together. */
export const flattened = (curves: readonly Curve[]): Float64Array =>
  Float64Array.from(curves.flatMap((curve) => curve.flatMap(({ x, y }) => [x, y])));
export const WAY_LENGTH = 8;
