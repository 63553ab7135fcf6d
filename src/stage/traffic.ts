/**
 * Fast playback: a frame of the screen holds many requests, and a dot here and there would only flicker. Each way
 * swells with the requests seen on it and fades slowly, so that the flow is seen and nothing flashes.
 */
import type { Marks } from '../engine/index.ts';
import { strokeCurve } from './geometry.ts';
import type { Scene } from './scene.ts';

const SWELL = 0.1;
const FADE = 0.955;
const HIGHEST = 0.75;

export function createTraffic() {
  /** person × 4096 + server → how strong (0–1). */
  const strength = new Map<number, number>();
  return {
    paint(context: CanvasRenderingContext2D, scene: Scene, marks: Marks | null): void {
      if (marks === null && strength.size === 0) return;
      for (let row = 0; marks !== null && row < marks.count; row += 1) {
        const key = (marks.person[row] ?? 0) * 4096 + (marks.server[row] ?? -1) + 1;
        strength.set(key, Math.min(HIGHEST, (strength.get(key) ?? 0) + SWELL));
      }
      context.lineWidth = 1.75;
      for (const [key, value] of strength) {
        const person = Math.floor(key / 4096);
        const outer = scene.routes.flows[scene.seatOf[person] ?? -1];
        const inner = scene.routes.inner[scene.placeOf[(key % 4096) - 1] ?? -1];
        context.strokeStyle = scene.people[person]?.colour ?? scene.ink;
        context.globalAlpha = value;
        if (outer) strokeCurve(context, outer);
        if (inner) strokeCurve(context, inner);
        if (value * FADE < 0.02) strength.delete(key);
        else strength.set(key, value * FADE);
      }
      context.globalAlpha = 1;
    },
  };
}
