import { describe, expect, it } from 'vitest';
import { copyPlain } from '../plainData.ts';
import { balancingOf } from '../testing/balancingOf.ts';
import { balancings } from './registry.ts';

/** Each from a network of its own, as `ip_hash` sees no more of an address. */
const client = (n: number) => {
  const ipv4 = 0x0a000000 + n * 257;
  return { ipv4, addressText: [24, 16, 8, 0].map((shift) => (ipv4 >>> shift) & 255).join('.') };
};

/** Each algorithm as it is, and with each value of each of its choices. */
const variants = balancings.flatMap(({ id, options }) => [
  { id, options: {} },
  ...Object.entries(options).flatMap(([name, option]) =>
    option.kind === 'choice' ? option.values.map((value) => ({ id, options: { [name]: value } })) : [],
  ),
]);

describe.each(variants)('balancing $id $options', ({ id, options }) => {
  it('picks only servers that take strangers', () => {
    const driven = balancingOf(id, [1, 1, 1, 1], options);
    driven.set(2, 'down');
    driven.set(3, 'drain');
    const picks = new Set(driven.sequence(200, client));
    expect([...picks].sort()).toEqual(['1', '4']);
  });

  it('uses every server', () => {
    expect(new Set(balancingOf(id, [1, 1, 1, 1], options).sequence(200, client)).size).toBe(4);
  });

  it('picks nobody from an empty pool, and takes up again when a server is back', () => {
    const driven = balancingOf(id, [1, 1], options);
    driven.set(1, 'down');
    driven.set(2, 'down');
    expect(driven.take()).toBe(0);
    driven.set(2, 'up');
    expect(driven.take()).toBe(2);
  });

  it('sends no stranger to a server of weight 0', () => {
    expect(new Set(balancingOf(id, [0, 1, 1], options).sequence(100, client))).toEqual(new Set(['2', '3']));
  });

  it('gives the heavier server more when all are busy', () => {
    const driven = balancingOf(id, [4, 1, 1], options);
    const picks = Array.from({ length: 600 }, (_, n) => driven.take(client(n)));
    const share = picks.filter((server) => server === 1).length / picks.length;
    expect(share).toBeGreaterThan(0.5);
    expect(share).toBeLessThan(0.82);
  });

  it('keeps plain data, and goes on from a copy as from the original', () => {
    const driven = balancingOf(id, [3, 2, 1], options);
    driven.sequence(7, client);
    expect(copyPlain(driven.memory)).toEqual(driven.memory);
  });

  it('says why, in words of its own with every value filled in, and picks the same when asked', () => {
    const driven = balancingOf(id, [3, 2, 1], options);
    const explained = (request: ReturnType<typeof client> | { addressText: ''; ipv4: -1 }) => {
      const { server, steps } = driven.explain(request);
      expect(driven.take(request)).toBe(server);
      expect(steps).toHaveLength(1);
      for (const { code, values } of steps) {
        const words = driven.balancing.steps[code];
        expect(words, code).toBeDefined();
        for (const [, name] of `${words!.title} ${words!.detail}`.matchAll(/{(\w+)}/g))
          expect(values).toHaveProperty(name!);
      }
    };
    for (let n = 0; n < 40; n += 1) explained(client(n));
    explained({ addressText: '', ipv4: -1 });
    for (const server of [1, 2, 3]) driven.set(server, 'down');
    explained(client(0));
  });

  it('shows a picture that agrees with its next pick and changes nothing', () => {
    const driven = balancingOf(id, [3, 2, 1], options);
    for (let n = 0; n < 30; n += 1) {
      const before = n === 3 ? copyPlain(driven.memory) : null;
      const picture = driven.picture([
        { ...client(n), person: 0 },
        { ...client(n), person: 1 },
      ]);
      if (before !== null) expect(driven.memory).toEqual(before);
      const shown = 'keys' in picture ? picture.keys[0]!.server : picture.next;
      if ('keys' in picture) expect(picture.keys[0]!.people).toEqual([0, 1]);
      expect(`s${driven.take(client(n))}`).toBe(shown);
    }
  });

  it('draws an empty pool', () => {
    const driven = balancingOf(id, [1], options);
    driven.set(1, 'down');
    expect(() => driven.picture()).not.toThrow();
  });

  it('goes on with servers added and removed', () => {
    const driven = balancingOf(id, [1, 1], options);
    driven.sequence(5, client);
    expect(driven.add(1)).toBe(3);
    driven.set(1, 'removed');
    expect(new Set(driven.sequence(200, client))).toEqual(new Set(['2', '3']));
  });

  it('says what it is in the five words every module answers', () => {
    const { about } = balancingOf(id, [1], options).balancing;
    for (const answer of Object.values(about)) expect(answer).not.toBe('');
  });
});

describe('a hashing algorithm', () => {
  const hashing = balancings.filter((module) => module.isHashing).map((module) => module.id);

  it.each(hashing)('%s sends the same key to the same server, and back when that server returns', (id) => {
    const driven = balancingOf(id, [100, 100, 100, 100]);
    const before = driven.sequence(2000, client);
    expect(driven.sequence(2000, client)).toBe(before);
    driven.set(3, 'down');
    expect(driven.sequence(2000, client)).not.toContain('3');
    driven.set(3, 'up');
    expect(driven.sequence(2000, client)).toBe(before);
  });

  it.each(hashing)('%s takes each kind of key', (id) => {
    for (const key of [
      'source-address',
      'source-network',
      'url',
      'url-parameter:id',
      'header:X-Key',
      'cookie:SID',
      'connection',
    ]) {
      const driven = balancingOf(id, [1, 1, 1, 1], { key });
      const keyed = (n: number) => ({
        ...client(n),
        port: 40_000 + n,
        url: `/p/${n * 7}?id=${n * 7}`,
        header: () => `h${n * 7}`,
        cookie: () => `c${n * 7}`,
      });
      const picks = driven.sequence(300, keyed);
      expect(driven.sequence(300, keyed), key).toBe(picks);
      expect(new Set(picks).size, key).toBe(4);
    }
  });
});
