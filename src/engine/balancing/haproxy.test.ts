/** The orders that HAProxy 2.6.12 was measured to produce on loopback, server by server. */
import { describe, expect, it } from 'vitest';
import { balancingOf } from '../testing/balancingOf.ts';

describe('round robin picks as `balance roundrobin` does', () => {
  it('takes equal servers in turn', () => {
    expect(balancingOf('round-robin', [1, 1, 1, 1]).sequence(12)).toBe('123412341234');
  });

  it('gives a heavy server its turns spread out', () => {
    expect(balancingOf('round-robin', [5, 1, 1]).sequence(14)).toBe('11121131112113');
    expect(balancingOf('round-robin', [3, 1, 1, 1]).sequence(24)).toBe('121314121314121314121314');
  });

  it.each(['down', 'drain'] as const)('leaves out a server that is %s and takes it back into the round', (state) => {
    const driven = balancingOf('round-robin', [1, 1, 1, 1]);
    driven.sequence(12);
    driven.set(2, state);
    expect(driven.sequence(12)).toBe('134134134134');
    driven.set(2, 'up');
    expect(driven.sequence(12)).toBe('132413241324');
  });

  it('keeps weights in force while servers come and go', () => {
    const driven = balancingOf('round-robin', [3, 1, 1, 1]);
    driven.sequence(24);
    driven.set(1, 'down');
    expect(driven.sequence(12)).toBe('232432432432');
    driven.set(1, 'up');
    expect(driven.sequence(24)).toBe('141321141321141321141321');
    driven.set(2, 'down');
    expect(driven.sequence(20)).toBe('14131141311413114131');
    driven.set(2, 'up');
    expect(driven.sequence(24)).toBe('222141312141312141312141');
  });
});

describe('least connections picks as `balance leastconn` does', () => {
  it('goes round while all are idle, whatever their weights', () => {
    expect(balancingOf('least-connections', [1, 1, 1, 1]).sequence(8)).toBe('12341234');
    expect(balancingOf('least-connections', [3, 1, 1, 1]).sequence(8)).toBe('12341234');
  });

  it('takes a returning server as the last of its equals', () => {
    const driven = balancingOf('least-connections', [1, 1, 1, 1]);
    driven.sequence(12);
    driven.set(2, 'down');
    expect(driven.sequence(12)).toBe('134134134134');
    driven.set(2, 'up');
    expect(driven.sequence(12)).toBe('134213421342');
  });

  it.each([
    { weights: [1, 1, 1, 1], picks: '12341234123412' },
    { weights: [3, 1, 1, 1], picks: '12341111234111' },
    { weights: [5, 1, 1], picks: '12311111111231' },
  ])('spreads 14 requests at once over weights $weights', ({ weights, picks }) => {
    const driven = balancingOf('least-connections', weights);
    expect(Array.from({ length: 14 }, () => driven.take()).join('')).toBe(picks);
  });

  it('fills a server that comes back while the others are busy', () => {
    const driven = balancingOf('least-connections', [1, 1, 1, 1]);
    driven.set(2, 'down');
    for (let n = 0; n < 6; n += 1) driven.take();
    driven.set(2, 'up');
    expect(Array.from({ length: 8 }, () => driven.take()).join('')).toBe('22134213');
  });
});

describe('consistent hash picks as `hash-type consistent` does', () => {
  const source = (n: number) => ({ ipv4: 0x7f000101 + n, addressText: `127.0.1.${n + 1}` });
  const uri = (n: number) => ({ url: `/p/${n + 1}` });
  const header = (n: number) => ({ header: (name: string) => (name === 'X-Key' ? `k${n + 1}` : '') });

  it.each([
    { weight: 1, picks: '4134211422213442444434443442132134111221412411412144113111113211' },
    { weight: 100, picks: '1344214123443221341121314121331234144423212243434444223441222434' },
  ])('for 64 source addresses at weight $weight', ({ weight, picks }) => {
    expect(balancingOf('consistent-hash', Array(4).fill(weight)).sequence(64, source)).toBe(picks);
  });

  it.each([
    { weight: 1, picks: '4124211422212442444414442442142144111221412411412144112111112211' },
    { weight: 100, picks: '1144214121441221241121414121411224144422212242444444224441222444' },
  ])('for 64 source addresses with s3 down at weight $weight', ({ weight, picks }) => {
    const driven = balancingOf('consistent-hash', Array(4).fill(weight));
    driven.set(3, 'down');
    expect(driven.sequence(64, source)).toBe(picks);
  });

  it.each([
    { weight: 1, picks: '11431431111422441141' },
    { weight: 100, picks: '33342112313334224444' },
  ])('for 20 paths at weight $weight', ({ weight, picks }) => {
    expect(balancingOf('consistent-hash', Array(4).fill(weight), { key: 'url' }).sequence(20, uri)).toBe(picks);
  });

  it.each([
    { weight: 1, picks: '32312121431423412132' },
    { weight: 100, picks: '21412332441312434432' },
  ])('for 20 header values at weight $weight', ({ weight, picks }) => {
    const driven = balancingOf('consistent-hash', Array(4).fill(weight), { key: 'header:X-Key' });
    expect(driven.sequence(20, header)).toBe(picks);
  });
});
