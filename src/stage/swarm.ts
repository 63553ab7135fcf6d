/**
 * Many requests at once: a small mark each, filled on the way in and hollow on the way back, drawn colour by colour in
 * one path, so that a frame with thousands stays cheap.
 */
import { swarmColour } from '../theme/sessionHue.ts';
import type { Pen } from './pen.ts';

/** Beyond this, corners are not seen, and squares are drawn in a third of the time of discs. */
const MOST_DISCS = 600;

/** Of one hue, going one way. */
interface Bucket {
  count: number;
  /** x, y, x, y … */
  points: Float32Array;
}

export function createSwarm() {
  /** By hue: twice its band, and one more on the way back. */
  const buckets: Bucket[] = [];
  let total = 0;

  return {
    add(hueBand: number, x: number, y: number, isBack: boolean): void {
      const index = hueBand * 2 + Number(isBack);
      while (buckets.length <= index) buckets.push({ count: 0, points: new Float32Array(64) });
      const bucket = buckets[index] as Bucket;
      if (bucket.count * 2 >= bucket.points.length) {
        const grown = new Float32Array(bucket.points.length * 2);
        grown.set(bucket.points);
        bucket.points = grown;
      }
      bucket.points[bucket.count * 2] = x;
      bucket.points[bucket.count * 2 + 1] = y;
      bucket.count += 1;
      total += 1;
    },
    paint(pen: Pen): void {
      if (total === 0) return;
      if (total > MOST_DISCS) paintSquares(pen, buckets);
      else paintDiscs(pen, buckets);
      for (const bucket of buckets) bucket.count = 0;
      total = 0;
    },
  };
}

/**
 * A line of no length with round ends is a disc, in half the time of an arc. Answers are hollow: a smaller disc of paper
 * on each.
 */
function paintDiscs({ context, rem, px, scene }: Pen, buckets: readonly Bucket[]): void {
  const radius = 0.25 * rem;
  context.lineCap = 'round';
  context.lineWidth = 2 * radius;
  for (let index = 0; index < buckets.length; index += 2) {
    const there = buckets[index];
    const back = buckets[index + 1];
    if ((there?.count ?? 0) + (back?.count ?? 0) === 0) continue;
    context.strokeStyle = swarmColour(index >> 1, scene.look.look);
    context.beginPath();
    if (there !== undefined) traceDots(context, there);
    if (back !== undefined) traceDots(context, back);
    context.stroke();
  }
  context.lineWidth = 2 * (radius - 1.5 * px);
  context.strokeStyle = scene.look.paper;
  context.beginPath();
  for (let index = 1; index < buckets.length; index += 2) traceDots(context, buckets[index] as Bucket);
  context.stroke();
  context.lineCap = 'butt';
}

/** Lines of exactly no length are left out by some browsers. */
const NO_LENGTH = 0.01;

function traceDots(context: CanvasRenderingContext2D, { points, count }: Bucket): void {
  for (let index = 0; index < count * 2; index += 2) {
    const x = points[index] as number;
    const y = points[index + 1] as number;
    context.moveTo(x, y);
    context.lineTo(x + NO_LENGTH, y);
  }
}

/** An answer is a short bar: hollow squares of four pixels would be filled ones. */
function paintSquares({ context, rem, scene }: Pen, buckets: readonly Bucket[]): void {
  const half = 0.125 * rem;
  buckets.forEach(({ points, count }, index) => {
    if (count === 0) return;
    const height = index % 2 === 1 ? half : 2 * half;
    context.fillStyle = swarmColour(index >> 1, scene.look.look);
    for (let at = 0; at < count * 2; at += 2)
      context.fillRect((points[at] as number) - half, (points[at + 1] as number) - half, 2 * half, height);
  });
}
