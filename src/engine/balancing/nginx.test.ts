/** The orders that nginx 1.22.1 was measured to produce on loopback, server by server. */
import { describe, expect, it } from 'vitest';
import { balancingOf } from '../testing/balancingOf.ts';

const addresses = [1, 2, 3, 4].map((n) => `127.0.0.1:1808${n}`);
const source = (n: number) => ({ ipv4: 0xc6330000 + n * 257 + 1, addressText: `198.51.${n}.${n + 1}` });
const header = (n: number) => ({ header: (name: string) => (name === 'X-Key' ? `k${n + 1}` : '') });
const key = 'header:X-Key';

it.each([
  { weights: [5, 1, 1], picks: '11213111121311' },
  { weights: [4, 3, 2, 1], picks: '12312413211231241321' },
])('round robin with weights $weights is nginx’s smooth one', ({ weights, picks }) => {
  expect(balancingOf('weighted-round-robin', weights).sequence(picks.length)).toBe(picks);
});

describe.each([
  {
    directive: 'ip_hash',
    driven: (weights: readonly number[]) => balancingOf('ip-hash', weights, {}, { addresses }),
    request: source,
    equal: '1234123412341234123412341234123412341234123412341234123412341234',
    withoutThird: '1214122412241224122412441244124412441214121412141224122412241224',
    weighted: '2334111233411123341112334111233411123341112334111233411123341112',
  },
  {
    directive: 'hash … consistent',
    driven: (weights: readonly number[]) =>
      balancingOf('consistent-hash', weights, { ring: 'ketama', key }, { addresses }),
    request: header,
    equal: '1431134343133413112122141422313124442312232123244311234444323222',
    withoutThird: '1441124141122411112122141422114124442212212121244111224444124222',
    weighted: '3411133333113113111121143421313124411332233333241331214344131121',
  },
  {
    directive: 'hash',
    driven: (weights: readonly number[]) =>
      balancingOf('hash-modulo', weights, { rule: 'nginx-rehash', key }, { addresses }),
    request: header,
    equal: '3411432324123321414321441232323411432321432234141412332141432144',
    withoutThird: '2411422224124421414421441242424411442421442244141412442141442144',
    weighted: '3333431211134313243132111341111114131143111111121123312211113431',
  },
])('$directive', ({ driven, request, equal, withoutThird, weighted }) => {
  it('with equal servers', () => {
    expect(driven([1, 1, 1, 1]).sequence(64, request)).toBe(equal);
  });

  it('with the third one down: its keys move, the others stay', () => {
    const balancing = driven([1, 1, 1, 1]);
    balancing.set(3, 'down');
    expect(balancing.sequence(64, request)).toBe(withoutThird);
  });

  it('with weights 3, 1, 2, 1', () => {
    expect(driven([3, 1, 2, 1]).sequence(64, request)).toBe(weighted);
  });
});

describe('ip_hash', () => {
  it('sends a whole /24 to one server', () => {
    const people = (n: number) => ({ ipv4: 0xc0000200 + n, addressText: `192.0.2.${n}` });
    expect(new Set(balancingOf('ip-hash', [1, 1, 1, 1]).sequence(254, people)).size).toBe(1);
  });
});

describe('hash of nginx', () => {
  it('is skewed at failover by keys that resemble each other: user1 … user4000 (measured at nginx)', () => {
    const driven = balancingOf('hash-modulo', [1, 1, 1, 1], { rule: 'nginx-rehash', key });
    const users = (n: number) => ({ header: () => `user${n + 1}` });
    const counts = (picks: string) => [1, 2, 3, 4].map((server) => picks.split(String(server)).length - 1);
    expect(counts(driven.sequence(4000, users))).toEqual([1001, 1000, 999, 1000]);
    driven.set(2, 'down');
    expect(counts(driven.sequence(4000, users))).toEqual([1251, 0, 1749, 1000]);
  });
});
