/** The text on the wire, read by those who know: a cookie library, a JWT library, and the rules of RFC 9112. */
import { jwtVerify } from 'jose';
import { Cookie } from 'tough-cookie';
import { describe, expect, it } from 'vitest';
import type { Explanation } from '../evidence.ts';
import { createHistory } from '../history.ts';
import { persistences } from '../persistence/registry.ts';
import { sessionStates } from '../session-state/registry.ts';
import { scenarioOf } from '../testing/scenarioOf.ts';
import { signingKey } from './jwt.ts';

/** The first requests of a run, explained. */
function explained(persistence: string, sessionState: string): Explanation[] {
  const history = createHistory(
    scenarioOf({
      people: [{ count: 4, behaviour: 'shopper', network: 'home' }],
      workload: { thinkMs: 1000 },
      loadBalancer: { persistence: { id: persistence } },
      sessionState: { id: sessionState },
      actions: [{ atMs: 12_000, do: 'kill', server: 's2' }],
    }),
  );
  history.advance(30_000_000);
  const found: Explanation[] = [];
  for (let request = 1; request <= 60; request += 1) {
    const explanation = history.explain(request);
    if (explanation !== null) found.push(explanation);
  }
  return found;
}

const headLines = (message: string): string[] => message.slice(0, message.indexOf('\r\n\r\n')).split('\r\n').slice(1);
const valuesOf = (message: string, name: string): string[] =>
  headLines(message)
    .filter((line) => line.toLowerCase().startsWith(`${name}: `))
    .map((line) => line.slice(name.length + 2));

const mixes = [
  ...persistences.map(({ id }) => [id, 'server-memory'] as const),
  ...sessionStates.map(({ id }) => ['inserted-cookie', id] as const),
];

describe.each(mixes)('with %s and %s', (persistence, sessionState) => {
  const all = explained(persistence, sessionState);

  it('every message has a head of header fields, an empty line, and as long a body as it says', () => {
    expect(all.length).toBeGreaterThan(20);
    for (const { wire } of all) {
      for (const message of Object.values(wire)) {
        if (message === null) continue;
        for (const line of headLines(message)) expect(line).toMatch(/^[A-Za-z0-9-]+: \S.*$/);
        const body = message.slice(message.indexOf('\r\n\r\n') + 4);
        expect(Number(valuesOf(message, 'content-length')[0] ?? 0)).toBe(body.length);
      }
    }
  });

  it('every Set-Cookie is one to a cookie library, and what it sets comes back in Cookie', () => {
    for (const { wire } of all) {
      for (const text of wire.balancerToClient === null ? [] : valuesOf(wire.balancerToClient, 'set-cookie')) {
        const cookie = Cookie.parse(text);
        expect(`${cookie?.key}=${cookie?.value}`).toBe(text.split(';')[0]);
        expect(cookie?.path).toBe('/');
        expect(text.length).toBeLessThan(4096);
      }
      for (const pair of valuesOf(wire.clientToBalancer, 'cookie').flatMap((line) => line.split('; '))) {
        expect(Cookie.parse(pair)?.key).not.toBe('');
      }
    }
  });

  it('what was never sent is not shown', () => {
    for (const { wire, request } of all) {
      if (request.server === null && request.status === 503) expect(wire.balancerToServer).toBeNull();
      if (request.server === null) expect(wire.serverToBalancer).toBeNull();
    }
  });
});

describe('tokens of a run', () => {
  it('verify with a JWT library, name their person, and carry the cart they say', async () => {
    const key = new TextEncoder().encode(signingKey(7));
    let verified = 0;
    for (const { wire, request } of explained('none', 'signed-token')) {
      const token = valuesOf(wire.clientToBalancer, 'cookie')
        .flatMap((line) => line.split('; '))
        .find((pair) => pair.startsWith('token='));
      if (token === undefined) continue;
      const { payload } = await jwtVerify(token.slice('token='.length), key, {
        currentDate: new Date(1_767_225_640_000),
      });
      expect(payload.sub).toBe(request.person);
      expect(payload['items']).toBeGreaterThanOrEqual(0);
      verified += 1;
    }
    expect(verified).toBeGreaterThan(10);
  });
});
