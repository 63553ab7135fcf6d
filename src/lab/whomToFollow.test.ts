import { describe, expect, it } from 'vitest';
import { createSimulation } from '../engine/index.ts';
import { openingScenario } from './openingScenario.ts';
import { whomToFollow } from './whomToFollow.ts';

const simulation = createSimulation(openingScenario);
simulation.advance(2_000_000);
const { people } = simulation.snapshot();
const come = people.filter(({ lastRequest }) => lastRequest !== null).map(({ id }) => id);
const notCome = people.filter(({ lastRequest }) => lastRequest === null).map(({ id }) => id);

describe('who is followed', () => {
  it('has come, in a run just opened', () => {
    expect(come.length).toBeGreaterThan(0);
    expect(whomToFollow(people, notCome[0] ?? '', true)).toBe(come[0]);
    expect(whomToFollow(people, come.at(-1) ?? '', true)).toBe(come.at(-1));
  });

  it('stays who they are while the run goes on, come or not', () => {
    expect(whomToFollow(people, notCome[0] ?? '', false)).toBe(notCome[0]);
  });

  it('is somebody else once they have left, and nobody where there is nobody', () => {
    expect(whomToFollow(people, 'nobody-here', false)).toBe(come[0]);
    expect(whomToFollow([], 'ada', false)).toBeNull();
  });
});
