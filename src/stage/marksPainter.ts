/**
 * Draws the requests in flight on a canvas, frame by frame. What it remembers between two frames is only what a mark
 * looked like when it set out: nothing that happens in the run depends on it.
 */
import type { Marks } from '../engine/index.ts';
import type { Playhead } from '../lab/playback.ts';
import { type Point, pointOn, strokeCurve } from './geometry.ts';
import { type Pose, phaseAt, poseAt, stillPose } from './motion.ts';
import { FOLLOWED_SPEED } from './pace.ts';
import { pointToServer } from './routes.ts';
import type { Scene } from './scene.ts';
import { createTraffic } from './traffic.ts';
import { createWorkerLights } from './workerLights.ts';

const MOST_LABELS = 3;

interface Traveller {
  /** The clue as it was when the request set out; the answer may bring another one. */
  readonly label: string;
  wasQueued: boolean;
  slot: number;
  seenInFrame: number;
}

export interface MarksPainter {
  paint(context: CanvasRenderingContext2D, scene: Scene, playhead: Playhead): void;
}

export function createMarksPainter(): MarksPainter {
  const travellers = new Map<number, Traveller>();
  const traffic = createTraffic();
  const workers = createWorkerLights();
  let frame = 0;

  const meet = (request: number, person: number, scene: Scene): Traveller => {
    let traveller = travellers.get(request);
    if (traveller === undefined) {
      traveller = { label: scene.people[person]?.clue ?? '', wasQueued: false, slot: -1, seenInFrame: frame };
      travellers.set(request, traveller);
    }
    traveller.seenInFrame = frame;
    return traveller;
  };

  return {
    paint(context, scene, { atMs, marks, speed }) {
      frame += 1;
      const { width, height } = context.canvas;
      context.save();
      context.setTransform(1, 0, 0, 1, 0, 0);
      context.clearRect(0, 0, width, height);
      context.restore();
      paintSelectedWay(context, scene, marks);
      if (marks === null) return;
      const isFollowed = speed <= FOLLOWED_SPEED;
      traffic.paint(context, scene, isFollowed ? null : marks);
      const busySlots = slotsInUse(marks, travellers);
      let labels = 0;
      for (let row = 0; row < marks.count; row += 1) {
        const person = marks.person[row] ?? 0;
        const server = marks.server[row] ?? -1;
        const request = marks.request[row] ?? 0;
        const phase = phaseAt(marks.phase[row] ?? 0);
        const traveller = meet(request, person, scene);
        if (phase === 'queued') traveller.wasQueued = true;
        const times = {
          phase,
          fromMs: marks.fromMs[row] ?? 0,
          untilMs: marks.untilMs[row] ?? 0,
          wasQueued: traveller.wasQueued,
        };
        const pose = scene.isStill ? stillPose(poseAt(times, atMs)) : poseAt(times, atMs);
        if (phase === 'working' && traveller.slot < 0) traveller.slot = takeSlot(busySlots, server);
        if (pose.leg === 'worker') {
          workers.work(scene, server, traveller.slot, person);
          continue;
        }
        if (!isFollowed) continue;
        const point = placeOf(pose, scene, person, server);
        if (point === null) continue;
        paintDot(context, scene, point, person, pose, headingOf(pose, scene, person, server));
        const isSelected = person === scene.selected;
        // In a small picture nothing but a request on the open way has room for words.
        const isCrowded = scene.layout.isCompact && phase === 'at-balancer';
        const hasRoom =
          (isSelected && !isCrowded) || (speed <= 0.25 && labels < MOST_LABELS && isInTheOpen(pose, point, scene));
        if (hasRoom && !pose.isBack) {
          const to = scene.servers[server]?.id;
          const text = labelOf(pose, phase === 'at-balancer', traveller.label, to);
          if (text !== '') {
            labels += 1;
            paintLabel(context, scene, point, text, person);
          }
        }
      }
      workers.paint(context, scene, speed);
      for (const [request, { seenInFrame }] of travellers) if (seenInFrame !== frame) travellers.delete(request);
    },
  };
}

/** Labels of others are shown mid-way only, where they cover neither a name nor a server. */
function isInTheOpen(pose: Pose, { x }: Point, { layout }: Scene): boolean {
  const { people } = layout.headings;
  if (layout.isCompact || layout.direction === 'down') return false;
  return pose.leg === 'outer' && x > people.x + people.width && x < (people.x + people.width + layout.balancer.x) / 2;
}

function labelOf(pose: Pose, isWaitingToRetry: boolean, clue: string, server: string | undefined): string {
  if (isWaitingToRetry) return server === undefined ? 'waits to try again' : `waits to try ${server} again`;
  return pose.leg === 'inner' ? sentTo(clue, server) : clue;
}

/** "SRV=s3 → s4" where the clue asked for another server. */
function sentTo(label: string, server: string | undefined): string {
  if (server === undefined) return label;
  return label.endsWith(`=${server}`) ? label : `${label} → ${server}`.trim();
}

function placeOf(pose: Exclude<Pose, { leg: 'worker' }>, scene: Scene, person: number, server: number): Point | null {
  const outer = scene.routes.outer[scene.seatOf[person] ?? -1];
  if (outer === undefined) return null;
  if (pose.leg === 'outer') return pointOn(outer, pose.share);
  const inner = scene.routes.inner[scene.placeOf[server] ?? -1];
  return inner === undefined ? pointOn(outer, 1) : pointToServer(outer, inner, pose.share);
}

function slotsInUse(marks: Marks, travellers: ReadonlyMap<number, Traveller>): Map<number, Set<number>> {
  const inUse = new Map<number, Set<number>>();
  for (let row = 0; row < marks.count; row += 1) {
    const slot = travellers.get(marks.request[row] ?? -1)?.slot ?? -1;
    const server = marks.server[row] ?? -1;
    if (slot < 0 || phaseAt(marks.phase[row] ?? 0) !== 'working') continue;
    const slots = inUse.get(server) ?? new Set();
    inUse.set(server, slots.add(slot));
  }
  return inUse;
}

function takeSlot(inUse: Map<number, Set<number>>, server: number): number {
  const slots = inUse.get(server) ?? new Set<number>();
  let slot = 0;
  while (slots.has(slot)) slot += 1;
  inUse.set(server, slots.add(slot));
  return slot;
}

/** Which way it is going, in radians. */
function headingOf(
  pose: Exclude<Pose, { leg: 'worker' }>,
  scene: Scene,
  person: number,
  server: number,
): number | null {
  if (pose.isWaiting || scene.isStill) return null;
  const before = placeOf({ ...pose, share: Math.max(0, pose.share - 0.01) }, scene, person, server);
  const after = placeOf({ ...pose, share: Math.min(1, pose.share + 0.01) }, scene, person, server);
  if (before === null || after === null) return null;
  const angle = Math.atan2(after.y - before.y, after.x - before.x);
  return pose.isBack ? angle + Math.PI : angle;
}

/** A request is filled, its answer hollow; both carry the letter of their person, and show where they are going. */
function paintDot(
  context: CanvasRenderingContext2D,
  scene: Scene,
  { x, y }: Point,
  person: number,
  { isBack, isWaiting }: { readonly isBack: boolean; readonly isWaiting: boolean },
  heading: number | null,
): void {
  const { rem } = scene;
  const radius = rem * (scene.layout.isCompact ? 0.375 : person === scene.selected ? 0.5 : 0.4375);
  const {
    colour = scene.ink,
    letterFill = scene.ink,
    letter = '',
    carriesSession = false,
  } = scene.people[person] ?? {};
  if (heading !== null) paintHead(context, { x, y }, heading, radius, colour);
  context.beginPath();
  // The session itself travels along: its square is seen.
  if (carriesSession) context.roundRect(x - radius, y - radius, radius * 2, radius * 2, radius * 0.5);
  else context.arc(x, y, radius, 0, 2 * Math.PI);
  context.fillStyle = isBack ? scene.paper : letterFill;
  context.strokeStyle = isBack ? colour : scene.paper;
  context.lineWidth = isBack ? 2 : 1.25;
  context.fill();
  context.stroke();
  // Who has to wait has a ring around them.
  if (isWaiting) {
    context.beginPath();
    context.arc(x, y, radius + 2.5, 0, 2 * Math.PI);
    context.strokeStyle = colour;
    context.lineWidth = 1.25;
    context.stroke();
  }
  if (scene.layout.isCompact) return;
  context.font = `650 ${radius * 1.3}px "Inter Variable", sans-serif`;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.fillStyle = isBack ? scene.ink : scene.letterInk;
  context.fillText(letter, x, y + 0.5);
  context.textAlign = 'start';
}

function paintHead(
  context: CanvasRenderingContext2D,
  { x, y }: Point,
  heading: number,
  radius: number,
  colour: string,
): void {
  context.save();
  context.translate(x, y);
  context.rotate(heading);
  context.beginPath();
  context.moveTo(radius * 1.75, 0);
  context.lineTo(radius * 0.95, -radius * 0.6);
  context.lineTo(radius * 0.95, radius * 0.6);
  context.closePath();
  context.fillStyle = colour;
  context.fill();
  context.restore();
}

function paintLabel(
  context: CanvasRenderingContext2D,
  scene: Scene,
  { x, y }: Point,
  text: string,
  person: number,
): void {
  const { rem } = scene;
  context.font = scene.mono;
  const width = context.measureText(text).width + rem * 0.75;
  const height = rem * 1.125;
  // Never over the names of servers.
  const { direction, headings } = scene.layout;
  const rightmost =
    direction === 'across' ? headings.servers.x - rem * 0.5 : headings.servers.x + headings.servers.width;
  const isBeforeBalancer = direction === 'across' && x < scene.layout.balancer.x;
  const limit = isBeforeBalancer ? scene.layout.balancer.x - rem * 0.5 : rightmost;
  const isOnPhone = direction === 'down' && y <= scene.layout.balancer.y;
  // On a phone the line of the heading is the only place without letters, right of its words and left of its menu.
  const left = isOnPhone
    ? clamp(
        headings.balancer.x + rem * 6.5,
        x - width / 2,
        headings.balancer.x + headings.balancer.width - rem * 2.5 - width,
      )
    : Math.min(x + rem * 0.55, limit - width);
  const top = isOnPhone ? headings.balancer.y - rem * 0.125 : y - rem * 1.75;
  context.beginPath();
  context.roundRect(left, top, width, height, height / 2.6);
  context.fillStyle = scene.paper;
  context.fill();
  context.strokeStyle = scene.people[person]?.colour ?? scene.ink;
  context.lineWidth = 1;
  context.stroke();
  context.fillStyle = scene.ink;
  context.textBaseline = 'middle';
  context.fillText(text, left + rem * 0.375, top + height / 2 + 0.5);
}

const clamp = (low: number, value: number, high: number): number => Math.max(low, Math.min(value, high));

/** The way of the selected person's request: where it goes now, or where the last one went. */
function paintSelectedWay(context: CanvasRenderingContext2D, scene: Scene, marks: Marks | null): void {
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
  context.lineWidth = isUnderway ? 2 : 1.5;
  context.globalAlpha = isUnderway ? 0.95 : 0.3;
  strokeCurve(context, outer);
  const inner = scene.routes.inner[scene.placeOf[server] ?? -1];
  if (scene.servers[server]?.isDead) context.setLineDash([3, 5]);
  if (inner !== undefined) strokeCurve(context, inner);
  context.setLineDash([]);
  context.globalAlpha = 1;
}
