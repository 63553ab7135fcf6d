import { expect, it } from 'vitest';
import { createSimulation } from '../engine/index.ts';
import { openingScenario } from '../lab/openingScenario.ts';
import { countStandings, crowdsOf, GROUPINGS, standingsText } from './crowds.ts';

it('puts everybody into exactly one crowd, and counts how each stands', () => {
  const run = createSimulation({
    ...openingScenario,
    people: [
      { count: 300, behaviour: 'shopper', network: 'home' },
      { count: 100, behaviour: 'shopper', network: 'office-nat' },
    ],
  });
  run.advance(20_000_000);
  run.act({ do: 'kill', server: 's2' });
  const { people } = run.snapshot();
  const present = people.map((_, row) => row);
  for (const grouping of GROUPINGS) {
    const crowds = crowdsOf(people, present, grouping, ['s1', 's2', 's3', 's4']);
    const members = crowds.flatMap((crowd) => crowd.people).sort((a, b) => a - b);
    expect(members).toEqual(present);
    for (const crowd of crowds) {
      const counts = Object.values(countStandings(people, crowd.people));
      expect(counts.reduce((sum, count) => sum + count, 0)).toBe(crowd.people.length);
    }
  }
  // Whose session died with s2 does not know it yet.
  expect(standingsText(countStandings(people, present))).toMatch(/[1-9]\d* unaware/);
});
