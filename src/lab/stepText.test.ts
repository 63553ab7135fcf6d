import { expect, it } from 'vitest';
import { balancings, COMMON_STEPS, persistences, sessionStates } from '../engine/index.ts';
import { TURNS } from './stepText.ts';

it('calls a turn only what the rules or a module can say', () => {
  const codes = [...balancings, ...persistences, ...sessionStates].flatMap(({ steps }) => Object.keys(steps));
  const known = new Set([...Object.keys(COMMON_STEPS), ...codes]);
  expect(TURNS.filter((code) => !known.has(code))).toEqual([]);
  expect(new Set(TURNS).size).toBe(TURNS.length);
});
