import { describe, expect, it } from 'vitest';
import { createHistory, type Explanation, persistences, type Scenario, sessionStates } from '../../engine/index.ts';
import { openingScenario } from '../../lab/openingScenario.ts';
import { choicesOf } from '../../lab/strategyOf.ts';
import { carriageOf } from './carriage.ts';
import { covers, decode, type Part } from './decode.ts';
import { valuesIn, type WireValue } from './wireValues.ts';

const scenarioWith = (persistence: { id: string } & Record<string, unknown>, sessionState: string): Scenario => {
  const { loadBalancer, workload } = openingScenario;
  return {
    ...{ ...openingScenario, sessionState: { id: sessionState }, workload: { ...workload, thinkMs: 500 } },
    loadBalancer: { ...loadBalancer, persistence: persistence as Scenario['loadBalancer']['persistence'] },
  };
};

/** All that can be read in one served request of a run, on the client's side, with what it says. */
function read(scenario: Scenario): { readonly value: WireValue; readonly parts: readonly Part[] }[] {
  const carriage = carriageOf(choicesOf(scenario));
  const history = createHistory(scenario);
  history.advance(12_000_000);
  const snapshot = history.simulation.snapshot();
  const ada = snapshot.people.findLast(({ believesItems }) => believesItems > 0);
  const { wire, request } = history.explain(ada?.lastRequest ?? 1) as Explanation;
  const lines = `${wire.clientToBalancer}\n${wire.balancerToClient}`.replace(/\r/g, '').split('\n');
  const values = lines.flatMap((line, index) => valuesIn(line, index === 0, carriage)).map(({ value }) => value);
  if (carriage.tableKey === 'address') values.push({ kind: 'address', text: request.address });
  return values.map((value) => ({ value, parts: decode(value, { carriage, seed: scenario.seed, snapshot }) }));
}

const partsOf = (scenario: Scenario): Part[] => read(scenario).flatMap(({ parts }) => [...parts]);

describe('what stands in a message is read', () => {
  it('names the server of a mark, and its dates', () => {
    const parts = partsOf(
      scenarioWith({ id: 'inserted-cookie', maxIdleMs: 60_000, maxLifeMs: 600_000 }, 'server-memory'),
    );
    expect(parts.map((part) => (part.kind === 'date' ? part.what : part.kind))).toEqual(
      expect.arrayContaining(['server', 'seen', 'first']),
    );
    for (const part of parts) if (part.kind === 'server') expect(part.server).toMatch(/^s[1-4]$/);
  });

  it('finds the server behind a keyed mark, which does not say its name', () => {
    const [mark] = partsOf(scenarioWith({ id: 'inserted-cookie', keyed: 'secret' }, 'signed-token')).filter(
      ({ kind }) => kind === 'server',
    );
    expect(mark).toMatchObject({ name: expect.stringMatching(/^[0-9a-f]{16}$/), server: expect.stringMatching(/^s/) });
  });

  it('takes prefix, route and parameter apart from the session that they ride on', () => {
    for (const [id, where] of [
      ['prefixed-cookie', 'prefix'],
      ['route-suffix', 'suffix'],
      ['url-parameter', 'suffix'],
    ] as const) {
      const parts = partsOf(scenarioWith({ id }, 'server-memory'));
      expect(parts, id).toContainEqual(
        expect.objectContaining({ kind: 'id', text: expect.stringMatching(/^[0-9A-F]{32}$/) }),
      );
      expect(parts, id).toContainEqual(expect.objectContaining({ kind: 'server', where }));
    }
  });

  it('leads from a learned id, and from an address, to its row', () => {
    for (const id of ['learned-cookie', 'source-ip-stick-table', 'path']) {
      const parts = partsOf(scenarioWith({ id }, 'server-memory'));
      expect(parts, id).toContainEqual(expect.objectContaining({ kind: 'row', server: expect.stringMatching(/^s/) }));
    }
  });

  it('reads a token and says which key has signed it', () => {
    const token = partsOf(scenarioWith({ id: 'none' }, 'signed-token')).find(({ kind }) => kind === 'token');
    expect(token).toMatchObject({ key: 'k1', isSigned: true, claims: expect.stringContaining('sid: ') });
  });

  it('opens an encrypted cookie as the server does', () => {
    const sealed = partsOf(scenarioWith({ id: 'none' }, 'encrypted-cookie')).find(({ kind }) => kind === 'sealed');
    expect(sealed).toMatchObject({ key: 'k1', content: expect.stringContaining('items: ') });
  });

  it('reads credentials', () => {
    expect(partsOf(scenarioWith({ id: 'none' }, 'stateless'))).toContainEqual(
      expect.objectContaining({ kind: 'credentials', password: 'correct-horse' }),
    );
  });

  const mixes = persistences.flatMap(({ id }) => sessionStates.map((state) => [id, state.id] as const));
  it.each(mixes)('%s with %s: nothing is garbled', (persistence, sessionState) => {
    const parts = partsOf(scenarioWith({ id: persistence }, sessionState));
    expect(parts.filter(({ kind }) => kind === 'garbled')).toEqual([]);
    for (const part of parts) if (part.kind === 'server') expect(part.server, part.name).not.toBeNull();
  });
});

it('knows which addresses a masked row stands for', () => {
  expect(covers('203.0.113.0/24', '203.0.113.77')).toBe(true);
  expect(covers('203.0.113.0/24', '203.0.114.77')).toBe(false);
  expect(covers('10.0.0.1', '10.0.0.1')).toBe(true);
});
