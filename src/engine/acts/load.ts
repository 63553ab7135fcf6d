/** How many people there are, and how long they think. */
import type { Refusal } from '../actions.ts';
import { setPeople, setThinkUs } from '../people.ts';
import type { Run } from '../run.ts';
import { LIMITS } from '../scenario.ts';
import { planSteps } from '../steps.ts';
import { usOf } from '../units.ts';
import { type ActionNamed, type Acts, refuse } from './contract.ts';

export const loadActs: Acts<'setLoad' | 'surge'> = {
  setLoad: {
    refusal: loadRefusal,
    perform(run, { people, thinkMs }) {
      if (thinkMs !== undefined) setThinkUs(run, usOf(thinkMs));
      if (people !== undefined) setPeople(run, people);
      const { activePeople, thinkUs, nowUs } = run.world;
      const load = { people: activePeople, thinkMs: thinkUs / 1000 };
      run.sink.happened?.({ kind: 'load-set', atMs: nowUs / 1000, ...load });
    },
  },
  surge: { refusal: loadRefusal, perform: ({ world }, action) => planSteps(world, action) },
};

function loadRefusal({ recorded }: Run, { people }: ActionNamed<'setLoad' | 'surge'>): Refusal | null {
  if (recorded.length > 0) return refuse('recorded-traffic', 'people', String(people ?? ''));
  const isTooMany = (people ?? 0) > LIMITS.people;
  return isTooMany ? refuse('too-many-people', 'people', String(LIMITS.people)) : null;
}
