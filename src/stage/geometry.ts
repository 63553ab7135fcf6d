/** Points, boxes and curves of the stage, in CSS pixels from its top left corner. */

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Rect extends Point {
  readonly width: number;
  readonly height: number;
}

/** A cubic Bézier: from, two handles, to. */
export type Curve = readonly [Point, Point, Point, Point];

export type Direction = 'across' | 'down';

export const scaled = ({ x, y, width, height }: Rect, factor: number): Rect => ({
  x: x * factor,
  y: y * factor,
  width: width * factor,
  height: height * factor,
});

export const centreOf = ({ x, y, width, height }: Rect): Point => ({ x: x + width / 2, y: y + height / 2 });

/** Leaves and arrives along the direction of the stage, so that lines of one column run side by side. */
export function curveBetween(from: Point, to: Point, direction: Direction): Curve {
  if (direction === 'across') {
    const reach = (to.x - from.x) * 0.45;
    return [from, { x: from.x + reach, y: from.y }, { x: to.x - reach, y: to.y }, to];
  }
  const reach = (to.y - from.y) * 0.45;
  return [from, { x: from.x, y: from.y + reach }, { x: to.x, y: to.y - reach }, to];
}

export function pointOn([a, b, c, d]: Curve, share: number): Point {
  const rest = 1 - share;
  const wa = rest * rest * rest;
  const wb = 3 * rest * rest * share;
  const wc = 3 * rest * share * share;
  const wd = share * share * share;
  return { x: wa * a.x + wb * b.x + wc * c.x + wd * d.x, y: wa * a.y + wb * b.y + wc * c.y + wd * d.y };
}

export const svgPath = ([a, b, c, d]: Curve): string => `M${a.x},${a.y}C${b.x},${b.y} ${c.x},${c.y} ${d.x},${d.y}`;

export function strokeCurve(context: CanvasRenderingContext2D, [a, b, c, d]: Curve): void {
  context.beginPath();
  context.moveTo(a.x, a.y);
  context.bezierCurveTo(b.x, b.y, c.x, c.y, d.x, d.y);
  context.stroke();
}
