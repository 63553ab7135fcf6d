import { describe, expect, it } from 'vitest';
import { balancings, createSimulation, type OptionDescription, persistences, sessionStates } from '../engine/index.ts';
import { readScenario } from './readScenario.ts';

const file = (choices: { balancing?: object; persistence?: object; sessionState?: object }) => {
  const {
    balancing = { id: 'round-robin' },
    persistence = { id: 'none' },
    sessionState = { id: 'server-memory' },
  } = choices;
  const loadBalancer = { balancing, persistence };
  return JSON.stringify({ version: 1, people: [{ count: 3 }], servers: [{ id: 's1' }], loadBalancer, sessionState });
};

const axes = [
  ['balancing', balancings],
  ['persistence', persistences],
  ['sessionState', sessionStates],
] as const;
const modules = axes.flatMap(([axis, registry]) => registry.map(({ id, options }) => [axis, id, options] as const));

const defaultOf = (option: OptionDescription) => (option.kind === 'duration' ? option.defaultMs : option.default);

describe('the modules there are', () => {
  it.each(modules)('%s %s is read with all its options and runs', (axis, id, options) => {
    const given = Object.entries(options).map(([name, option]) => [name, defaultOf(option)]);
    const result = readScenario(file({ [axis]: { id, ...Object.fromEntries(given) } }));
    if (!result.ok) throw new Error(result.problem);
    createSimulation(result.scenario).advance(10_000_000);
  });

  it('are all named when one is not known', () => {
    const result = readScenario(file({ balancing: { id: 'rond-robin' } }));
    const ids = balancings.map(({ id }) => id).join(', ');
    const problem = `loadBalancer.balancing.id: "rond-robin" is not a balancing; did you mean "round-robin"? (${ids})`;
    expect(result).toEqual({ ok: false, problem });
  });
});
