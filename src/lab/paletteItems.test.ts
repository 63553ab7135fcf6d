import { describe, expect, it } from 'vitest';
import { createSimulation } from '../engine/index.ts';
import { initialState, type LabState } from './labState.ts';
import { openingScenario } from './openingScenario.ts';
import { paletteItems } from './paletteItems.ts';

const snapshot = createSimulation(openingScenario).snapshot();
const state: LabState = { ...initialState(openingScenario), snapshot };
const found = (query: string, given: Partial<LabState> = {}) =>
  paletteItems(query, { ...state, ...given }, []).map(({ text }) => text);

describe('the command palette', () => {
  it('finds an action on a thing by a few of its words', () => {
    expect(found('kill s3')[0]).toBe('Kill s3');
    expect(found('drain s2')[0]).toBe('Drain s2');
    expect(found('steal Ada’s cookie')[0]).toBe('Steal the cookies of Ada');
    expect(found('cut s2')).toContain('Cut the link s2 – load balancer');
  });

  it('goes to a server or a person by name', () => {
    expect(found('s4')).toContain('Go to s4');
    expect(found('ben')).toContain('Follow Ben');
  });

  it('finds strategies, products, speeds and selections', () => {
    expect(found('jwt')).toContain('Strategy: JWT');
    expect(found('nginx')).toContain('Load balancer like nginx');
    expect(found('10×')).toContain('Speed 10×');
    expect(found('select up')).toEqual(['Select all servers that are up']);
  });

  it('acts on several that are selected, as one', () => {
    const several = ['s1', 's2'].map((id) => ({ kind: 'server', id }) as const);
    expect(found('kill', { several })).toContain('Kill 2 servers');
  });

  it('offers what is selected before anything is typed, and nothing for what is nowhere', () => {
    expect(found('', { selectedServer: 's1' })).toContain('Kill s1');
    expect(found('xyzzy')).toEqual([]);
  });

  it('stays quick and short with two thousand people', () => {
    const many = { ...openingScenario, people: [{ count: 2000, behaviour: 'shopper', network: 'home' } as const] };
    const crowd = { ...initialState(many), snapshot: createSimulation(many).snapshot() };
    expect(paletteItems('ada 21', crowd, [])[0]?.text).toMatch(/Ada 21/);
    expect(paletteItems('a', crowd, []).length).toBeLessThanOrEqual(40);
  });
});
