import { describe, expect, it } from 'vitest';
import { closedForms, createSimulation, MEASURES, type Scenario } from '../../engine/index.ts';
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
  const theories = closedForms({ ...scenario, actions: simulation.actions }, measures);
  return { measures, theories, beside: formsBeside(theories, measures) };
}

function held<One extends { readonly holds: boolean }>(one: One | undefined): Extract<One, { holds: true }> {
  if (one?.holds !== true) throw new Error('it does not hold');
  return one as Extract<One, { holds: true }>;
}

describe('the closed form beside the run', () => {
  it('is at the sessions lost where one server of several has died', () => {
    const { beside } = ranFor(60, 'inserted-cookie', { actions: [{ atMs: 20_000, do: 'kill', server: 's3' }] });
    const lost = held(beside['sessions-lost']);
    expect(lost.figure.formula).toBe('S ÷ N');
    expect(lost.level).toBe(lost.figure.value);
    expect(lost.off).toMatch(/^\d.* standard errors apart$/);
  });

  it('that does not hold says why', () => {
    const { beside } = ranFor(60, 'inserted-cookie');
    expect(beside['affinity-ratio']).toMatchObject({
      holds: false,
      fails: 'persistence sends people back to their server',
    });
    // Of two forms for one chart the one that holds.
    const people = [
      { count: 200, behaviour: 'shopper', network: 'home' },
      { count: 100, behaviour: 'shopper', network: 'office-nat' },
    ] as const;
    const office = ranFor(60, 'source-ip-stick-table', { people }).beside['imbalance-sessions'];
    expect(held(office).id).toBe('nat-share');
  });

  it('is one chance in N at the affinity where nothing sends people back, written as a share', () => {
    expect(ranFor(60, 'none').beside['affinity-ratio']).toMatchObject({ level: 0.25, value: '25.0 %' });
  });

  it('of a count lies at its rate', () => {
    const { beside, theories } = ranFor(30, 'none', { sessionState: { id: 'replication' } });
    const messages = held(theories.find(({ id }) => id === 'replication-messages'));
    expect(held(beside.messages).level).toBeCloseTo(messages.value / 30);
    expect(held(beside.messages).off).toBe('exactly so');
  });

  it('says nothing of how far apart they are where no error is known', () => {
    const { theories } = ranFor(30, 'inserted-cookie');
    const first = held(theories.find(({ holds }) => holds));
    expect(formOf({ ...first, standardError: null, deviations: null }).off).toBe('');
  });
});

it('every chart shows a measure that the engine defines', () => {
  const defined = new Set(MEASURES.map(({ id }) => id));
  expect(COURSES.map(({ id }) => id).filter((id) => !defined.has(id))).toEqual([]);
});
