/** The sizes that are worked out for every request are those of the texts that the wire shows. */
import { expect, it } from 'vitest';
import type { TimedAction } from '../actions.ts';
import { createHistory, type History } from '../history.ts';
import { persistences } from '../persistence/registry.ts';
import { profiles } from '../profiles/registry.ts';
import { sessionStates } from '../session-state/registry.ts';
import { play } from '../testing/play.ts';
import { scenarioOf, serverSpec } from '../testing/scenarioOf.ts';

const UNTIL_US = 60_000_000;

const headLength = (message: string | null): number => (message === null ? 0 : message.indexOf('\r\n\r\n') + 4);

/** Sum over all requests that the load balancer has let go of. */
function textsOf(history: History): { up: number; down: number } {
  const sum = { up: 0, down: 0 };
  for (let request = 1; request <= history.simulation.requestsSent; request += 1) {
    const wire = history.explain(request)?.wire;
    if (wire === undefined) continue;
    sum.up += headLength(wire.clientToBalancer);
    sum.down += headLength(wire.balancerToClient);
  }
  return sum;
}

/** The product's options of that module. */
function optionsOf(profile: string, module: string): Record<string, unknown> {
  const options = profiles.find(({ id }) => id === profile)?.options[module] ?? {};
  return Object.fromEntries(Object.entries(options).map(([name, { value }]) => [name, value]));
}

const people = [
  { count: 3, behaviour: 'shopper', network: 'home' },
  { count: 2, behaviour: 'editor', network: 'home' },
  { count: 2, behaviour: 'banker', network: 'mobile' },
] as const;

const actions: TimedAction[] = [
  { atMs: 8000, do: 'kill', server: 's1' },
  { atMs: 14_000, do: 'restart', server: 's1' },
  { atMs: 20_000, do: 'rotateKey' },
  { atMs: 24_000, do: 'setLoad', people: 0 },
];

const pairs = persistences.flatMap((persistence) =>
  sessionStates.map((sessionState) => [persistence.id, sessionState.id] as const),
);

it.each(pairs)('%s with %s', (persistence, sessionState) => agree('haproxy', persistence, sessionState));

const products = profiles.flatMap(({ id }) => [
  [id, 'inserted-cookie', 'server-memory'] as const,
  [id, 'inserted-cookie', 'signed-token'] as const,
  [id, 'none', 'stateless'] as const,
]);

it.each(products)('behind %s, %s with %s', agree);

function agree(profile: string, persistence: string, sessionState: string): void {
  const history = createHistory(
    scenarioOf({
      people,
      actions,
      servers: [serverSpec(1), serverSpec(2)],
      loadBalancer: {
        ...{ profile, balancing: { id: 'round-robin' } },
        persistence: { ...optionsOf(profile, persistence), id: persistence },
      },
      sessionState: { id: sessionState },
      workload: { thinkMs: 700, visitRequests: 8 },
    }),
  );
  // Everybody has gone by then, and nothing is on its way.
  history.advance(UNTIL_US);
  const measures = history.simulation.measures();
  expect(measures.inFlight).toBe(0);
  expect(measures.requests).toBeGreaterThan(60);
  const texts = textsOf(history);
  expect({ up: measures.wire.up, down: measures.wire.down }).toEqual(texts);
  expect(measures.wire.upSession).toBeLessThan(measures.wire.up);
}

it('of recorded traffic, with hosts, agents and forged marks of its own', () => {
  const headers = { host: 'a.example', 'User-Agent': 'curl/8', Cookie: 'SRV=nobody' };
  const { history } = play({ persistence: { id: 'inserted-cookie' }, servers: [serverSpec(1)] }, [
    { atMs: 0, person: 'p1', headers },
    { atMs: 1000, person: 'p1', method: 'POST', url: '/cart/items?a=b' },
    { atMs: 2000, person: 'p2', cookies: false },
  ]);
  const { wire } = history.simulation.measures();
  expect({ up: wire.up, down: wire.down }).toEqual(textsOf(history));
});
