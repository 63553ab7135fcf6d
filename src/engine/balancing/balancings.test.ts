/** Algorithms at work in the whole engine: what a request lives through depends on how its server was picked. */
import { describe, expect, it } from 'vitest';
import type { FinishedRequest } from '../evidence.ts';
import type { Choice, Scenario } from '../scenario.ts';
import { createSimulation } from '../simulation.ts';
import { balancingOf } from '../testing/balancingOf.ts';
import { scenarioOf } from '../testing/scenarioOf.ts';

function finishedOf(balancing: Choice, change: Partial<Scenario> = {}): FinishedRequest[] {
  const finished: FinishedRequest[] = [];
  const healthCheck = { intervalMs: 2000, fall: 100, rise: 2 };
  const scenario = scenarioOf({ ...change, loadBalancer: { balancing, healthCheck, redispatch: true } });
  createSimulation(scenario).advance(60_000_000, { finished: (request) => void finished.push(request) });
  return finished;
}

describe('a stranger at a dead server that nobody has noticed yet, with `option redispatch` (measured at HAProxy)', () => {
  const actions = [{ atMs: 20_000, do: 'kill', server: 's2' }] as const;
  const slow = (balancing: Choice) =>
    finishedOf(balancing, { actions }).filter(({ atMs, latencyMs }) => atMs > 20_500 && latencyMs > 1500);

  it('is sent to the same server again by a map: 503 after 2 s', () => {
    const failed = slow({ id: 'hash-modulo' });
    expect(failed.length).toBeGreaterThan(0);
    for (const { status, latencyMs } of failed) expect([status, Math.floor(latencyMs / 1000)]).toEqual([503, 2]);
  });

  it('is sent on along the ring after 2 s', () => {
    const moved = slow({ id: 'consistent-hash' });
    expect(moved.length).toBeGreaterThan(0);
    for (const { server, latencyMs } of moved) {
      expect(['s1', 's3', 's4']).toContain(server);
      expect(Math.floor(latencyMs / 1000)).toBe(2);
    }
  });

  it.each(['random', 'two-choices', 'weighted-round-robin'])('finds another one at once by %s', (id) => {
    expect(slow({ id })).toEqual([]);
  });
});

describe.each(['random', 'two-choices'])('%s draws', (id) => {
  it('the same for the same seed, and others for another', () => {
    const sequence = (seed: number) => balancingOf(id, [1, 1, 1, 1], {}, { seed }).sequence(200);
    expect(sequence(3)).toBe(sequence(3));
    expect(sequence(3)).not.toBe(sequence(4));
  });

  it('by the seed of the run', () => {
    const servers = finishedOf({ id }).map(({ server }) => server);
    expect(finishedOf({ id }).map(({ server }) => server)).toEqual(servers);
    expect(new Set(servers).size).toBe(4);
  });
});
