/**
 * Those who are too many or too small for elements: people of crowds and servers of racks, drawn on a canvas whenever
 * the state or the view changes. Shape says how each stands, hue whose session it is.
 */
import type { PersonSnapshot, ServerSnapshot } from '../engine/index.ts';
import { type Standing, standingOf } from '../lab/wording.ts';
import type { CanvasLook } from '../theme/canvasLook.ts';
import { sessionColour } from '../theme/sessionHue.ts';
import { type CrowdPlace, cellOf } from './crowdLayout.ts';
import type { Crowd } from './crowds.ts';
import type { Rect } from './geometry.ts';
import { type Condition, conditionOf } from './serverWords.ts';
import { touches, type View } from './zoom.ts';

export interface Backdrop {
  /** Crowds that are not drawn as elements, with who is in each. */
  readonly crowds: readonly { readonly place: CrowdPlace; readonly crowd: Crowd }[];
  readonly people: readonly PersonSnapshot[];
  readonly hues: readonly number[];
  readonly selected: number;
  /** Servers that are not drawn as elements. */
  readonly servers: readonly { readonly server: ServerSnapshot; readonly place: Rect; readonly isSelected: boolean }[];
  readonly mostSessions: number;
  readonly look: CanvasLook;
}

export function paintBackdrop(context: CanvasRenderingContext2D, backdrop: Backdrop, view: View, ratio: number): void {
  const { width, height } = context.canvas;
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.clearRect(0, 0, width, height);
  context.setTransform(ratio * view.k, 0, 0, ratio * view.k, ratio * view.x, ratio * view.y);
  const px = 1 / view.k;
  const inks = backdrop.look;
  const shown: Rect = { x: -view.x * px, y: -view.y * px, width: (width / ratio) * px, height: (height / ratio) * px };
  for (const { place, crowd } of backdrop.crowds) paintCrowd(context, backdrop, place, crowd, shown, px, inks);
  for (const { server, place, isSelected } of backdrop.servers)
    if (touches(place, shown)) paintServer(context, server, place, backdrop.mostSessions, isSelected, px, inks);
}

function paintCrowd(
  context: CanvasRenderingContext2D,
  { people, hues, selected, look: { look } }: Backdrop,
  place: CrowdPlace,
  crowd: Crowd,
  shown: Rect,
  px: number,
  inks: CanvasLook,
): void {
  const gap = Math.max(0.5 * px, place.cell * 0.14);
  const size = place.cell - gap;
  crowd.people.forEach((row, index) => {
    const cell = cellOf(place, index);
    const person = people[row];
    if (person === undefined || !touches(cell, shown)) return;
    const colour = sessionColour(hues[row] ?? row, look);
    paintPerson(context, cell.x, cell.y, size, standingOf(person), colour, px, inks);
    if (row !== selected) return;
    context.strokeStyle = inks.ink;
    context.lineWidth = 2 * px;
    context.strokeRect(cell.x - 1.5 * px, cell.y - 1.5 * px, size + 3 * px, size + 3 * px);
  });
}

function paintPerson(
  context: CanvasRenderingContext2D,
  x: number,
  y: number,
  size: number,
  standing: Standing,
  colour: string,
  px: number,
  { ink }: CanvasLook,
): void {
  switch (standing) {
    case 'fine':
      context.fillStyle = colour;
      context.fillRect(x, y, size, size);
      return;
    case 'visitor':
      context.fillStyle = colour;
      context.fillRect(x + size * 0.35, y + size * 0.35, size * 0.3, size * 0.3);
      return;
    // Believes in a session that is gone: only its outline is left.
    case 'unaware':
      context.strokeStyle = ink;
      context.lineWidth = Math.max(px, size * 0.16);
      context.strokeRect(x + size * 0.1, y + size * 0.1, size * 0.8, size * 0.8);
      return;
    case 'signed-out':
    case 'expired':
    case 'failed':
    case 'misled':
      context.strokeStyle = ink;
      context.lineWidth = Math.max(1.25 * px, size * 0.2);
      context.beginPath();
      context.moveTo(x, y);
      context.lineTo(x + size, y + size);
      if (standing !== 'misled') {
        context.moveTo(x + size, y);
        context.lineTo(x, y + size);
      }
      context.stroke();
  }
}

function paintServer(
  context: CanvasRenderingContext2D,
  server: ServerSnapshot,
  { x, y, width, height }: Rect,
  mostSessions: number,
  isSelected: boolean,
  px: number,
  inks: CanvasLook,
): void {
  const condition = conditionOf(server);
  context.fillStyle = inks.card;
  context.fillRect(x, y, width, height);
  context.fillStyle = inks.muted;
  context.fillRect(x, y + height * 0.2, (width * server.sessions.length) / mostSessions, height * 0.4);
  context.fillStyle = inks.ink;
  context.fillRect(x, y + height * 0.75, width * Math.min(1, server.working.length / server.workers), height * 0.15);
  context.strokeStyle = condition === 'well' ? inks.muted : inks.ink;
  context.lineWidth = (isSelected ? 2.5 : condition === 'well' ? 1 : 1.5) * px;
  if (isDashed(condition)) context.setLineDash([3 * px, 2 * px]);
  context.strokeRect(x, y, width, height);
  context.setLineDash([]);
  if (condition === 'dead' || condition === 'hung' || condition === 'cut')
    paintTrouble(context, x, y, width, height, condition);
}

const isDashed = (condition: Condition): boolean =>
  condition === 'dead' || condition === 'drain' || condition === 'maintenance' || condition === 'removed';

/** Dead is crossed out, hung stands on two bars, cut off has a gap. */
function paintTrouble(
  context: CanvasRenderingContext2D,
  x: number,
  y: number,
  width: number,
  height: number,
  condition: 'dead' | 'hung' | 'cut',
): void {
  context.beginPath();
  if (condition === 'dead') {
    context.moveTo(x, y);
    context.lineTo(x + width, y + height);
    context.moveTo(x + width, y);
    context.lineTo(x, y + height);
  } else {
    const lean = condition === 'cut' ? height * 0.3 : 0;
    for (const share of [0.42, 0.58]) {
      context.moveTo(x + width * share - lean, y + height);
      context.lineTo(x + width * share + lean, y);
    }
  }
  context.stroke();
}
