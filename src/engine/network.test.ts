import { describe, expect, it } from 'vitest';
import type { FinishedRequest } from './evidence.ts';
import { networks } from './network.ts';
import type { Network, PeopleGroup } from './scenario.ts';
import { createSimulation } from './simulation.ts';
import type { Happening } from './snapshot.ts';
import { scenarioOf, strategyOf } from './testing/scenarioOf.ts';

const groupOf = (network: Network, count: number): readonly PeopleGroup[] => [{ count, behaviour: 'shopper', network }];

function runOf(change: Parameters<typeof scenarioOf>[0], untilMs: number) {
  const simulation = createSimulation(scenarioOf(change));
  const finished: FinishedRequest[] = [];
  const happenings: Happening[] = [];
  simulation.advance(untilMs * 1000, {
    finished: (request) => void finished.push(request),
    happened: (happening) => void happenings.push(happening),
  });
  return { simulation, finished, happenings, measures: simulation.measures() };
}

const addressesOf = (finished: readonly FinishedRequest[], person: string) =>
  finished.filter((request) => request.person === person).map(({ address }) => address);

describe('a network', () => {
  it.each(networks.map(({ id }) => id))(
    '%s gives an address in a network set aside for documentation or tests',
    (id) => {
      const { simulation } = runOf({ people: groupOf(id, 300) }, 1);
      for (const { address } of simulation.snapshot().people) {
        expect(address).toMatch(/^(192\.0\.2|198\.51\.100|203\.0\.113|198\.1[89]\.\d+)\.\d+$/);
      }
    },
  );

  it('of a carrier puts 64 people behind each address, so that a stick table sees one of them', () => {
    const { simulation, finished } = runOf({ ...strategyOf('source-ip'), people: groupOf('carrier-nat', 128) }, 60_000);
    const counts = new Map<string, number>();
    for (const { address } of simulation.snapshot().people) counts.set(address, (counts.get(address) ?? 0) + 1);
    expect([...counts.values()]).toEqual([64, 64]);
    expect(new Set(finished.map(({ server }) => server)).size).toBe(2);
  });

  it('behind a farm of proxies each request leaves by one of four addresses: source affinity breaks, a cookie holds', () => {
    const people = groupOf('proxy-farm', 8);
    const bySource = runOf({ ...strategyOf('source-ip'), people }, 200_000);
    expect(new Set(addressesOf(bySource.finished, 'ada')).size).toBe(4);
    expect(bySource.measures.sessionsLost).toBeGreaterThan(20);
    expect(runOf({ ...strategyOf('sticky-cookie'), people }, 200_000).measures.sessionsLost).toBe(0);
  });

  it('chooses the same exits under every strategy', () => {
    const looks = ['sticky-cookie', 'jwt'].map((id) => {
      const { finished } = runOf({ ...strategyOf(id), people: groupOf('proxy-farm', 4) }, 60_000);
      return finished.map(({ person, atMs, address }) => `${person} ${atMs} ${address}`).sort();
    });
    const [cookie, jwt] = looks.map((of) => new Set(of));
    const common = [...cookie!].filter((look) => jwt!.has(look)).length;
    expect(common / cookie!.size).toBeGreaterThan(0.9);
  });

  it('of phones gives another address now and then, at moments that depend on the seed alone', () => {
    const movesUnder = (id: string) => {
      const { happenings } = runOf({ ...strategyOf(id), people: groupOf('mobile', 40) }, 600_000);
      return happenings.filter(({ kind }) => kind === 'network-changed');
    };
    const moves = movesUnder('sticky-cookie');
    expect(movesUnder('source-ip')).toEqual(moves);
    // 40 people for 10 minutes, once in 10 minutes each: Poisson, four standard deviations.
    expect(Math.abs(moves.length - 40)).toBeLessThan(4 * Math.sqrt(40));
    expect(
      runOf({ people: groupOf('home', 40) }, 600_000).happenings.some(({ kind }) => kind === 'network-changed'),
    ).toBe(false);
  });

  it('loses the session of who moves where the address is what is recognised', () => {
    const people = groupOf('mobile', 40);
    const bySource = runOf({ ...strategyOf('source-ip'), people }, 600_000).measures;
    const byCookie = runOf({ ...strategyOf('sticky-cookie'), people }, 600_000).measures;
    expect(bySource.sessionsLost).toBeGreaterThan(5);
    expect(byCookie.sessionsLost).toBe(0);
  });
});

describe('people who block cookies', () => {
  it('are strangers with every request', () => {
    const people = [{ count: 6, behaviour: 'shopper', network: 'home', cookies: 'blocked' }] as const;
    const { finished, measures } = runOf({ ...strategyOf('sticky-cookie'), people }, 60_000);
    expect(new Set(finished.map(({ binding }) => binding))).toEqual(new Set(['stranger']));
    expect(measures.sessionsLost).toBeGreaterThan(6);
    expect(runOf({ ...strategyOf('source-ip'), people }, 60_000).measures.sessionsLost).toBeGreaterThan(6);
  });
});
