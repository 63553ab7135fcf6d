/**
 * Those who are too many or too small for elements: people of crowds and servers of racks, drawn on a canvas whenever
 * the state or the view changes. Shape says how each stands, hue whose session it is.
 */
import type { PersonSnapshot, ServerSnapshot } from '../engine/index.ts';
import { type Standing, standingOf } from '../lab/wording.ts';
import type { CanvasLook } from '../theme/canvasLook.ts';
import { hueBandOf, swarmColour } from '../theme/sessionHue.ts';
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
  for (const { place, crowd } of backdrop.crowds) paintCrowd(context, backdrop, place, crowd, shown, px);
  for (const { server, place, isSelected } of backdrop.servers)
    if (touches(place, shown)) paintServer(context, server, place, backdrop.mostSessions, isSelected, px, inks);
}

function paintCrowd(
  context: CanvasRenderingContext2D,
  { people, hues, selected, look }: Backdrop,
  place: CrowdPlace,
  crowd: Crowd,
  shown: Rect,
  px: number,
): void {
  const gap = Math.max(0.5 * px, place.cell * 0.14);
  const size = place.cell - gap;
  const looks = createLooks();
  crowd.people.forEach((row, index) => {
    const { x, y } = cellOf(place, index);
    const person = people[row];
    if (person === undefined || !touches({ x, y, width: size, height: size }, shown)) return;
    looks.add(standingOf(person), hueBandOf(hues[row] ?? row), x, y);
    if (row !== selected) return;
    context.strokeStyle = look.ink;
    context.lineWidth = 2 * px;
    context.strokeRect(x - 1.5 * px, y - 1.5 * px, size + 3 * px, size + 3 * px);
  });
  const areFigures = size / px >= LEAST_FIGURE_PX;
  const figures = areFigures ? paintFigures : paintSquares;
  looks.fine.forEach((points, band) => {
    figures(context, points, size, 1, swarmColour(band, look.look));
  });
  // Who has no session has no colour either.
  figures(context, looks.visitors, size, areFigures ? 0.8 : 0.4, look.muted);
  // Who believes in a session that is gone: only the outline of them is left.
  figures(context, looks.unaware, size, 1, look.ink);
  figures(context, looks.unaware, size, areFigures ? 0.5 : 0.6, look.paper);
  context.strokeStyle = look.ink;
  context.lineWidth = Math.max(1.25 * px, size * 0.2);
  context.beginPath();
  traceStrokes(context, looks.misled, size, false);
  traceStrokes(context, looks.harmed, size, true);
  context.stroke();
}

/** In px of the screen: smaller, head and shoulders can't be told from a square. */
const LEAST_FIGURE_PX = 5.5;

/** Corners of the places of those who look alike (x, y, x, y …), so that they are drawn in one path. */
type Points = number[];

function createLooks() {
  const looks = {
    /** By band of hue. */
    fine: [] as Points[],
    visitors: [] as Points,
    unaware: [] as Points,
    misled: [] as Points,
    harmed: [] as Points,
  };
  const pointsOf = (standing: Standing, band: number): Points => {
    switch (standing) {
      case 'fine':
        looks.fine[band] ??= [];
        return looks.fine[band];
      case 'visitor':
        return looks.visitors;
      case 'unaware':
        return looks.unaware;
      case 'misled':
        return looks.misled;
      case 'signed-out':
      case 'expired':
      case 'failed':
        return looks.harmed;
    }
  };
  return {
    ...looks,
    add: (standing: Standing, band: number, x: number, y: number): void => void pointsOf(standing, band).push(x, y),
  };
}

/** Head and shoulders: a disc over a bar with round ends, both as lines. */
function paintFigures(
  context: CanvasRenderingContext2D,
  points: Points,
  size: number,
  share: number,
  colour: string,
): void {
  context.strokeStyle = colour;
  context.lineCap = 'round';
  const thick = size * 0.46 * share;
  for (const [height, reach] of [
    [0.25, 0.001],
    [0.76, 0.24],
  ] as const) {
    context.lineWidth = thick;
    context.beginPath();
    for (let index = 0; index < points.length; index += 2) {
      const x = (points[index] ?? 0) + size / 2;
      const y = (points[index + 1] ?? 0) + size * (0.5 + (height - 0.5) * Math.max(share, 0.8));
      context.moveTo(x - size * reach * share, y);
      context.lineTo(x + size * reach * share, y);
    }
    context.stroke();
  }
  context.lineCap = 'butt';
}

function paintSquares(
  context: CanvasRenderingContext2D,
  points: Points,
  size: number,
  share: number,
  colour: string,
): void {
  context.fillStyle = colour;
  const edge = (size * (1 - share)) / 2;
  for (let index = 0; index < points.length; index += 2)
    context.fillRect((points[index] ?? 0) + edge, (points[index + 1] ?? 0) + edge, size * share, size * share);
}

function traceStrokes(context: CanvasRenderingContext2D, points: Points, size: number, isCross: boolean): void {
  for (let index = 0; index < points.length; index += 2) {
    const x = points[index] ?? 0;
    const y = points[index + 1] ?? 0;
    context.moveTo(x, y);
    context.lineTo(x + size, y + size);
    if (!isCross) continue;
    context.moveTo(x + size, y);
    context.lineTo(x, y + size);
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
