/**
 * The squares of the workers, in the colour of the one who is served. Where time passes fast they swell and fade, so
 * that a busy server glows and nothing flashes.
 */

import { hasWorkerSquares, workerSquare } from './layout.ts';
import { STEADY_SPEED } from './pace.ts';
import type { Pen } from './pen.ts';
import type { Scene } from './scene.ts';

const SWELL = 0.12;
const FADE = 0.94;

interface Light {
  readonly server: number;
  readonly slot: number;
  person: number;
  strength: number;
  isWorking: boolean;
}

export function createWorkerLights() {
  const lights = new Map<number, Light>();
  return {
    /** Says, once a frame, that a worker has somebody's request in its hands. */
    work(scene: Scene, server: number, slot: number, person: number): void {
      const workers = scene.servers[server]?.workers ?? 0;
      if (slot < 0 || slot >= workers || scene.layout.racks.length > 0) return;
      const key = server * 4096 + slot;
      let light = lights.get(key);
      if (light === undefined) {
        light = { server, slot, person, strength: 0, isWorking: true };
        lights.set(key, light);
      }
      light.person = person;
      light.isWorking = true;
    },
    paint(pen: Pen, speed: number): void {
      const { context } = pen;
      context.lineJoin = 'round';
      for (const [key, light] of lights) {
        if (speed <= STEADY_SPEED) light.strength = light.isWorking ? 1 : 0;
        else light.strength = light.isWorking ? Math.min(1, light.strength + SWELL) : light.strength * FADE;
        light.isWorking = false;
        if (light.strength < 0.03) lights.delete(key);
        else paintLight(pen, light);
      }
      context.globalAlpha = 1;
      context.lineJoin = 'miter';
    },
  };
}

/** The edge of a smaller square, so thick that nothing is left inside, has round corners: a path takes thrice as long. */
function paintLight({ context, scene }: Pen, { server, slot, person, strength }: Light): void {
  const card = scene.layout.servers[scene.placeOf[server] ?? -1];
  const { workers = 0, isDead = true } = scene.servers[server] ?? {};
  if (card === undefined || isDead || scene.layout.isCompact || !hasWorkerSquares(card, workers, scene.rem)) return;
  const { x, y, size } = workerSquare(card, slot, workers, scene.rem);
  const colour = scene.people[person]?.colour ?? scene.look.ink;
  const half = (size - 1) / 2;
  context.globalAlpha = strength;
  context.strokeStyle = colour;
  context.lineWidth = half;
  context.strokeRect(x + 0.5 + half / 2, y + 0.5 + half / 2, half, half);
}
