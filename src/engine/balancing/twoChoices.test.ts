/** Two choices as a queueing system: Poisson arrivals, exponential service, 50 servers at 90 %. */
import { describe, expect, it } from 'vitest';
import { exponential, PURPOSE, uniform } from '../random.ts';
import { balancingOf } from '../testing/balancingOf.ts';

const SERVERS = 50;
const LOAD = 0.9;
const ARRIVALS = 120_000;

/** Mean time in the system, in service times (Little: mean number in it ÷ arrival rate), after a warm-up. */
function meanTime(id: string, options: Record<string, unknown>, seed: number): number {
  const driven = balancingOf(id, Array<number>(SERVERS).fill(1), options, { seed });
  const waiting = Array<number>(SERVERS + 1).fill(0);
  let inSystem = 0;
  let busy = 0;
  let area = 0;
  let measured = 0;
  let arrivals = 0;
  // Exponential everything: the next event is an arrival or one of the busy servers' departures, by their rates.
  for (let event = 0; arrivals < ARRIVALS; event += 1) {
    const rate = LOAD * SERVERS + busy;
    const step = exponential(1 / rate, uniform(seed, 1, PURPOSE.service, event));
    if (arrivals > ARRIVALS / 5) {
      area += inSystem * step;
      measured += step;
    }
    const which = uniform(seed, 2, PURPOSE.service, event) * rate;
    if (which < LOAD * SERVERS) {
      const server = driven.take();
      if (waiting[server] === 0) busy += 1;
      waiting[server]! += 1;
      inSystem += 1;
      arrivals += 1;
    } else {
      let nth = Math.floor(which - LOAD * SERVERS);
      const server = waiting.findIndex((count) => count > 0 && nth-- === 0);
      driven.release(server);
      waiting[server]! -= 1;
      if (waiting[server] === 0) busy -= 1;
      inSystem -= 1;
    }
  }
  return area / measured / (LOAD * SERVERS);
}

/** E[T] for d choices of infinitely many servers (Mitzenmacher): the sum over i of load^((dⁱ − d)/(d − 1)). */
function mitzenmacher(load: number, choices: number): number {
  let sum = 0;
  for (let i = 1; i < 12; i += 1) sum += load ** ((choices ** i - choices) / (choices - 1));
  return sum;
}

describe('the power of two choices', () => {
  it.each([
    { draws: 2, expected: 2.614 },
    { draws: 3, expected: 2.028 },
  ])(
    'with $draws draws of many servers takes $expected service times, where chance alone takes 10',
    ({ draws, expected }) => {
      expect(mitzenmacher(LOAD, draws)).toBeCloseTo(expected, 3);
      const times = [1, 2, 3, 4, 5].map((seed) => meanTime('two-choices', { draws, rule: 'nginx' }, seed));
      const mean = times.reduce((sum, time) => sum + time, 0) / times.length;
      const deviation = Math.sqrt(times.reduce((sum, time) => sum + (time - mean) ** 2, 0) / (times.length - 1));
      // 50 servers are not infinitely many: simulated elsewhere 1 % above, and nginx draws without putting back.
      expect(Math.abs(mean - expected)).toBeLessThan((4 * deviation) / Math.sqrt(times.length) + 0.03 * expected);
    },
  );
});
