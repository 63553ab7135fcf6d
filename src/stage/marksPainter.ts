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
/** Of the one who is followed, among so many: more would cover one another, and words take longer than all the marks. */
const MOST_TOLD = 1;

interface Traveller {
  /** The clue as it was when the request set out; the answer may bring another one. */
  readonly label: string;
  server: number;
  wasQueued: boolean;
  slot: number;
  /** Of the marks that it was seen in last. */
  seenIn: Marks;
}

export interface MarksPainter {
  paint(context: CanvasRenderingContext2D, scene: Scene, playhead: Playhead, view: View): void;
}

export function createMarksPainter(): MarksPainter {
  const travellers = new Map<number, Traveller>();
  /** Of each row of the marks that were taken last; and whether they have queued, for it is asked each frame. */
  let rows: Traveller[] = [];
  let queued = new Uint8Array(0);
  let taken: Marks | null = null;
  const slots = new Map<number, Set<number>>();
  const traffic = createTraffic();
  const workers = createWorkerLights();
  const dots = createDots();
  const swarm = createSwarm();
  const place = emptyPlace();
  const at = { x: 0, y: 0 };

  const meet = (marks: Marks, row: number, scene: Scene): Traveller => {
    const request = marks.request[row] ?? 0;
    let traveller = travellers.get(request);
    if (traveller === undefined) {
      const label = scene.people[marks.person[row] ?? 0]?.clue ?? '';
      traveller = { label, server: -1, wasQueued: false, slot: -1, seenIn: marks };
      travellers.set(request, traveller);
    }
    traveller.seenIn = marks;
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

  const forgetThoseWhoLeft = (marks: Marks): void => {
    for (const [request, { seenIn, server, slot }] of travellers) {
      if (seenIn === marks) continue;
      if (slot >= 0) slots.get(server)?.delete(slot);
      travellers.delete(request);
    }
  };

  /** What the engine has told holds for several frames: who is who is looked up once. */
  const take = (marks: Marks, scene: Scene): void => {
    if (marks === taken) return;
    taken = marks;
    rows = [];
    queued = new Uint8Array(marks.count);
    for (let row = 0; row < marks.count; row += 1) {
      const phase = phaseAt(marks.phase[row] ?? 0);
      const traveller = meet(marks, row, scene);
      if (phase === 'queued') traveller.wasQueued = true;
      if (phase === 'working' && traveller.slot < 0) takeSlot(traveller, marks.server[row] ?? -1);
      rows.push(traveller);
      queued[row] = Number(traveller.wasQueued);
    }
    forgetThoseWhoLeft(marks);
  };

  return {
    paint(context, scene, { atMs, marks, speed }, view) {
      const pen = penFor(context, scene, view);
      paintSelectedWay(pen, marks);
      if (marks === null) return;
      take(marks, scene);
      const isFollowed = speed <= FOLLOWED_SPEED;
      const isSwarm = marks.count > MOST_DOTS;
      traffic.paint(pen, isFollowed ? null : marks);
      dots.begin(speed);
      let told = 0;
      for (let row = 0; row < marks.count; row += 1) {
        const person = marks.person[row] as number;
        const server = marks.server[row] as number;
        const phase = phaseAt(marks.phase[row] as number);
        placeAt(place, phase, marks.fromMs[row] as number, marks.untilMs[row] as number, queued[row] === 1, atMs);
        if (scene.isStill) standStill(place);
        if (place.leg === WORKER) workers.work(scene, server, rows[row]?.slot ?? -1, person);
        else if (isFollowed && locate(at, place, scene, person, server)) {
          const isTold = person === scene.selected && told < MOST_TOLD;
          if (isSwarm && !isTold) swarm.add(scene.people[person]?.hueBand ?? 0, at.x, at.y, place.isBack);
          else {
            told += 1;
            dots.paint(pen, at, place, person, server, rows[row]?.label ?? '', phase === 'at-balancer');
          }
        }
      }
      swarm.paint(pen);
      workers.paint(pen, speed);
    },
  };
}

const APART_PX = 3.5;

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
  context.strokeStyle = scene.people[scene.selected]?.colour ?? scene.look.ink;
  context.lineWidth = (isUnderway ? 2 : 1.5) * px;
  context.globalAlpha = isUnderway ? 0.95 : 0.3;
  strokeCurve(context, outer);
  const inner = scene.routes.inner[scene.placeOf[server] ?? -1];
  const isDead = scene.servers[server]?.isDead === true;
  if (isDead) context.setLineDash([3 * px, 5 * px]);
  if (inner !== undefined) {
    // Beside the way that all take to that server: what others send does not travel on this person's line.
    const apart = APART_PX * px;
    const isAcross = scene.layout.direction === 'across';
    const [x, y] = isAcross ? [0, -apart] : [apart, 0];
    context.translate(x, y);
    strokeCurve(context, inner);
    context.translate(-x, -y);
  }
  if (isDead) context.setLineDash([]);
  context.globalAlpha = 1;
}
