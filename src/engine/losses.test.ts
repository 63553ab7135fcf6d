/** Whatever ends a session is counted under its own name, and under no other. */
import { describe, expect, it } from 'vitest';
import type { TimedAction } from './actions.ts';
import { LOSS_CAUSE_LIST, NOT_LOST } from './lossCauses.ts';
import { createSimulation } from './simulation.ts';
import { spreadOf } from './spread.ts';
import { lossCases } from './testing/lossCases.ts';
import { play } from './testing/play.ts';
import { scenarioOf, serverSpec, strategyOf } from './testing/scenarioOf.ts';

it.each(lossCases)('%s', (cause, setting, steps) => {
  const { history } = play(setting, steps);
  const { sessionsLostBy, sessionsLost } = history.simulation.measures();
  const counted = LOSS_CAUSE_LIST.filter((name) => sessionsLostBy[name] > 0);
  expect(counted).toEqual([cause]);
  if (!NOT_LOST.includes(cause)) expect(sessionsLostBy[cause]).toBe(sessionsLost);
});

it('expired, of somebody who was away for longer than a session lives', () => {
  const sessionState = { id: 'server-memory', idleMs: 1000 };
  const simulation = createSimulation(scenarioOf({ ...strategyOf('sticky-cookie'), sessionState }));
  simulation.advance(60_000_000);
  const { sessionsLostBy, outcomes, sessionsLost } = simulation.measures();
  expect(sessionsLostBy.expired).toBeGreaterThan(20);
  expect(sessionsLostBy.expired).toBeLessThanOrEqual(outcomes.expired);
  expect(sessionsLost).toBe(0);
});

describe('a change of the pool', () => {
  const people = [{ count: 400, behaviour: 'shopper', network: 'home' }] as const;
  const remapsOf = (strategy: string, action: TimedAction, balancing?: string) => {
    const base = strategyOf(strategy);
    const loadBalancer =
      balancing === undefined ? base.loadBalancer : { ...base.loadBalancer, balancing: { id: balancing } };
    const servers = [1, 2, 3, 4].map((n) => serverSpec(n, { workers: 100 }));
    const simulation = createSimulation(scenarioOf({ ...base, loadBalancer, people, servers, actions: [action] }));
    simulation.advance(120_000_000);
    return simulation.measures().remaps;
  };
  const maintenance = { atMs: 40_000, do: 'maintenance', server: 's2' } as const;

  it('moves those of the server that went, and nobody else, with a cookie or a ring', () => {
    for (const strategy of ['sticky-cookie', 'source-ip-hash']) {
      const [change] = remapsOf(strategy, maintenance);
      expect(change).toMatchObject({ what: 'maintained', server: 's2', atMs: 40_000 });
      expect(change!.present).toBeGreaterThan(150);
      expect(change!.fraction!).toBeGreaterThan(0.15);
      expect(change!.fraction!).toBeLessThan(0.35);
    }
  });

  it('moves nearly everybody with hash modulo, and nobody who is drained', () => {
    expect(remapsOf('no-persistence', maintenance, 'hash-modulo')[0]!.fraction!).toBeGreaterThan(0.65);
    const drain = { atMs: 40_000, do: 'drain', server: 's2' } as const;
    expect(remapsOf('sticky-cookie', drain)[0]).toMatchObject({ what: 'drained', fraction: 0 });
  });

  it('is told for a death and for the return', () => {
    const kill = { atMs: 40_000, do: 'flap', server: 's2', periodMs: 30_000, times: 1 } as const;
    const changes = remapsOf('sticky-cookie', kill);
    expect(changes.map(({ what }) => what)).toEqual(['killed', 'up']);
    expect(changes[1]!.fraction).toBe(0);
  });
});

describe('a spread', () => {
  it('has the figures of the textbook', () => {
    const spread = spreadOf([40, 20, 20, 20], [1, 1, 1, 1])!;
    expect(spread.maxOverMean).toBeCloseTo(1.6, 9);
    expect(spread.cv).toBeCloseTo(0.346, 3);
    expect(spread.jain).toBeCloseTo(0.893, 3);
  });

  it('is even where each has its share by weight, and leaves out who has none', () => {
    expect(spreadOf([30, 10, 7], [3, 1, 0])).toEqual({ maxOverMean: 1, cv: 0, jain: 1 });
    expect(spreadOf([0, 0], [1, 1])).toBeNull();
    expect(spreadOf([], [])).toBeNull();
  });
});
