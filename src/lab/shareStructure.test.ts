import { expect, it } from 'vitest';
import { shareStructure } from './shareStructure.ts';

it('keeps what says the same and replaces what does not', () => {
  const before = {
    people: [
      { id: 'ada', items: 1 },
      { id: 'ben', items: 2 },
    ],
    store: null,
  };
  const after = {
    people: [
      { id: 'ada', items: 1 },
      { id: 'ben', items: 3 },
    ],
    store: null,
  };
  const shared = shareStructure(before, after);
  expect(shared).toEqual(after);
  expect(shared.people[0]).toBe(before.people[0]);
  expect(shared.people[1]).not.toBe(before.people[1]);
  expect(shareStructure(before, structuredClone(before))).toBe(before);
});

it('notices a list that became shorter', () => {
  expect(shareStructure([1, 2, 3], [1, 2])).toEqual([1, 2]);
});
