import { describe, expect, it } from 'vitest';
import { createSimulation, type Scenario } from '../../engine/index.ts';
import { openingScenario } from '../../lab/openingScenario.ts';
import { theoriesOf } from './theory.ts';

function theoriesAfter(seconds: number, scenario: Scenario) {
  const simulation = createSimulation(scenario);
  simulation.advance(seconds * 1_000_000);
  const measures = simulation.measures();
  return { measures, theories: theoriesOf(scenario, measures) };
}

const withPersistence = (id: string): Scenario => ({
  ...openingScenario,
  loadBalancer: { ...openingScenario.loadBalancer, persistence: { id } },
});

describe('the closed form beside the run', () => {
  it('has one chance in N where nothing sends people back, and none where something does', () => {
    expect(theoriesAfter(60, withPersistence('none')).theories.affinity).toMatchObject({
      value: 0.25,
      shown: '25.0 %',
    });
    expect(theoriesAfter(60, withPersistence('inserted-cookie')).theories.affinity).toBeUndefined();
  });
});
