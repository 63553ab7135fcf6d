/** Where a closed form says that it applies, the engine agrees with it, within the errors of the run and over several seeds. */
import { describe, expect, it } from 'vitest';
import type { Measures } from '../measures.ts';
import { createSimulation } from '../simulation.ts';
import { scenarioOf, serverSpec, strategyOf } from '../testing/scenarioOf.ts';
import { closedForms, type TheoryFigure, theoryFor } from './theoryFor.ts';

type Change = Parameters<typeof scenarioOf>[0];

const SEEDS = [1, 2, 3, 4, 5];
const home = (count: number) => [{ count, behaviour: 'shopper', network: 'home' }] as const;
const roomy = [1, 2, 3, 4].map((n) => serverSpec(n, { workers: 200 }));

function figuresOf(seed: number, change: Change, untilMs = 60_000) {
  const scenario = scenarioOf({ people: home(1500), servers: roomy, seed, ...change });
  const simulation = createSimulation(scenario);
  simulation.advance(untilMs * 1000);
  const measures: Measures = simulation.measures();
  return { figures: theoryFor(scenario, measures), all: closedForms(scenario, measures), measures };
}

const find = (figures: readonly TheoryFigure[], id: string): TheoryFigure => {
  const found = figures.find((one) => one.id === id);
  expect(found, `${id} among ${figures.map((one) => one.id).join(', ')}`).toBeDefined();
  return found!;
};

/** More than four deviations happen by chance once in 16,000 runs. */
function agrees(id: string, change: Change, untilMs?: number): void {
  const all = SEEDS.map((seed) => find(figuresOf(seed, change, untilMs).figures, id));
  for (const { deviations, standardError } of all) {
    expect(standardError).toBeGreaterThan(0);
    expect(Math.abs(deviations!)).toBeLessThan(4);
  }
}

const balancedBy = (strategy: string, balancing: { readonly id: string }): Change => {
  const base = strategyOf(strategy);
  return { ...base, loadBalancer: { ...base.loadBalancer, balancing } };
};

describe('the engine agrees', () => {
  it('on affinity without persistence', () => {
    agrees('unsticky-affinity', strategyOf('no-persistence'));
    agrees('unsticky-affinity', balancedBy('redis', { id: 'random' }));
  });

  it('on the sessions lost with one server', () => {
    const actions = [{ atMs: 50_000, do: 'kill', server: 's2' } as const];
    agrees('lost-on-death', { ...strategyOf('sticky-cookie'), actions });
    agrees('lost-on-death', { ...balancedBy('sticky-cookie', { id: 'random' }), actions });
  });

  it('on whose server changes', () => {
    const actions = [{ atMs: 50_000, do: 'maintenance', server: 's2' } as const];
    for (const id of ['hash-modulo', 'consistent-hash', 'rendezvous']) {
      agrees('remap', { ...balancedBy('no-persistence', { id }), actions }, 120_000);
    }
    agrees('remap', { ...balancedBy('sticky-cookie', { id: 'random' }), actions }, 120_000);
    const drain = [{ atMs: 50_000, do: 'drain', server: 's2' } as const];
    const { figures } = figuresOf(1, { ...strategyOf('sticky-cookie'), actions: drain }, 120_000);
    expect(find(figures, 'remap')).toMatchObject({ value: 0, simulated: 0 });
    const behindAlb = { ...strategyOf('sticky-cookie'), actions: drain };
    agrees('remap', { ...behindAlb, loadBalancer: { ...behindAlb.loadBalancer, profile: 'aws-alb' } }, 120_000);
  });

  it('on how unevenly sessions lie, by chance and on a ring', () => {
    agrees('session-spread', balancedBy('sticky-cookie', { id: 'random' }));
    agrees('session-spread', balancedBy('no-persistence', { id: 'consistent-hash' }));
  });

  it('on the share of a server that an office is on', () => {
    const people = [...home(900), { count: 600, behaviour: 'shopper', network: 'office-nat' }] as const;
    agrees('nat-share', { ...strategyOf('source-ip'), people });
  });

  it('on how busy workers are', () => agrees('utilisation', strategyOf('sticky-cookie')));

  it('on how many requests wait for a worker, about', () => {
    const servers = [1, 2, 3, 4].map((n) => serverSpec(n, { workers: 2 }));
    for (const seed of SEEDS) {
      const { figures } = figuresOf(seed, {
        ...balancedBy('no-persistence', { id: 'random' }),
        servers,
        people: home(1200),
      });
      const { value, simulated } = find(figures, 'erlang-c');
      expect(value).toBeGreaterThan(0.1);
      expect(simulated / value).toBeGreaterThan(0.8);
      expect(simulated / value).toBeLessThan(1.2);
    }
  });

  it('exactly, on bytes of cookies', () => {
    const change = { ...strategyOf('no-persistence'), servers: [serverSpec(1)], people: home(20), workload: {} };
    for (const seed of SEEDS) {
      const scenario = scenarioOf({ seed, ...change });
      const simulation = createSimulation(scenario);
      simulation.advance(120_000_000);
      // What is on its way at the end has been counted on the way up only.
      while (simulation.measures().inFlight > 0) simulation.advance(simulation.nowUs + 10_000);
      const sent = find(theoryFor(scenario, simulation.measures()), 'cookie-bytes');
      expect(sent.value).toBeGreaterThan(3000);
      expect(sent.simulated).toBe(sent.value);
    }
  });

  it('exactly, on messages', () => {
    const { figures } = figuresOf(1, strategyOf('tomcat-cluster'));
    const sent = find(figures, 'replication-messages');
    expect(sent.simulated).toBe(sent.value);
    expect(sent.value).toBeGreaterThan(1000);
    const sessionState = { id: 'replication', topology: 'primary-backup' };
    const copied = find(
      figuresOf(1, { ...strategyOf('tomcat-cluster'), sessionState }).figures,
      'replication-messages',
    );
    expect(copied.simulated).toBe(copied.value);
  });
});

describe('a closed form', () => {
  it('is left out where its assumptions do not hold', () => {
    const ids = (change: Change) => figuresOf(1, change).figures.map(({ id }) => id);
    const unequal = [serverSpec(1), serverSpec(2, { weight: 3 })];
    expect(ids({ ...strategyOf('no-persistence'), servers: unequal })).toEqual([]);
    expect(ids({ ...strategyOf('no-persistence'), people: home(20) })).not.toContain('unsticky-affinity');
    expect(ids(strategyOf('sticky-cookie'))).not.toContain('unsticky-affinity');
    expect(ids(strategyOf('redis'))).not.toContain('utilisation');
    expect(ids(strategyOf('sticky-cookie'))).not.toContain('session-spread');
    const actions = [{ atMs: 20_000, do: 'kill', server: 's2' } as const];
    expect(ids({ ...strategyOf('tomcat-cluster'), actions })).not.toContain('replication-messages');
  });

  it('says which of its assumptions does not hold, whatever the run', () => {
    const actions = [{ atMs: 20_000, do: 'kill', server: 's2' } as const];
    const whyNot = (id: string, change: Change) => {
      const form = figuresOf(1, change).all.find((one) => one.id === id);
      return form?.holds === false ? form.fails : null;
    };
    expect(whyNot('unsticky-affinity', { ...strategyOf('no-persistence'), actions })).toBe('s2 was killed at 20.0 s');
    expect(whyNot('unsticky-affinity', { ...strategyOf('no-persistence'), people: home(20) })).toBe(
      'fewer than 200 people',
    );
    expect(whyNot('lost-on-death', strategyOf('sticky-cookie'))).toBe('no server has been killed');
    expect(whyNot('utilisation', strategyOf('redis'))).toBe('workers wait for a store, or for other servers, as well');
    const { all } = figuresOf(1, { ...strategyOf('jwt'), servers: [serverSpec(1)], actions: [] });
    expect(all.length).toBe(9);
    for (const form of all) if (!form.holds) expect(form.fails).toMatch(/^[a-z0-9]/);
  });

  it('says its formula, what stands in it, what it assumes and where it comes from', () => {
    for (const strategy of ['no-persistence', 'sticky-cookie', 'tomcat-cluster']) {
      for (const one of figuresOf(1, strategyOf(strategy)).figures) {
        for (const text of [one.name, one.formula, one.where, one.measure, one.assumes, one.source]) {
          expect(text.length).toBeGreaterThan(0);
        }
        expect(Number.isFinite(one.value)).toBe(true);
      }
    }
  });
});
