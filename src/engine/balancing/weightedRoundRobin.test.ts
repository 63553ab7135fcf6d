import { describe, expect, it } from 'vitest';
import { balancingOf } from '../testing/balancingOf.ts';

const sequence = (weights: readonly number[], order: string, count: number) =>
  balancingOf('weighted-round-robin', weights, { order }).sequence(count);

describe('weighted round robin', () => {
  it('spreads a heavy server’s turns in the order of the product', () => {
    expect(sequence([5, 1, 1], 'nginx-smooth', 14)).toBe('11213111121311');
    expect(sequence([5, 1, 1], 'haproxy', 14)).toBe('11121131112113');
    expect(sequence([5, 1, 1], 'earliest-deadline', 7)).toBe('1111231');
  });

  it.each(['nginx-smooth', 'earliest-deadline'])('%s gives each server its weight in every round', (order) => {
    const weights = [7, 4, 2, 1];
    const picks = sequence(weights, order, 14 * 5);
    for (let round = 0; round < 5; round += 1) {
      const part = picks.slice(14 * round, 14 * (round + 1));
      expect(weights.map((_, n) => part.split(String(n + 1)).length - 1)).toEqual(weights);
    }
  });

  it('of HAProxy is the order of round-robin', () => {
    expect(sequence([3, 1, 1, 1], 'haproxy', 24)).toBe(balancingOf('round-robin', [3, 1, 1, 1]).sequence(24));
  });

  it('of nginx lets a server that failed fade in, one unit of weight per turn', () => {
    const driven = balancingOf('weighted-round-robin', [20, 20]);
    driven.set(1, 'down');
    driven.sequence(10);
    driven.set(1, 'up');
    // With its full weight it would take every other turn at once.
    expect(driven.sequence(24)).toBe('222221222122121221212121');
  });

  it('of nginx begins anew when the list of servers is edited', () => {
    const driven = balancingOf('weighted-round-robin', [5, 1, 1]);
    driven.sequence(3);
    driven.add(1);
    expect(driven.sequence(8)).toBe(balancingOf('weighted-round-robin', [5, 1, 1, 1]).sequence(8));
  });
});
