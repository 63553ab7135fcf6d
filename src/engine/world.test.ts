/** Sets that stand twice, as numbers in the rows and as names outside, must be in the same order. */
import { describe, expect, it } from 'vitest';
import { WISHES } from './behaviours/wishes.ts';
import { PHASES } from './snapshot.ts';
import { PHASE, WISH } from './world.ts';

const kebab = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
const namesInOrder = (numbers: Readonly<Record<string, number>>): string[] =>
  Object.entries(numbers)
    .sort((a, b) => a[1] - b[1])
    .map(([name]) => kebab(name));

describe('numbers and names', () => {
  it('of phases and of wishes agree', () => {
    expect(namesInOrder(PHASE)).toEqual([...PHASES]);
    expect(namesInOrder(WISH)).toEqual(WISHES.map(({ name }) => name));
  });
});
