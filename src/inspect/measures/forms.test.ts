import { describe, expect, it } from 'vitest';
import { createSimulation, MEASURES, type Scenario, theoryFor } from '../../engine/index.ts';
import { openingScenario } from '../../lab/openingScenario.ts';
import { COURSES } from './courses.ts';
import { formOf, formsBeside } from './forms.ts';

/** Many people, each with an address of their own: the forms speak of such. */
function ranFor(seconds: number, persistence: string, more: Partial<Scenario> = {}) {
  const scenario: Scenario = {
    ...openingScenario,
    people: [{ count: 300, behaviour: 'shopper', network: 'home' }],
    loadBalancer: { ...openingScenario.loadBalancer, persistence: { id: persistence } },
    ...more,
  };
  const simulation = createSimulation(scenario);
  simulation.advance(seconds * 1_000_000);
  const measures = simulation.measures();
  const theories = theoryFor({ ...scenario, actions: simulation.actions }, measures);
  return { measures, theories, beside: formsBeside(theories, measures) };
}

describe('the closed form beside the run', () => {
  it('is at the sessions lost where one server of several has died', () => {
    const { beside } = ranFor(60, 'inserted-cookie', { actions: [{ atMs: 20_000, do: 'kill', server: 's3' }] });
    const lost = beside['sessions-lost'];
    expect(lost?.figure.formula).toBe('S ÷ N');
    expect(lost?.level).toBe(lost?.figure.value);
    expect(lost?.off).toMatch(/^\d.* standard errors apart$/);
    expect(beside['affinity-ratio']).toBeUndefined();
  });

  it('is one chance in N at the affinity where nothing sends people back, written as a share', () => {
    expect(ranFor(60, 'none').beside['affinity-ratio']).toMatchObject({ level: 0.25, value: '25.0 %' });
  });

  it('of a count lies at its rate', () => {
    const { beside, theories } = ranFor(30, 'none', { sessionState: { id: 'replication' } });
    const messages = theories.find(({ id }) => id === 'replication-messages');
    expect(beside.messages?.level).toBeCloseTo((messages?.value ?? 0) / 30);
    expect(beside.messages?.off).toBe('exactly so');
  });

  it('says nothing of how far apart they are where no error is known', () => {
    const { theories } = ranFor(30, 'inserted-cookie');
    const [first] = theories;
    expect(first).toBeDefined();
    if (first !== undefined) expect(formOf({ ...first, standardError: null, deviations: null }).off).toBe('');
  });
});

it('every chart shows a measure that the engine defines', () => {
  const defined = new Set(MEASURES.map(({ id }) => id));
  expect(COURSES.map(({ id }) => id).filter((id) => !defined.has(id))).toEqual([]);
});
