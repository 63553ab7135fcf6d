import { describe, expect, it } from 'vitest';
import { createSimulation } from '../engine/index.ts';
import { initialState, type LabState } from './labState.ts';
import { openingScenario } from './openingScenario.ts';
import { extendedTo, namedSelections, selectSeveral, togetherWith, toggled } from './several.ts';
import { type Thing, thingKey } from './things.ts';

const snapshot = createSimulation(openingScenario).snapshot();
const state = (given: Partial<LabState> = {}): LabState => ({ ...initialState(openingScenario), snapshot, ...given });
const server = (id: string): Thing => ({ kind: 'server', id });
const keys = (things: readonly Thing[]) => things.map(thingKey);

describe('a selection of several', () => {
  it('grows from the server that is selected, and shrinks again', () => {
    const two = toggled(server('s3'), state({ selectedServer: 's1' }));
    expect(keys(two)).toEqual(['server s1', 'server s3']);
    expect(keys(toggled(server('s1'), state({ several: two })))).toEqual(['server s3']);
  });

  it('extends in the order of the picture, from where it began', () => {
    const up = extendedTo(server('s1'), state({ selectedServer: 's3' }));
    expect(keys(up)).toEqual(['server s3', 'server s2', 'server s1']);
    expect(keys(extendedTo(server('s4'), state({ several: up })))).toEqual(['server s3', 'server s4']);
  });

  it('is what an action on one of them is done to, and no other', () => {
    const both = state({ several: [server('s1'), server('s2')] });
    expect(togetherWith(server('s2'), both)).toHaveLength(2);
    expect(togetherWith(server('s3'), both)).toEqual([server('s3')]);
  });

  it('forgets who has left', () => {
    expect(selectSeveral(state({ several: [server('s1'), server('s2'), server('s9')] }))).toHaveLength(2);
    expect(selectSeveral(state({ several: [server('s1'), server('s9')] }))).toEqual([]);
  });

  it('can be asked for by name', () => {
    const named = Object.fromEntries(namedSelections(state()).map(({ id, things }) => [id, things.length]));
    expect(named).toMatchObject({ allUp: 4, firstHalf: 2, everybody: 36, inOffice: 12 });
    expect(named).not.toHaveProperty('allDown');
  });
});
