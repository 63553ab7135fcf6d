/**
 * What theory says of each algorithm (the closed forms of the field), held against runs over several seeds. Tolerances are
 * four standard errors of what is measured: by chance a comparison fails once in 16,000, and the seeds are fixed.
 */
import { describe, expect, it } from 'vitest';
import { keyedBits, PURPOSE } from '../random.ts';
import { balancingOf, type Driven } from '../testing/balancingOf.ts';
import type { Ring } from './ring.ts';

const SEEDS = [1, 2, 3, 4, 5];
const KEYS = 4000;

/** Addresses spread over all networks, others for each seed. */
function sources(seed: number): (n: number) => { ipv4: number; addressText: string } {
  return (n) => {
    const ipv4 = keyedBits(seed, n, PURPOSE.balancing, 0);
    return { ipv4, addressText: [24, 16, 8, 0].map((shift) => (ipv4 >>> shift) & 255).join('.') };
  };
}

/** FNV-1a mixes its last bytes little into its upper half: shares of Traefik's hrw are off by up to a tenth. */
const FNV_SPREAD = 0.12;

const servers = (count: number, weight = 1): number[] => Array<number>(count).fill(weight);

/** Server numbers above 9 do not fit into the digits of `sequence`. */
function picks(driven: Driven, seed: number): number[] {
  return Array.from({ length: KEYS }, (_, n) => {
    const server = driven.take(sources(seed)(n));
    driven.release(server);
    return server;
  });
}

const moved = (before: readonly number[], after: readonly number[]): number =>
  before.filter((server, n) => server !== after[n]).length;

/** Within four standard errors of a share of K keys, and `slack` for what is no sampling error. */
function expectShare(count: number, of: number, share: number, slack = 0): void {
  const error = 4 * Math.sqrt((share * (1 - share)) / of) + slack;
  expect(Math.abs(count / of - share)).toBeLessThan(error);
}

describe.each(SEEDS)('keys that move (seed %d)', (seed) => {
  it.each([4, 10])('HAProxy’s map of %d: 1 − 1/N when one goes, N/(N + 1) when one comes', (count) => {
    const driven = balancingOf('hash-modulo', servers(count));
    const before = picks(driven, seed);
    driven.set(2, 'down');
    expectShare(moved(before, picks(driven, seed)), KEYS, 1 - 1 / count);
    driven.set(2, 'up');
    driven.add(1);
    expectShare(moved(before, picks(driven, seed)), KEYS, count / (count + 1));
  });

  it.each([
    { id: 'ip-hash', options: {} },
    { id: 'hash-modulo', options: { rule: 'nginx-rehash' } },
  ])('nginx’s $id: 1/N when one fails, nearly all when its line is deleted', ({ id, options }) => {
    const driven = balancingOf(id, servers(4), options);
    const before = picks(driven, seed);
    driven.set(2, 'down');
    const after = picks(driven, seed);
    // 6271 buckets do not divide evenly by 4, and CRC-32 of similar texts is not quite chance.
    expectShare(moved(before, after), KEYS, 1 / 4, 0.01);
    expect(before.every((server, n) => server === 2 || server === after[n])).toBe(true);
    driven.set(2, 'removed');
    expectShare(moved(before, picks(driven, seed)), KEYS, 3 / 4, 0.02);
  });

  it.each([
    { id: 'consistent-hash', options: {}, weight: 100 },
    { id: 'consistent-hash', options: { ring: 'ketama' }, weight: 1 },
    { id: 'bounded-load', options: { factorPercent: 1000 }, weight: 100 },
    { id: 'rendezvous', options: {}, weight: 1 },
  ])('$id $options: only those of the server that goes, only to the one that comes', ({ id, options, weight }) => {
    const driven = balancingOf(id, servers(10, weight), options);
    const before = picks(driven, seed);
    driven.set(2, 'down');
    const without = picks(driven, seed);
    expect(moved(before, without)).toBe(before.filter((server) => server === 2).length);
    driven.set(2, 'up');
    driven.add(weight);
    const more = picks(driven, seed);
    expect(before.every((server, n) => more[n] === server || more[n] === 11)).toBe(true);
    // A ring's shares differ between servers (next test); four of its standard deviations at 160 and 1600 points.
    const spread = id === 'rendezvous' ? FNV_SPREAD : 4 * (weight === 1 ? 0.079 : 0.018);
    expectShare(moved(before, without), KEYS, 1 / 10, spread / 10);
    expectShare(moved(before, more), KEYS, 1 / 11, spread / 11);
  });

  it.each([4, 10])('Maglev of %d: 1/N, and less than one in a hundred of the others', (count) => {
    const driven = balancingOf('maglev', servers(count));
    const before = picks(driven, seed);
    driven.set(2, 'down');
    const after = picks(driven, seed);
    expectShare(before.filter((server) => server === 2).length, KEYS, 1 / count);
    const others = before.filter((server, n) => server !== 2 && after[n] !== server).length;
    expect(others / KEYS).toBeLessThan(0.01);
  });
});

describe('shares', () => {
  it('Maglev moves some keys of others: the table has no room for perfection', () => {
    const driven = balancingOf('maglev', servers(10));
    const table = () => [...(driven.memory as { server: Uint16Array }).server];
    const before = table();
    driven.set(2, 'down');
    const after = table();
    const others = before.filter((server, entry) => server !== 1 && after[entry] !== server).length / before.length;
    expect(others).toBeGreaterThan(0.0005);
    expect(others).toBeLessThan(0.006);
  });

  it.each([
    { ring: 'haproxy', weight: 1, points: 16, divisor: Math.SQRT2 },
    { ring: 'haproxy', weight: 10, points: 160, divisor: Math.SQRT2 },
    { ring: 'ketama', weight: 1, points: 160, divisor: 1 },
  ])(
    'a $ring ring of $points points each has a CV of √((N − 1)/(Nv + 1)) ÷ $divisor',
    ({ ring, weight, points, divisor }) => {
      const size = 10;
      // Twenty rings of ten servers, each from other servers of the same list.
      const driven = balancingOf('consistent-hash', servers(200, weight), { ring });
      if (ring === 'haproxy') for (let server = size + 1; server <= 200; server += 1) driven.set(server, 'down');
      const spreads: number[] = [];
      for (let group = 0; group < 20; group += 1) {
        const members = Array.from({ length: size }, (_, n) => group * size + n);
        if (ring === 'haproxy' && group > 0) {
          for (const server of members) driven.set(server + 1, 'up');
          for (const server of members) driven.set(server - size + 1, 'down');
        }
        spreads.push(variation(sharesOnRing((driven.memory as { ring: Ring }).ring, members, ring === 'haproxy')));
      }
      const mean = spreads.reduce((sum, cv) => sum + cv, 0) / spreads.length;
      const error = variation(spreads) * mean * (4 / Math.sqrt(spreads.length));
      const expected = Math.sqrt((size - 1) / (size * points + 1)) / divisor;
      // The mean of a CV lies some hundredths below the root of the mean square that the form gives.
      expect(mean).toBeGreaterThan(expected * 0.93 - error);
      expect(mean).toBeLessThan(expected * 1.03 + error);
    },
  );

  it('rendezvous divides keys by weight', () => {
    const driven = balancingOf('rendezvous', [4, 3, 2, 1]);
    for (const seed of SEEDS) {
      const taken = picks(driven, seed);
      for (const [n, weight] of [4, 3, 2, 1].entries()) {
        expectShare(taken.filter((server) => server === n + 1).length, KEYS, weight / 10, (weight / 10) * FNV_SPREAD);
      }
    }
  });
});

describe('how full the fullest gets', () => {
  const fullest = (id: string, count: number, balls: number, seed: number, options = {}): number => {
    const driven = balancingOf(id, servers(count), { rule: 'nginx', ...options }, { seed });
    const load = Array<number>(count + 1).fill(0);
    for (let ball = 0; ball < balls; ball += 1) load[driven.take()]! += 1;
    return Math.max(...load);
  };
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const many = Array.from({ length: 20 }, (_, n) => n + 1);

  it('1000 requests at random on 1000 servers: as balls in bins', () => {
    const measured = many.map((seed) => fullest('random', 1000, 1000, seed));
    // Each bin nearly Poisson(1), so P(all ≤ m) = P(Poisson ≤ m)^1000; the mean is the sum over m of 1 − that.
    let expected = 0;
    let term = Math.exp(-1);
    let below = term;
    for (let m = 0; m < 20; m += 1) {
      expected += 1 - below ** 1000;
      term /= m + 1;
      below += term;
    }
    const error = (4 * variation(measured) * mean(measured)) / Math.sqrt(measured.length);
    expect(Math.abs(mean(measured) - expected)).toBeLessThan(error + 0.05);
  });

  it('two choices: ln ln N/ln 2 + O(1) instead, and K/N + O(1) with many requests', () => {
    const measured = many.map((seed) => fullest('two-choices', 1000, 1000, seed));
    expect(mean(measured)).toBeGreaterThan(2.5);
    expect(mean(measured)).toBeLessThan(Math.log(Math.log(1000)) / Math.log(2) + 1);
    for (const seed of SEEDS) {
      expect(fullest('random', 10, 1000, seed)).toBeGreaterThan(104);
      expect(fullest('two-choices', 10, 1000, seed)).toBeLessThan(104);
    }
  });

  it.each([
    { count: 4, factorPercent: 125, inFlight: 99, bound: 32 },
    { count: 10, factorPercent: 150, inFlight: 200, bound: 31 },
    { count: 3, factorPercent: 101, inFlight: 50, bound: 18 },
  ])('bounded load: ⌈c·(m + 1)/N⌉ = $bound though all ask for one key', ({ count, factorPercent, inFlight, bound }) => {
    const driven = balancingOf('bounded-load', servers(count), { factorPercent, key: 'url' });
    const load = Array<number>(count + 1).fill(0);
    for (let n = 0; n <= inFlight; n += 1) {
      load[driven.take({ url: '/sale' })]! += 1;
      expect(Math.max(...load)).toBeLessThanOrEqual(Math.ceil((factorPercent / 100) * ((n + 1) / count)));
    }
    expect(Math.max(...load)).toBe(bound);
  });
});

/** Each server's part of the circle: the gap before its points, or half of those on both sides. */
function sharesOnRing(ring: Ring, members: readonly number[], isNearest: boolean): number[] {
  const chosen = [...ring.place.keys()].filter((point) => members.includes(ring.server[point]!));
  const shares = new Map(members.map((server) => [server, 0]));
  const add = (server: number, part: number) => shares.set(server, shares.get(server)! + part);
  for (const [n, point] of chosen.entries()) {
    const previous = chosen[(n + chosen.length - 1) % chosen.length]!;
    const gap = ((ring.place[point]! - ring.place[previous]!) >>> 0) / 4_294_967_296;
    add(ring.server[point]!, isNearest ? gap / 2 : gap);
    if (isNearest) add(ring.server[previous]!, gap / 2);
  }
  return [...shares.values()];
}

function variation(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length) / mean;
}
