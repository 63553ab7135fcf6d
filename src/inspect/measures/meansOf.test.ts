import { expect, it } from 'vitest';
import { meansOf } from './meansOf.ts';

it('smooths what is noise in single windows, and keeps gaps', () => {
  expect(meansOf([0, 3, 6, null, 9], 3)).toEqual([1.5, 3, 4.5, null, 9]);
  expect(meansOf([1, null, 5], 1)).toEqual([1, null, 5]);
});
