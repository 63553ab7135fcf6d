import { describe, expect, it } from 'vitest';
import { copyPlain } from '../plainData.ts';
import { balancingOf } from '../testing/balancingOf.ts';
import { balancings } from './registry.ts';

/** Each from a network of its own, as `ip_hash` sees no more of an address. */
const client = (n: number) => {
  const ipv4 = 0x0a000000 + n * 257;
  return { ipv4, addressText: [24, 16, 8, 0].map((shift) => (ipv4 >>> shift) & 255).join('.') };
};

describe.each(balancings.map((module) => module.id))('balancing %s', (id) => {
  it('picks only servers that take strangers', () => {
    const driven = balancingOf(id, [1, 1, 1, 1]);
    driven.set(2, 'down');
    driven.set(3, 'drain');
    const picks = new Set(driven.sequence(200, client));
    expect([...picks].sort()).toEqual(['1', '4']);
  });

  it('uses every server', () => {
    expect(new Set(balancingOf(id, [1, 1, 1, 1]).sequence(200, client)).size).toBe(4);
  });

  it('picks nobody from an empty pool, and takes up again when a server is back', () => {
    const driven = balancingOf(id, [1, 1]);
    driven.set(1, 'down');
    driven.set(2, 'down');
    expect(driven.take()).toBe(0);
    driven.set(2, 'up');
    expect(driven.take()).toBe(2);
  });

  it('sends no stranger to a server of weight 0', () => {
    expect(new Set(balancingOf(id, [0, 1, 1]).sequence(100, client))).toEqual(new Set(['2', '3']));
  });

  it('gives the heavier server more when all are busy', () => {
    const driven = balancingOf(id, [4, 1, 1]);
    const picks = Array.from({ length: 600 }, (_, n) => driven.take(client(n)));
    const share = picks.filter((server) => server === 1).length / picks.length;
    expect(share).toBeGreaterThan(0.5);
    expect(share).toBeLessThan(0.82);
  });

  it('keeps plain data, and goes on from a copy as from the original', () => {
    const driven = balancingOf(id, [3, 2, 1]);
    driven.sequence(7, client);
    expect(copyPlain(driven.memory)).toEqual(driven.memory);
  });

  it('says what it is in the five words every module answers', () => {
    const { about } = balancingOf(id, [1]).balancing;
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
    for (const key of ['source-address', 'source-network', 'url', 'url-parameter:id', 'header:X-Key', 'cookie:SID', 'connection']) {
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
