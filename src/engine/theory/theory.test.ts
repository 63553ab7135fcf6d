/** The closed forms against figures worked out elsewhere, and against the engine. */
import { describe, expect, it } from 'vitest';
import { createSimulation } from '../simulation.ts';
import { scenarioOf, strategyOf } from '../testing/scenarioOf.ts';
import * as loss from './loss.ts';
import * as queues from './queues.ts';
import * as spread from './spread.ts';

describe('queues', () => {
  it('M/M/1 at 80 of 100 per second', () => {
    const queue = queues.mm1(80, 100);
    expect(queue).toMatchObject({ utilisation: 0.8 });
    expect(queue.time).toBeCloseTo(0.05, 9);
    expect(queue.wait).toBeCloseTo(0.04, 9);
    expect(queue.inSystem).toBeCloseTo(4, 9);
    expect(queue.timeQuantile(0.95)).toBeCloseTo(0.1498, 4);
    expect(queue.timeQuantile(0.99)).toBeCloseTo(0.2303, 4);
    expect(queues.mm1(120, 100).time).toBe(Number.POSITIVE_INFINITY);
  });

  it('M/M/c, and the wait of M/D/1', () => {
    expect(queues.erlangC(4, 320, 100)).toBeCloseTo(0.5964, 4);
    expect(queues.mmc(4, 320, 100).wait).toBeCloseTo(0.007455, 6);
    expect(queues.mmc(4, 320, 100).waitQuantile(0.99)).toBeCloseTo(0.0511, 4);
    expect(queues.erlangC(10, 800, 100)).toBeCloseTo(0.4092, 4);
    expect(queues.mmc(10, 800, 100).time).toBeCloseTo(0.01205, 5);
    expect(queues.mg1Wait(80, { mean: 0.01, variance: 0 })).toBeCloseTo(0.02, 9);
  });

  it('the power of choices', () => {
    expect(queues.powerOfChoices(0.9, 1)).toBeCloseTo(10, 9);
    expect(queues.powerOfChoices(0.9, 2)).toBeCloseTo(2.614, 3);
    expect(queues.powerOfChoices(0.9, 3)).toBeCloseTo(2.028, 3);
    expect(queues.powerOfChoices(0.99, 2)).toBeCloseTo(5.432, 3);
    expect(queues.utilisationAfterDeaths(0.8, 4, 1)).toBeCloseTo(1.067, 3);
  });
});

describe('spread', () => {
  it('has the figures of the textbook', () => {
    expect(spread.randomAssignmentCv(4, 400)).toBeCloseTo(0.0866, 4);
    expect([spread.moduloRemap(4, 3), spread.moduloRemap(10, 9)]).toEqual([0.75, 0.9]);
    expect(spread.moduloRemap(4, 5)).toBeCloseTo(0.8, 9);
    expect(spread.ringShareCv(10, 16)).toBeCloseTo(0.236, 3);
    expect(spread.ringShareCv(4, 16, 'nearest')).toBeCloseTo(0.152, 3);
    expect(spread.boundedLoadLimit(99, 4, 1.25)).toBe(32);
    expect(spread.natShare(0.4, 4)).toBeCloseTo(0.55, 9);
    expect(spread.shareDeviation(0.25, 4000) * 4000).toBeCloseTo(27.4, 1);
    expect(spread.jainOf(0.346)).toBeCloseTo(0.893, 3);
  });
});

describe('loss', () => {
  it('has the figures of the textbook', () => {
    expect(loss.unstickySurvival(4, 3)).toBeCloseTo(0.0625, 9);
    expect(loss.lostWithServer(1000, 4).mean).toBe(250);
    expect(loss.lostWithServer(1000, 4).deviation).toBeCloseTo(13.7, 1);
    expect(loss.lostWithTwo(1000, 4)).toBeCloseTo(166.7, 1);
    expect(loss.deathsInRollingRestart(4)).toBeCloseTo(1.62, 2);
    expect(loss.deathsInRollingRestart(10_000)).toBeCloseTo(1.718, 3);
    expect(loss.hitBeforeDetection(400, 0.25, 6)).toBe(600);
    expect(loss.drainTime(600, 0.01) / 60).toBeCloseTo(46, 0);
    expect(loss.shareOfNewServer(3, 600, 600)).toBeCloseTo(0.158, 3);
    expect(loss.staleRead(0.05, 1)).toBeCloseTo(0.049, 3);
    expect(loss.replicationMessages(10, 5000)).toEqual({ allToAll: 45_000, primaryBackup: 5000 });
    expect(loss.herdFactor(0.95)).toBeCloseTo(20, 6);
    expect(loss.lostToLag(1000, 0.005)).toBe(5);
  });
});

/** A share found in n tries is within four standard deviations of the true one but once in 16,000. */
const within = (found: number, share: number, tries: number) =>
  expect(Math.abs(found - share)).toBeLessThan(4 * spread.shareDeviation(share, tries));

describe.each([1, 2, 3])('the engine agrees (seed %i)', (seed) => {
  const people = [{ count: 2000, behaviour: 'shopper', network: 'home' }] as const;

  it.each([2, 4, 8])('that without stickiness one request in N comes back, N = %i', (servers) => {
    const base = scenarioOf({ ...strategyOf('no-persistence'), seed, people });
    const pool = Array.from({ length: servers }, (_, n) => ({ ...base.servers[0]!, id: `s${n + 1}`, workers: 200 }));
    const simulation = createSimulation({ ...base, servers: pool });
    simulation.advance(60_000_000);
    const { affinityRatio, outcomes } = simulation.measures();
    within(affinityRatio!, loss.unstickyHit(servers), outcomes['session-lost'] / (1 - affinityRatio!));
  });

  it('on how many sessions die with one of four servers', () => {
    const base = scenarioOf({ ...strategyOf('sticky-cookie'), seed, people });
    const pool = base.servers.map((server) => ({ ...server, workers: 200 }));
    const simulation = createSimulation({ ...base, servers: pool });
    simulation.advance(60_000_000);
    const sessions = simulation.measures().perServer.reduce((sum, server) => sum + server.sessions, 0);
    simulation.act({ do: 'kill', server: 's2' });
    const { mean, deviation } = loss.lostWithServer(sessions, 4);
    expect(Math.abs(simulation.measures().actions[0]!.sessionsHeld - mean)).toBeLessThan(4 * deviation);
  });
});
