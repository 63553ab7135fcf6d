import { describe, expect, it } from 'vitest';
import { createSimulation } from '../engine/index.ts';
import { caseId, REGISTRIES, REGISTRY_IDS, scenarioOfCase } from './cases.ts';
import { END_MS, INCIDENTS } from './incidents.ts';
import { layoutMini, SIZE, SQUARE } from './miniPicture.ts';

const cases = REGISTRY_IDS.flatMap((registry) =>
  REGISTRIES[registry].flatMap(({ id }) => INCIDENTS.map((incident) => caseId(registry, id, incident))),
);

it('makes a scenario of every entry under every incident', () => {
  for (const id of cases) expect(scenarioOfCase(id), id).not.toBeNull();
  expect(scenarioOfCase('persistence/inserted-cookie/earthquake')).toBeNull();
  expect(scenarioOfCase('nothing')).toBeNull();
});

describe('the incidents do what they say, to people with sessions in memory', () => {
  const run = (incident: string) => {
    const scenario = scenarioOfCase(`persistence/inserted-cookie/${incident}`);
    if (scenario === null) throw new Error(incident);
    const simulation = createSimulation(scenario);
    simulation.advance(END_MS * 1000);
    return simulation;
  };

  it('only a death, a removal and lost cookies take sessions', () => {
    const lost = Object.fromEntries(INCIDENTS.map((incident) => [incident, run(incident).measures().sessionsLost > 0]));
    expect(lost).toMatchObject({ calm: false, drain: false, add: false, slow: false, 'restart-balancer': false });
    expect(lost).toMatchObject({ network: false, 'kill-restart': true, remove: true, deploy: true, cookies: true });
  });

  it('in the small picture no session lies outside its server, or upon another', () => {
    for (const incident of INCIDENTS) {
      const { servers, people } = layoutMini(run(incident).snapshot());
      expect(people.length).toBeGreaterThan(0);
      for (const { x, y, width, height, sessions } of servers) {
        expect(x + width).toBeLessThanOrEqual(SIZE.width + 0.001);
        for (const square of sessions) {
          expect(square.x + SQUARE).toBeLessThanOrEqual(x + width);
          expect(square.y + SQUARE).toBeLessThanOrEqual(y + height);
        }
        expect(new Set(sessions.map((square) => `${square.x} ${square.y}`)).size).toBe(sessions.length);
      }
    }
  });
});
