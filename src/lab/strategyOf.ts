/** A scenario under another strategy: the same people, servers and seed, so that only one thing differs. */
import type { Choice, Scenario, Strategy } from '../engine/index.ts';
import { strategies } from '../engine/index.ts';

export type Axis = 'balancing' | 'persistence' | 'sessionState';

export interface AxisChoices {
  readonly balancing: Choice;
  readonly persistence: Choice;
  readonly sessionState: Choice;
}

export function choicesOf(scenario: Scenario): AxisChoices {
  const { balancing, persistence } = scenario.loadBalancer;
  return { balancing, persistence, sessionState: scenario.sessionState };
}

export function withChoices(scenario: Scenario, choices: AxisChoices): Scenario {
  const { balancing, persistence, sessionState } = choices;
  return { ...scenario, loadBalancer: { ...scenario.loadBalancer, balancing, persistence }, sessionState };
}

/** The preset that a mix of choices is, whatever its options; undefined where it has no name. */
export function strategyOf(choices: AxisChoices): Strategy | undefined {
  return strategies.find(
    ({ balancing, persistence, sessionState }) =>
      balancing.id === choices.balancing.id &&
      persistence.id === choices.persistence.id &&
      sessionState.id === choices.sessionState.id,
  );
}
