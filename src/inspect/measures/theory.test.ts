import { describe, expect, it } from 'vitest';
import { createSimulation, type Scenario } from '../../engine/index.ts';
import { openingScenario } from '../../lab/openingScenario.ts';
import { samplesOf } from './samples.ts';
import { theoriesOf } from './theory.ts';

function theoriesAfter(seconds: number, scenario: Scenario) {
  const simulation = createSimulation(scenario);
  simulation.advance(seconds * 1_000_000);
  const measures = simulation.measures();
  return { measures, theories: theoriesOf(scenario, measures, samplesOf(simulation.windows(), measures.atMs)) };
}

const withPersistence = (id: string, more: Partial<Scenario> = {}): Scenario => ({
  ...openingScenario,
  ...more,
  loadBalancer: { ...openingScenario.loadBalancer, persistence: { id } },
});

describe('the closed form beside the run', () => {
  it('has a share of the sessions lost with one server of several, and not for a second death', () => {
    const kill = (atMs: number, server: string) => ({ atMs, do: 'kill', server }) as const;
    const once = theoriesAfter(60, withPersistence('inserted-cookie', { actions: [kill(20_000, 's3')] }));
    const lost = once.theories['sessions-lost'];
    // S/N of the sessions that lived just before.
    expect(lost?.value).toBeGreaterThan(4);
    expect(lost?.value).toBeLessThan(9);
    const died = once.measures.sessionsLost + once.measures.sessionsLostUnnoticed;
    expect(Number(lost?.gap.replace('−', '-'))).toBeCloseTo(died - (lost?.value ?? 0), 0);
    const twice = withPersistence('inserted-cookie', { actions: [kill(20_000, 's3'), kill(30_000, 's1')] });
    expect(theoriesAfter(60, twice).theories['sessions-lost']).toBeUndefined();
  });

  it('has one chance in N where nothing sends people back, and none where something does', () => {
    expect(theoriesAfter(60, withPersistence('none')).theories.affinity).toMatchObject({
      value: 0.25,
      shown: '25.0 %',
    });
    expect(theoriesAfter(60, withPersistence('inserted-cookie')).theories.affinity).toBeUndefined();
  });
});
