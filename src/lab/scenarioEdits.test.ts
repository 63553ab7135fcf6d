import { describe, expect, it } from 'vitest';
import { BEHAVIOURS, createSimulation } from '../engine/index.ts';
import { openingScenario } from './openingScenario.ts';
import { editsOf, nextGroup, problemOf, withEdits } from './scenarioEdits.ts';

const edits = editsOf(openingScenario);

describe('an edited scenario', () => {
  it('is the same where nothing was changed', () => {
    const { workload, ...rest } = withEdits(openingScenario, edits);
    expect(rest).toEqual({ ...openingScenario, workload: undefined });
    expect(workload).toEqual({ ...openingScenario.workload, rotatesAtSignIn: true });
  });

  it('has further servers with names and addresses of their own, or only the first ones', () => {
    const more = withEdits(openingScenario, { ...edits, serverCount: 200, workers: 2 });
    expect(new Set(more.servers.map(({ id }) => id)).size).toBe(200);
    expect(new Set(more.servers.map(({ address }) => address)).size).toBe(200);
    expect(more.servers.every(({ workers }) => workers === 2)).toBe(true);
    const fewer = withEdits(openingScenario, { ...edits, serverCount: 1 });
    expect(fewer.servers.map(({ id }) => id)).toEqual(['s1']);
  });

  it('runs with a group of another kind', () => {
    const group = nextGroup(edits.people, BEHAVIOURS);
    expect(group.behaviour).not.toBe('shopper');
    const simulation = createSimulation(withEdits(openingScenario, { ...edits, people: [...edits.people, group] }));
    simulation.advance(1_000_000);
    expect(simulation.snapshot().people).toHaveLength(46);
  });

  it('may have two load balancers that teach one another', () => {
    const pair = withEdits(openingScenario, { ...edits, balancers: 2, arrangement: 'active-active', peers: true });
    const simulation = createSimulation(pair);
    simulation.advance(1_000_000);
    expect(simulation.snapshot().balancers.map(({ id, hasAddress }) => [id, hasAddress])).toEqual([
      ['lb1', true],
      ['lb2', true],
    ]);
    expect(pair.loadBalancer.peers).toBe(true);
  });

  it('says what does not fit together', () => {
    expect(problemOf(edits)).toBeNull();
    expect(problemOf({ ...edits, serviceP99Ms: 1 })).toEqual({ kind: 'p99-below' });
    const crowd = { count: 1500, behaviour: 'shopper', network: 'home' } as const;
    expect(problemOf({ ...edits, people: [crowd, crowd] })).toEqual({ kind: 'too-many-people', count: 3000 });
  });
});
