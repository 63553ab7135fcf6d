import { expect, it } from 'vitest';
import { scaledQuery } from './scaledMedia.ts';

it('scales lengths in the size of type, and nothing else', () => {
  expect(scaledQuery('(min-width: 72rem) and (min-height: 50rem)', 1.5)).toBe(
    '(min-width: 108rem) and (min-height: 75rem)',
  );
  expect(scaledQuery('(max-width: 37.99rem)', 2)).toBe('(max-width: 75.98rem)');
  expect(scaledQuery('(min-width: 1800px)', 2)).toBe('(min-width: 1800px)');
  expect(scaledQuery('(max-width: 30rem)', 1)).toBe('(max-width: 30rem)');
});
