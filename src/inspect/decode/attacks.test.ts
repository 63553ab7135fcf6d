import { expect, it } from 'vitest';
import { createHistory, type Explanation, type Scenario } from '../../engine/index.ts';
import { openingScenario } from '../../lab/openingScenario.ts';
import { choicesOf } from '../../lab/strategyOf.ts';
import { attacksWith } from './attacks.ts';
import { carriageOf } from './carriage.ts';
import type { WireValue } from './wireValues.ts';

/** Does what is offered, and explains the attacker's first request that was answered. */
function tried(scenario: Scenario, value: WireValue, what: string): { explanation: Explanation; offered: string[] } {
  const history = createHistory(scenario);
  history.advance(20_000_000);
  const offered = attacksWith(value, 'ada', carriageOf(choicesOf(scenario)), history.simulation.snapshot());
  const attack = offered.find((one) => one.what === what);
  if (attack === undefined) throw new Error(`${what} is not offered`);
  expect(history.act(attack.action)).toBeNull();
  history.advance(40_000_000);
  const attacker = history.simulation.snapshot().people.find(({ id }) => id === attack.action.by);
  const explanation = history.explain(attacker?.lastRequest ?? 0);
  if (explanation === null) throw new Error('the attacker was not answered');
  return { explanation, offered: offered.map((one) => one.what) };
}

const token = { ...openingScenario, sessionState: { id: 'signed-token' } };

it('a copied session is taken for its owner', () => {
  const value: WireValue = { kind: 'session', place: 'cookie', name: 'JSESSIONID', text: 'AB' };
  const { explanation, offered } = tried(openingScenario, value, 'as-it-is');
  expect(offered).toEqual(['as-it-is']);
  expect(explanation.request.outcome).toBe('hijacked');
});

it('a made-up mark is obeyed', () => {
  const value: WireValue = { kind: 'mark', place: 'cookie', name: 'SRV', text: 's3' };
  const { explanation } = tried(openingScenario, value, 'other-server');
  expect(explanation.request.server).toBe('s1');
  expect(explanation.wire.clientToBalancer).toContain('SRV=s1');
});

it('a token without a signature is refused', () => {
  const value: WireValue = { kind: 'session', place: 'cookie', name: 'token', text: 'x.y.z' };
  const { explanation } = tried(token, value, 'unsigned');
  expect(explanation.request.outcome).toBe('token-rejected');
  expect(explanation.steps.map(({ code }) => code)).toContain('unsigned');
});
