import { expect, it } from 'vitest';
import { createHistory } from './history.ts';
import { persistences } from './persistence/registry.ts';
import { scenarioOf } from './testing/scenarioOf.ts';

// What the path will be is not known before it is asked for.
const FORESEEN = persistences.filter(({ id }) => id !== 'path');

it.each(FORESEEN.map(({ id }) => [id]))('%s: whoever is said to be pinned is sent there next', (id) => {
  const history = createHistory(scenarioOf({ loadBalancer: { persistence: { id } } }));
  history.advance(20_000_000);
  const { people } = history.simulation.snapshot();
  const before = history.simulation.requestsSent;
  history.advance(35_000_000);
  for (const { id: person, pinnedTo, lastRequest } of people) {
    const last = history.simulation.snapshot().people.find((one) => one.id === person)?.lastRequest ?? 0;
    for (let request = Math.max(before, lastRequest ?? 0) + 1; request <= last; request += 1) {
      const finished = history.explain(request)?.request;
      if (finished?.person !== person) continue;
      expect(finished.binding === 'pinned' ? finished.server : null, `${person}, request ${request}`).toBe(pinnedTo);
      break;
    }
  }
});

it('names the last stranger, and since when a session is there', () => {
  const history = createHistory(scenarioOf());
  history.advance(20_000_000);
  const { lastStranger, people } = history.simulation.snapshot();
  expect(history.explain(lastStranger ?? 0)?.request.binding).toBe('stranger');
  const since = people.flatMap(({ sessionSinceMs }) => sessionSinceMs ?? []);
  expect(since.length).toBeGreaterThan(0);
  for (const ms of since) expect(ms).toBeGreaterThan(0);
});
