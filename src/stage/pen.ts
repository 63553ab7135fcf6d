/** What marks are drawn with, and where each stands. */
import { OUTER, type Place } from './motion.ts';
import { BEHIND, WAY_LENGTH } from './routes.ts';
import type { Scene } from './scene.ts';
import type { View } from './zoom.ts';

/** What one frame is drawn with. Lengths are in coordinates of the layout: closer, they are smaller there. */
export interface Pen {
  context: CanvasRenderingContext2D;
  scene: Scene;
  /** One pixel of the screen; thicker on a projector. */
  px: number;
  /** As the style sheet's, grown a little where one looks closer, and on a projector. */
  rem: number;
}

export function penFor(context: CanvasRenderingContext2D, scene: Scene, { k }: View): Pen {
  const { weight } = scene.look;
  return { context, scene, px: weight / k, rem: (scene.rem * weight * Math.min(k, MOST_GROWTH)) / k };
}

const MOST_GROWTH = 1.6;

/** Where it is in the layout; false where its way is not drawn. */
export function locate(
  at: { x: number; y: number },
  { leg, share }: Place,
  { ways, seatOf, placeOf }: Scene,
  person: number,
  server: number,
): boolean {
  const seat = seatOf[person];
  if (seat === undefined) return false;
  const { outer, inner } = ways;
  const from = seat * WAY_LENGTH;
  if (leg === OUTER) return follow(at, outer, from, share);
  const place = placeOf[server];
  if (place === undefined) return follow(at, outer, from, 1);
  const to = place * WAY_LENGTH;
  if (share >= BEHIND) return follow(at, inner, to, (share - BEHIND) / (1 - BEHIND));
  const passed = share / BEHIND;
  const x = outer[from + 6] as number;
  const y = outer[from + 7] as number;
  at.x = x + ((inner[to] as number) - x) * passed;
  at.y = y + ((inner[to + 1] as number) - y) * passed;
  return true;
}

function follow(at: { x: number; y: number }, ways: Float64Array, from: number, share: number): boolean {
  if (from >= ways.length) return false;
  const rest = 1 - share;
  const wa = rest * rest * rest;
  const wb = 3 * rest * rest * share;
  const wc = 3 * rest * share * share;
  const wd = share * share * share;
  at.x =
    wa * (ways[from] as number) +
    wb * (ways[from + 2] as number) +
    wc * (ways[from + 4] as number) +
    wd * (ways[from + 6] as number);
  at.y =
    wa * (ways[from + 1] as number) +
    wb * (ways[from + 3] as number) +
    wc * (ways[from + 5] as number) +
    wd * (ways[from + 7] as number);
  return true;
}
