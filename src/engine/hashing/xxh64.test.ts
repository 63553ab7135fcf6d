import { expect, it } from 'vitest';
import { xxh64 } from './xxh64.ts';

const hashOf = (text: string) => xxh64(new TextEncoder().encode(text)).toString(16).padStart(16, '0');

it('gives the values of the reference implementation', () => {
  expect(hashOf('')).toBe('ef46db3751d8e999');
  expect(hashOf('a')).toBe('d24ec4f1a98c6e5b');
  expect(hashOf('abc')).toBe('44bc2cf5ad770999');
  expect(hashOf('Nobody inspects the spammish repetition')).toBe('fbcea83c8a378bf1');
});
