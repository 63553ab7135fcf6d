/**
 * Requests in flight for the benchmark, as many as it asks for: people of the engine have one at a time, or a few, and
 * the benchmark is about drawing. Each goes round: to the load balancer, at a server, back; evenly spread over the round.
 */
import { type Marks, PHASES } from '../../src/engine/index.ts';

const WAY_MS = 2000;
const WORK_MS = 1000;
const ROUND_MS = 2 * WAY_MS + WORK_MS;

const LEGS = [
  { phase: PHASES.indexOf('to-balancer'), fromMs: 0, untilMs: WAY_MS },
  { phase: PHASES.indexOf('working'), fromMs: WAY_MS, untilMs: WAY_MS + WORK_MS },
  { phase: PHASES.indexOf('to-client'), fromMs: WAY_MS + WORK_MS, untilMs: ROUND_MS },
] as const;

export function marksAt(atMs: number, count: number, people: number, servers: number): Marks {
  const marks = {
    count,
    request: new Float64Array(count),
    person: new Int32Array(count),
    server: new Int32Array(count),
    phase: new Uint8Array(count),
    fromMs: new Float64Array(count),
    untilMs: new Float64Array(count),
  };
  for (let row = 0; row < count; row += 1) {
    const startedMs = (row / count) * ROUND_MS;
    const round = Math.floor((atMs + startedMs) / ROUND_MS);
    const begunMs = round * ROUND_MS - startedMs;
    const goneMs = atMs - begunMs;
    const leg = goneMs < WAY_MS ? LEGS[0] : goneMs < WAY_MS + WORK_MS ? LEGS[1] : LEGS[2];
    marks.request[row] = row + round * count + 1;
    marks.person[row] = (row * 7) % people;
    marks.server[row] = (row * 3) % servers;
    marks.phase[row] = leg.phase;
    marks.fromMs[row] = begunMs + leg.fromMs;
    marks.untilMs[row] = begunMs + leg.untilMs;
  }
  return marks;
}
