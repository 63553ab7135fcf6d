/**
 * Many requests at once: a small mark each, filled on the way in and hollow on the way back, drawn colour by colour in
 * one path, so that a frame with thousands stays cheap.
 */
import { swarmColour } from '../theme/sessionHue.ts';
import type { Pen } from './pen.ts';
import type { Scene } from './scene.ts';

/** Beyond this, corners are not seen, and squares are drawn in a third of the time of discs. */
const MOST_DISCS = 600;

interface Bucket {
  readonly colour: string;
  count: number;
  /** x, y, x, y … */
  points: Float32Array;
}

export function createSwarm() {
  const buckets = new Map<number, Bucket>();
  let total = 0;

  const bucketOf = (scene: Scene, person: number, isBack: boolean): Bucket => {
    const hueBand = scene.people[person]?.hueBand ?? 0;
    const key = hueBand * 4 + (isBack ? 2 : 0) + (scene.isDark ? 1 : 0);
    let bucket = buckets.get(key);
    if (bucket === undefined) {
      bucket = { colour: swarmColour(hueBand, scene.isDark), count: 0, points: new Float32Array(64) };
      buckets.set(key, bucket);
    }
    return bucket;
  };

  return {
    add(scene: Scene, person: number, x: number, y: number, isBack: boolean): void {
      const bucket = bucketOf(scene, person, isBack);
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
    paint({ context, rem, px }: Pen): void {
      if (total === 0) return;
      const areSquares = total > MOST_DISCS;
      const radius = (areSquares ? 0.125 : 0.21875) * rem;
      context.lineWidth = 1.5 * px;
      for (const [key, bucket] of buckets) {
        if (bucket.count === 0) continue;
        const isBack = (key & 2) !== 0;
        if (areSquares) paintSquares(context, bucket, radius, isBack);
        else paintDiscs(context, bucket, radius, isBack);
        bucket.count = 0;
      }
      total = 0;
    },
  };
}

function paintDiscs(context: CanvasRenderingContext2D, bucket: Bucket, radius: number, isBack: boolean): void {
  const { points, count, colour } = bucket;
  context.beginPath();
  for (let index = 0; index < count * 2; index += 2) {
    const x = points[index] ?? 0;
    const y = points[index + 1] ?? 0;
    context.moveTo(x + radius, y);
    context.arc(x, y, radius, 0, 2 * Math.PI);
  }
  if (isBack) {
    context.strokeStyle = colour;
    context.stroke();
  } else {
    context.fillStyle = colour;
    context.fill();
  }
}

/** An answer is a short bar: hollow squares of four pixels would be filled ones. */
function paintSquares(context: CanvasRenderingContext2D, bucket: Bucket, half: number, isBack: boolean): void {
  const { points, count, colour } = bucket;
  const height = isBack ? half : 2 * half;
  context.fillStyle = colour;
  for (let index = 0; index < count * 2; index += 2) {
    context.fillRect((points[index] ?? 0) - half, (points[index + 1] ?? 0) - half, 2 * half, height);
  }
}
