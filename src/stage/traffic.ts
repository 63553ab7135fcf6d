/**
 * Fast playback: a frame of the screen holds many requests, and a dot here and there would only flicker. Each way
 * swells with the requests seen on it and fades slowly, so that the flow is seen and nothing flashes. Where people stand
 * in crowds or servers in racks, ways of a crowd and of a rack are one each, and nobody's colour.
 */
import type { Marks } from '../engine/index.ts';
import { strokeCurve } from './geometry.ts';
import type { Pen } from './pen.ts';
import type { Scene } from './scene.ts';

const SWELL = 0.1;
const FADE = 0.955;
const HIGHEST = 0.75;

export function createTraffic() {
  /** How strong each way is (0–1): person × 4096 + server + 1, or of many crowd and rack, see `keysOf`. */
  const strength = new Map<number, number>();
  let wasMany = false;

  const swell = (key: number, by: number): void => {
    strength.set(key, Math.min(HIGHEST, (strength.get(key) ?? 0) + by));
  };

  return {
    paint(pen: Pen, marks: Marks | null): void {
      if (marks === null && strength.size === 0) return;
      const { context, scene, px } = pen;
      const isMany = scene.isMany;
      if (isMany !== wasMany) strength.clear();
      wasMany = isMany;
      for (let row = 0; marks !== null && row < marks.count; row += 1) {
        const person = marks.person[row] ?? 0;
        const server = marks.server[row] ?? -1;
        if (!isMany) swell(person * 4096 + server + 1, SWELL);
        else {
          swell(-1 - (scene.crowdOf[person] ?? 0), SWELL / 8);
          const rack = scene.rackOf[scene.placeOf[server] ?? -1];
          if (rack !== undefined) swell(rack, SWELL / 8);
        }
      }
      context.lineWidth = (isMany ? 2.5 : 1.75) * px;
      for (const [key, value] of strength) {
        context.globalAlpha = value;
        if (isMany) paintManys(pen, key);
        else paintPersons(context, scene, key);
        if (value * FADE < 0.02) strength.delete(key);
        else strength.set(key, value * FADE);
      }
      context.globalAlpha = 1;
    },
  };
}

function paintPersons(context: CanvasRenderingContext2D, scene: Scene, key: number): void {
  const person = Math.floor(key / 4096);
  const outer = scene.routes.flows[scene.seatOf[person] ?? -1];
  const inner = scene.routes.inner[scene.placeOf[(key % 4096) - 1] ?? -1];
  context.strokeStyle = scene.people[person]?.colour ?? scene.look.ink;
  if (outer) strokeCurve(context, outer);
  if (inner) strokeCurve(context, inner);
}

function paintManys({ context, scene }: Pen, key: number): void {
  const { crowdFlows, outer, rackFlows, inner } = scene.routes;
  const way = key < 0 ? (crowdFlows[-1 - key] ?? outer[-1 - key]) : (rackFlows[key] ?? inner[key]);
  context.strokeStyle = scene.look.ink;
  if (way) strokeCurve(context, way);
}
