/**
 * Draws the requests in flight on a canvas, frame by frame. What it remembers between two frames is only what a mark
 * looked like when it set out: nothing that happens in the run depends on it. A frame makes no objects per request.
 */
import type { Marks } from '../engine/index.ts';
import type { Playhead } from '../lab/playback.ts';
import { createDots } from './dots.ts';
import { strokeCurve } from './geometry.ts';
import { emptyPlace, phaseAt, placeAt, standStill, WORKER } from './motion.ts';
import { FOLLOWED_SPEED } from './pace.ts';
import { locate, type Pen, penFor } from './pen.ts';
import type { Scene } from './scene.ts';
import { createSwarm } from './swarm.ts';
import { createTraffic } from './traffic.ts';
import { createWorkerLights } from './workerLights.ts';
import type { View } from './zoom.ts';

/** More are not told apart by letter and heading: each is a small mark in the colour of its person. */
const MOST_DOTS = 120;
const MOST_TOLD = 3;

interface Traveller {
  /** The clue as it was when the request set out; the answer may bring another one. */
  readonly label: string;
  server: number;
  wasQueued: boolean;
  slot: number;
  seenInFrame: number;
}

export interface MarksPainter {
  paint(context: CanvasRenderingContext2D, scene: Scene, playhead: Playhead, view: View): void;
}

export function createMarksPainter(): MarksPainter {
  const travellers = new Map<number, Traveller>();
  const slots = new Map<number, Set<number>>();
  const traffic = createTraffic();
  const workers = createWorkerLights();
  const dots = createDots();
  const swarm = createSwarm();
  const place = emptyPlace();
  const at = { x: 0, y: 0 };
  let frame = 0;

  const meet = (request: number, person: number, scene: Scene): Traveller => {
    let traveller = travellers.get(request);
    if (traveller === undefined) {
      const label = scene.people[person]?.clue ?? '';
      traveller = { label, server: -1, wasQueued: false, slot: -1, seenInFrame: frame };
      travellers.set(request, traveller);
    }
    traveller.seenInFrame = frame;
    return traveller;
  };

  const takeSlot = (traveller: Traveller, server: number): void => {
    const taken = slots.get(server) ?? new Set<number>();
    let slot = 0;
    while (taken.has(slot)) slot += 1;
    slots.set(server, taken.add(slot));
    traveller.slot = slot;
    traveller.server = server;
  };

  const forgetThoseWhoLeft = (): void => {
    for (const [request, { seenInFrame, server, slot }] of travellers) {
      if (seenInFrame === frame) continue;
      if (slot >= 0) slots.get(server)?.delete(slot);
      travellers.delete(request);
    }
  };

  return {
    paint(context, scene, { atMs, marks, speed }, view) {
      frame += 1;
      clear(context);
      const pen = penFor(context, scene, view);
      paintSelectedWay(pen, marks);
      if (marks === null) return;
      const isFollowed = speed <= FOLLOWED_SPEED;
      const isSwarm = marks.count > MOST_DOTS;
      traffic.paint(pen, isFollowed ? null : marks);
      dots.begin(speed);
      let told = 0;
      for (let row = 0; row < marks.count; row += 1) {
        const person = marks.person[row] ?? 0;
        const server = marks.server[row] ?? -1;
        const phase = phaseAt(marks.phase[row] ?? 0);
        const traveller = meet(marks.request[row] ?? 0, person, scene);
        if (phase === 'queued') traveller.wasQueued = true;
        placeAt(place, phase, marks.fromMs[row] ?? 0, marks.untilMs[row] ?? 0, traveller.wasQueued, atMs);
        if (scene.isStill) standStill(place);
        if (phase === 'working' && traveller.slot < 0) takeSlot(traveller, server);
        if (place.leg === WORKER) workers.work(scene, server, traveller.slot, person);
        else if (isFollowed && locate(at, place, scene, person, server)) {
          // Of the one who is followed a few are told, however many there are.
          const isTold = person === scene.selected && told < MOST_TOLD;
          if (isSwarm && !isTold) swarm.add(scene, person, at.x, at.y, place.isBack);
          else {
            told += 1;
            dots.paint(pen, at, place, person, server, traveller.label, phase === 'at-balancer');
          }
        }
      }
      swarm.paint(pen);
      workers.paint(pen, speed);
      forgetThoseWhoLeft();
    },
  };
}

function clear(context: CanvasRenderingContext2D): void {
  const { width, height } = context.canvas;
  context.save();
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.clearRect(0, 0, width, height);
  context.restore();
}

/** The way of the selected person's request: where it goes now, or where the last one went. */
function paintSelectedWay({ context, scene, px }: Pen, marks: Marks | null): void {
  const outer = scene.routes.outer[scene.seatOf[scene.selected] ?? -1];
  if (outer === undefined) return;
  let server = scene.lastServer;
  let isUnderway = false;
  for (let row = 0; marks !== null && row < marks.count; row += 1) {
    if (marks.person[row] !== scene.selected) continue;
    isUnderway = true;
    server = marks.server[row] ?? -1;
  }
  context.strokeStyle = scene.people[scene.selected]?.colour ?? scene.ink;
  context.lineWidth = (isUnderway ? 2 : 1.5) * px;
  context.globalAlpha = isUnderway ? 0.95 : 0.3;
  strokeCurve(context, outer);
  const inner = scene.routes.inner[scene.placeOf[server] ?? -1];
  if (scene.servers[server]?.isDead) context.setLineDash([3 * px, 5 * px]);
  if (inner !== undefined) strokeCurve(context, inner);
  context.setLineDash([]);
  context.globalAlpha = 1;
}
