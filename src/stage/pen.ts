/** What marks are drawn with, and where each stands. */
import type { Curve } from './geometry.ts';
import { OUTER, type Place } from './motion.ts';
import { BEHIND } from './routes.ts';
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
  scene: Scene,
  person: number,
  server: number,
): boolean {
  const outer = scene.routes.outer[scene.seatOf[person] ?? -1];
  if (outer === undefined) return false;
  if (leg === OUTER) return follow(at, outer, share);
  const inner = scene.routes.inner[scene.placeOf[server] ?? -1];
  if (inner === undefined) return follow(at, outer, 1);
  if (share >= BEHIND) return follow(at, inner, (share - BEHIND) / (1 - BEHIND));
  const from = outer[3];
  const to = inner[0];
  const passed = share / BEHIND;
  at.x = from.x + (to.x - from.x) * passed;
  at.y = from.y + (to.y - from.y) * passed;
  return true;
}

function follow(at: { x: number; y: number }, [a, b, c, d]: Curve, share: number): true {
  const rest = 1 - share;
  const wa = rest * rest * rest;
  const wb = 3 * rest * rest * share;
  const wc = 3 * rest * share * share;
  const wd = share * share * share;
  at.x = wa * a.x + wb * b.x + wc * c.x + wd * d.x;
  at.y = wa * a.y + wb * b.y + wc * c.y + wd * d.y;
  return true;
}
