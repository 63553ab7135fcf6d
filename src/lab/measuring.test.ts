import { expect, it } from 'vitest';
import type { Measures } from '../engine/index.ts';
import type { Measured } from './labState.ts';
import { knownOf } from './measuring.ts';

const at = (atMs: number, server = 's1'): Omit<Measured, 'known'> => ({
  measures: { atMs } as Measures,
  windows: [],
  actions: [{ atMs: 3000, do: 'kill', server }],
});
const seen: Measured = { ...at(9000), known: { atMs: 9000, windows: [] } };

it('keeps the future that was seen while the run is only looked back at', () => {
  expect(knownOf(seen, at(4000)).atMs).toBe(9000);
  expect(knownOf(seen, at(12_000)).atMs).toBe(12_000);
  expect(knownOf(null, at(4000)).atMs).toBe(4000);
});

it('forgets it when somebody acts otherwise', () => {
  expect(knownOf(seen, at(4000, 's2')).atMs).toBe(4000);
});
