import { expect, it } from 'vitest';
import { balancings, persistences, type Step, type StepSource, sessionStates } from '../engine/index.ts';
import { litBy, PERSISTENCE_PLACES, placeOf, SESSION_PLACES } from './stepPlaces.ts';

const step = (source: StepSource, code: string, server: string | null = null): Step => ({
  ...{ atMs: 0, source, code, values: {}, server },
});
const at = { person: 'ada', server: 's2', hasStore: false };

it('knows a place for every step that a module can say', () => {
  const codesOf = (modules: readonly { readonly steps: object }[]) =>
    modules.flatMap(({ steps }) => Object.keys(steps));
  const without = (source: StepSource, codes: readonly string[]) =>
    codes.filter((code) => placeOf(step(source, code)) === null);
  expect(without('balancing', codesOf(balancings))).toEqual([]);
  expect(without('persistence', codesOf(persistences))).toEqual([]);
  expect(without('session-state', codesOf(sessionStates))).toEqual([]);
});

it('knows none that no module says', () => {
  const said = (modules: readonly { readonly steps: object }[]) =>
    new Set(modules.flatMap(({ steps }) => Object.keys(steps)));
  const [persistence, state] = [said(persistences), said(sessionStates)];
  expect(Object.keys(PERSISTENCE_PLACES).filter((code) => !persistence.has(code))).toEqual([]);
  expect(Object.keys(SESSION_PLACES).filter((code) => !state.has(code))).toEqual([]);
});

it('lights what the step names', () => {
  expect(litBy(step('persistence', 'names-server', 's3'), at)).toEqual({ part: 'clue', person: 'ada' });
  expect(litBy(step('load-balancer', 'refused', 's3'), at)).toEqual({ part: 'server', server: 's3' });
  expect(litBy(step('balancing', 'turn', 's1'), at)).toEqual({ part: 'balancer', section: 'strangers' });
  expect(litBy(step('application', 'session-found'), at)).toEqual({ part: 'server', server: 's2' });
  expect(litBy(step('session-state', 'fetched'), { ...at, hasStore: true })).toEqual({ part: 'store' });
  expect(litBy(step('session-state', 'fetched', 's4'), at)).toEqual({ part: 'server', server: 's4' });
});
