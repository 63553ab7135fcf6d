/** HAProxy's `slowstart`: who comes up gets its share little by little. */
import { describe, expect, it } from 'vitest';
import type { Choice } from './scenario.ts';
import { type Ask, play } from './testing/play.ts';
import { serverSpec } from './testing/scenarioOf.ts';

const servers = [serverSpec(1), serverSpec(2)];
/** A stranger every 50 ms. */
const strangers = (fromMs: number, toMs: number): Ask[] =>
  Array.from({ length: (toMs - fromMs) / 50 }, (_, n) => ({ atMs: fromMs + n * 50, person: `p${fromMs + n}` }));
const death = [
  { atMs: 0, do: 'kill', server: 's2', detected: true },
  { atMs: 1000, do: 'restart', server: 's2', detected: true },
] as const;
/** s2 is up again at 3 s. */
const UP_MS = 3000;

function sharesOf(balancing: Choice, slowStartMs: number, steps: Parameters<typeof play>[1] = death) {
  const { answers, history } = play(
    { persistence: { id: 'none' }, servers, loadBalancer: { balancing, slowStartMs } },
    [...steps, ...strangers(UP_MS, 34_000)],
  );
  const share = (fromMs: number, toMs: number) => {
    const within = answers.filter(({ atMs }) => atMs >= fromMs && atMs < toMs);
    return within.filter(({ server }) => server === 's2').length / within.length;
  };
  return { share, history };
}

describe('slow start', () => {
  it('gives a server that comes up a sixteenth of its weight, then more, then all', () => {
    const { share } = sharesOf({ id: 'round-robin' }, 20_000);
    expect(share(UP_MS, 4000)).toBeLessThan(0.12);
    // Half of its weight: one third of the two.
    expect(share(12_500, 14_000)).toBeGreaterThan(0.3);
    expect(share(12_500, 14_000)).toBeLessThan(0.4);
    expect(share(25_000, 34_000)).toBeCloseTo(0.5, 1);
  });

  it('off, it has its share at once', () => {
    expect(sharesOf({ id: 'round-robin' }, 0).share(UP_MS + 100, 5000)).toBeGreaterThan(0.4);
  });

  it('is not for the start of the load balancer', () => {
    const { share } = sharesOf({ id: 'round-robin' }, 20_000, []);
    expect(share(UP_MS, 5000)).toBeCloseTo(0.5, 1);
  });

  it('is ignored by map-based hashing, and shown where it is not', () => {
    const hashed = sharesOf({ id: 'hash-modulo' }, 20_000).history;
    hashed.seek(4_000_000);
    expect(hashed.simulation.snapshot().servers[1]!.warmth).toBe(1);
    const ring = sharesOf({ id: 'consistent-hash' }, 20_000).history;
    ring.seek(13_500_000);
    expect(ring.simulation.snapshot().servers[1]!.warmth).toBe(9 / 16);
    ring.seek(30_000_000);
    expect(ring.simulation.snapshot().servers[1]!.warmth).toBe(1);
  });

  it('starts after maintenance too', () => {
    const { share } = sharesOf({ id: 'round-robin' }, 20_000, [
      { atMs: 0, do: 'maintenance', server: 's2' },
      { atMs: UP_MS, do: 'ready', server: 's2' },
    ]);
    expect(share(UP_MS, 4000)).toBeLessThan(0.12);
  });
});
