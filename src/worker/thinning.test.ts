import { expect, it } from 'vitest';
import { createSimulation, type Snapshot } from '../engine/index.ts';
import { readScenario } from '../scenario/readScenario.ts';
import { createThickener, createThinner } from './thinning.ts';

function simulation() {
  const read = readScenario(
    '{ "version": 1, "people": [{ "count": 36 }], "servers": [{ "id": "s1" }, { "id": "s2" }, { "id": "s3" }] }',
  );
  if (!read.ok) throw new Error(read.problem);
  return createSimulation(read.scenario);
}

it('brings every state across as it is, through a kill and people who come and go', () => {
  const run = simulation();
  const thin = createThinner();
  const thick = createThickener();
  const moments: readonly Snapshot[] = Array.from({ length: 40 }, (_, step) => {
    run.advance((step + 1) * 700_000);
    if (step === 10) run.act({ do: 'kill', server: 's3' });
    if (step === 20) run.act({ do: 'setLoad', people: 50, thinkMs: 1000 });
    if (step === 30) run.act({ do: 'setLoad', people: 10, thinkMs: 1000 });
    return run.snapshot();
  });
  for (const snapshot of moments) expect(thick(structuredClone(thin(snapshot)))).toEqual(snapshot);
});

it('sends nobody twice who has not changed, and keeps their object', () => {
  const run = simulation();
  const thin = createThinner();
  const thick = createThickener();
  run.advance(20_000_000);
  const first = thick(structuredClone(thin(run.snapshot())));
  run.advance(20_050_000);
  const crossing = thin(run.snapshot());
  expect(crossing.people.rows.length).toBeLessThan(first.people.length / 2);
  const second = thick(structuredClone(crossing));
  const still = first.people.findIndex((_, row) => !crossing.people.at.includes(row));
  expect(second.people[still]).toBe(first.people[still]);
});
