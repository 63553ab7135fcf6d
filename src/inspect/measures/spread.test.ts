import { expect, it } from 'vitest';
import { spread } from './spread.ts';

it('moves words apart that would stand on one another, and keeps them within the drawing', () => {
  expect(spread([50, 10], 12, 0, 100)).toEqual([50, 10]);
  expect(spread([50, 52, 54], 12, 0, 100)).toEqual([50, 62, 74]);
  expect(spread([98, 99], 12, 0, 100)).toEqual([88, 100]);
});

it('puts the later of two at one height above', () => {
  expect(spread([40, 40], 12, 0, 100)).toEqual([52, 40]);
});
