/** Against the assignments that Envoy's own tests expect (its `maglev_lb_test.cc`): keys there are the hashes themselves. */
import { describe, expect, it } from 'vitest';
import { balancingOf } from '../testing/balancingOf.ts';

const hosts = (count: number) => Array.from({ length: count }, (_, n) => `127.0.0.1:${90 + n}`);

function table(weights: readonly number[], tableSize: string, addresses = hosts(weights.length)): number[] {
  const { memory } = balancingOf('maglev', weights, { tableSize }, { addresses });
  return [...(memory as { server: Uint16Array }).server];
}

describe('Maglev fills its table as Envoy does', () => {
  it('with six equal hosts and seven entries', () => {
    expect(table([1, 1, 1, 1, 1, 1], '7')).toEqual([2, 4, 0, 1, 5, 0, 3]);
  });

  it('by host names', () => {
    expect(table([1, 1, 1, 1, 1, 1], '7', ['90', '91', '92', '93', '94', '95'])).toEqual([2, 5, 0, 3, 4, 1, 0]);
  });

  it('with weights', () => {
    expect(table([1, 2], '17')).toEqual([1, 0, 0, 1, 0, 1, 1, 0, 1, 1, 1, 1, 1, 0, 1, 0, 1]);
  });

  it.each([4, 10, 50, 200])('evenly: the entries of %d equal servers differ by one at most', (count) => {
    const entries = Array<number>(count).fill(0);
    for (const server of table(Array(count).fill(1), '65537')) entries[server]! += 1;
    expect(Math.max(...entries) - Math.min(...entries)).toBeLessThanOrEqual(1);
  });
});
