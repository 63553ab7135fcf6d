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
      if (slot < 0 || slot >= workers) return;
      const key = server * 4096 + slot;
      const light = lights.get(key) ?? { server, slot, person, strength: 0, isWorking: true };
      light.person = person;
      light.isWorking = true;
      lights.set(key, light);
    },
    paint({ context, scene }: Pen, speed: number): void {
      for (const [key, light] of lights) {
        if (speed <= STEADY_SPEED) light.strength = light.isWorking ? 1 : 0;
        else light.strength = light.isWorking ? Math.min(1, light.strength + SWELL) : light.strength * FADE;
        light.isWorking = false;
        if (light.strength < 0.03) lights.delete(key);
        else paintLight(context, scene, light);
      }
    },
  };
}

function paintLight(context: CanvasRenderingContext2D, scene: Scene, { server, slot, person, strength }: Light): void {
  const card = scene.layout.servers[scene.placeOf[server] ?? -1];
  const { workers = 0, isDead = true } = scene.servers[server] ?? {};
  const { isCompact, racks } = scene.layout;
  if (card === undefined || isCompact || racks.length > 0 || isDead) return;
  if (!hasWorkerSquares(card, workers, scene.rem)) return;
  const { x, y, size } = workerSquare(card, slot, workers, scene.rem);
  context.globalAlpha = strength;
  context.fillStyle = scene.people[person]?.colour ?? scene.ink;
  context.beginPath();
  context.roundRect(x + 0.5, y + 0.5, size - 1, size - 1, size * 0.22);
  context.fill();
  context.globalAlpha = 1;
}
