/** A few requests, each drawn in full: whose it is, where it is going, what it carries. */

import { words } from '../language/words.ts';
import type { Point } from './geometry.ts';
import { OUTER, type Place } from './motion.ts';
import { FOLLOWED_SPEED } from './pace.ts';
import { locate, type Pen } from './pen.ts';
import type { Scene } from './scene.ts';

const MOST_LABELS = 3;
/** Up to this speed words can be read before they have gone. */
const READ_SPEED = 0.25;

export function createDots() {
  let labels = 0;
  let speed = FOLLOWED_SPEED;
  const before = { x: 0, y: 0 };
  const after = { x: 0, y: 0 };
  const near = { leg: OUTER, share: 0, isBack: false, isWaiting: false };

  /** Which way it is going, in radians; null for one that stands. */
  const headingOf = (place: Place, scene: Scene, person: number, server: number): number | null => {
    if (place.isWaiting || scene.isStill) return null;
    near.leg = place.leg;
    near.share = Math.max(0, place.share - 0.01);
    if (!locate(before, near, scene, person, server)) return null;
    near.share = Math.min(1, place.share + 0.01);
    if (!locate(after, near, scene, person, server)) return null;
    const angle = Math.atan2(after.y - before.y, after.x - before.x);
    return place.isBack ? angle + Math.PI : angle;
  };

  return {
    begin(newSpeed: number): void {
      labels = 0;
      speed = newSpeed;
    },
    paint(
      pen: Pen,
      at: Point,
      place: Place,
      person: number,
      server: number,
      clue: string,
      isWaitingToRetry: boolean,
    ): void {
      const { scene } = pen;
      paintDot(pen, at, person, place, headingOf(place, scene, person, server));
      // In a small picture nothing but a request on the open way has room for words.
      const isCrowded = scene.layout.isCompact && isWaitingToRetry;
      const hasRoom =
        (person === scene.selected && !isCrowded) ||
        (speed <= READ_SPEED && labels < MOST_LABELS && isInTheOpen(place, at, scene));
      if (!hasRoom || place.isBack) return;
      const text = labelOf(place, isWaitingToRetry, clue, scene.servers[server]?.id);
      if (text === '') return;
      labels += 1;
      paintLabel(pen, at, text, person);
    },
  };
}

/** Labels of others are shown mid-way only, where they cover neither a name nor a server. */
function isInTheOpen({ leg }: Place, { x }: Point, { layout }: Scene): boolean {
  const { people } = layout.headings;
  if (layout.isCompact || layout.direction === 'down' || layout.crowds.length > 0) return false;
  return leg === OUTER && x > people.x + people.width && x < (people.x + people.width + layout.balancer.x) / 2;
}

function labelOf({ leg }: Place, isWaitingToRetry: boolean, clue: string, server: string | undefined): string {
  if (isWaitingToRetry) return words.stage.request.waits(server);
  return leg === OUTER ? clue : sentTo(clue, server);
}

/** "SRV=s3 → s4" where the clue asked for another server. */
function sentTo(label: string, server: string | undefined): string {
  if (server === undefined) return label;
  return label.endsWith(`=${server}`) ? label : `${label} → ${server}`.trim();
}

/** A request is filled, its answer hollow; both carry the letter of their person, and show where they are going. */
function paintDot(
  { context, scene, rem, px }: Pen,
  { x, y }: Point,
  person: number,
  { isBack, isWaiting }: Place,
  heading: number | null,
): void {
  const radius = rem * (scene.layout.isCompact ? 0.375 : person === scene.selected ? 0.5 : 0.4375);
  const {
    colour = scene.look.ink,
    letterFill = scene.look.ink,
    letter = '',
    carriesSession = false,
    isAttacker = false,
  } = scene.people[person] ?? {};
  if (heading !== null) paintHead(context, { x, y }, heading, radius, colour);
  context.beginPath();
  // The session itself travels along: its square is seen. Who attacks stands on a point, as their mark does.
  if (isAttacker) diamond(context, x, y, radius * 1.25);
  else if (carriesSession) context.roundRect(x - radius, y - radius, radius * 2, radius * 2, radius * 0.5);
  else context.arc(x, y, radius, 0, 2 * Math.PI);
  context.fillStyle = isBack ? scene.look.paper : letterFill;
  context.strokeStyle = isBack ? colour : scene.look.paper;
  context.lineWidth = (isBack ? 2 : 1.25) * px;
  context.fill();
  context.stroke();
  // Who has to wait has a ring around them.
  if (isWaiting) {
    context.beginPath();
    context.arc(x, y, radius + 2.5 * px, 0, 2 * Math.PI);
    context.strokeStyle = colour;
    context.lineWidth = 1.25 * px;
    context.stroke();
  }
  if (scene.layout.isCompact || letter === '') return;
  context.font = `650 ${radius * 1.3}px "Inter Variable", sans-serif`;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.fillStyle = isBack ? scene.look.ink : scene.look.letter;
  context.fillText(letter, x, y + 0.5 * px);
  context.textAlign = 'start';
}

function diamond(context: CanvasRenderingContext2D, x: number, y: number, reach: number): void {
  context.moveTo(x, y - reach);
  context.lineTo(x + reach, y);
  context.lineTo(x, y + reach);
  context.lineTo(x - reach, y);
  context.closePath();
}

function paintHead(
  context: CanvasRenderingContext2D,
  { x, y }: Point,
  heading: number,
  radius: number,
  colour: string,
): void {
  const cos = Math.cos(heading) * radius;
  const sin = Math.sin(heading) * radius;
  context.beginPath();
  context.moveTo(x + 1.75 * cos, y + 1.75 * sin);
  context.lineTo(x + 0.95 * cos + 0.6 * sin, y + 0.95 * sin - 0.6 * cos);
  context.lineTo(x + 0.95 * cos - 0.6 * sin, y + 0.95 * sin + 0.6 * cos);
  context.closePath();
  context.fillStyle = colour;
  context.fill();
}

function paintLabel({ context, scene, rem, px }: Pen, { x, y }: Point, text: string, person: number): void {
  context.font = `${rem * 0.69}px "IBM Plex Mono", monospace`;
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
        headings.balancer.x + headings.balancer.width - rem * 6 - width,
      )
    : Math.min(x + rem * 0.55, limit - width);
  const top = isOnPhone ? headings.balancer.y - rem * 0.125 : y - rem * 1.75;
  context.beginPath();
  context.roundRect(left, top, width, height, height / 2.6);
  context.fillStyle = scene.look.paper;
  context.fill();
  context.strokeStyle = scene.people[person]?.colour ?? scene.look.ink;
  context.lineWidth = px;
  context.stroke();
  context.fillStyle = scene.look.ink;
  context.textBaseline = 'middle';
  context.fillText(text, left + rem * 0.375, top + height / 2 + 0.5 * px);
}

const clamp = (low: number, value: number, high: number): number => Math.max(low, Math.min(value, high));
