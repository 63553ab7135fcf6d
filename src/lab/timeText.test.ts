import { expect, it } from 'vitest';
import type { Action } from '../engine/index.ts';
import { initialState } from './labState.ts';
import { openingScenario } from './openingScenario.ts';
import { actionName } from './timeText.ts';

const state = initialState(openingScenario);
const nameOf = (action: Action): string => actionName({ ...action, atMs: 0 }, state);

it('names what was done by whom it was done to', () => {
  expect(nameOf({ do: 'kill', server: 's3' })).toBe('kill s3');
  expect(nameOf({ do: 'cutLink', a: 's1', b: 'store' })).toBe('cut the link s1 – store');
  expect(nameOf({ do: 'failOver' })).toBe('fail over');
  expect(nameOf({ do: 'killNode', node: 'cache-1' })).toBe('kill cache-1');
  expect(nameOf({ do: 'stealCookie', from: 'ada' })).toBe('steal the cookies of ada');
  expect(nameOf({ do: 'stopAttack', by: 'mallory' })).toBe('stop mallory');
});
