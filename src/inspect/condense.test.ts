import { expect, it } from 'vitest';
import type { Step } from '../engine/index.ts';
import { condense } from './condense.ts';

const step = (code: string, atMs: number, server: string | null, values: Step['values'] = {}): Step => ({
  atMs,
  source: 'load-balancer',
  code,
  values: { server: server ?? '', why: 'nobody listens there', attempt: 1, attempts: 4, waitMs: 1000, ...values },
  server,
});
const choices = {
  balancing: { id: 'round-robin' },
  persistence: { id: 'none' },
  sessionState: { id: 'server-memory' },
};

it('tells attempts that ended alike as one step', () => {
  const read = condense(
    [
      step('connect', 0, 's3'),
      step('refused', 1, 's3'),
      step('turn-around', 1, 's3'),
      step('connect', 1001, 's3'),
      step('refused', 1002, 's3'),
      step('redispatch', 1002, 's3'),
      step('connect', 1002, 's2'),
    ],
    choices,
  );
  expect(read.map(({ step: { code } }) => code)).toEqual(['refused', 'redispatch', 'connect']);
  expect(read[0]?.detail).toMatch(/^2 times in 1\.0 s/);
});

it('does not tell attempts that ended differently as one', () => {
  const read = condense(
    [
      step('connect', 0, 's3'),
      step('queue-full', 1, 's3'),
      step('timed-out', 5000, 's3'),
      step('turn-around', 5000, 's3'),
      step('connect', 6000, 's3'),
      step('refused', 6001, 's3'),
    ],
    choices,
  );
  expect(read.map(({ step: { code } }) => code)).toEqual(['timed-out', 'refused']);
});

it('shows a code that has no words as it is', () => {
  const [unknown] = condense([step('never-heard-of', 0, null)], choices);
  expect(unknown?.title).toBe('never-heard-of');
});
