import { describe, expect, it } from 'vitest';
import { type OptionDescriptions, resolveOptions } from '../options.ts';
import { copyPlain } from '../plainData.ts';
import { requestOf } from '../testing/balancingOf.ts';
import { type PersistenceContext, STRANGER } from './contract.ts';
import { persistences } from './registry.ts';

const pool = { id: (server: number) => `s${server + 1}`, address: (server: number) => `10.0.0.${server}:80`, size: 4 };

type Context = PersistenceContext<ReturnType<typeof resolveOptions>>;

/** What a client has from its last answer, whatever of it the type looks at. */
interface Client {
  readonly pin: number;
  readonly sessionCookie: number;
  readonly tlsSession: number;
  readonly connectionServer: number;
}
const NEW: Client = { pin: -1, sessionCookie: 0, tlsSession: 0, connectionServer: -1 };

describe.each(persistences.map((module) => [module.id, module] as const))('persistence %s', (_id, module) => {
  const contextAt = (nowUs: number, options = resolveOptions(module.options, {})): Context => ({
    options,
    nowUs,
    pool,
    sessionId: (session: number) => `ID${session}`,
    note: undefined,
  });
  const requestFrom = (client: Client) => requestOf({ address: 1, ...client });

  /** One exchange in which the application begins a session; returns what the client has afterwards. */
  function exchange(memory: unknown, client: Client, server: number, context: Context): Client {
    let kept: Client = { ...client, sessionCookie: 9, connectionServer: server };
    module.learn(
      {
        request: requestFrom(client),
        server,
        startedSession: 9,
        setsSessionCookie: true,
        knowsSession: false,
        setPin: (pin) => {
          kept = { ...kept, pin };
        },
        setTlsSession: (tlsSession) => {
          kept = { ...kept, tlsSession };
        },
      },
      memory,
      context,
    );
    return kept;
  }

  it('takes the first request of a client for a stranger’s', () => {
    expect(module.recognise(requestOf(), module.emptyMemory(), contextAt(0))).toBe(STRANGER);
  });

  it('takes a mark that names no server for none', () => {
    expect(module.recognise(requestOf({ pin: -2 }), module.emptyMemory(), contextAt(0))).toBe(STRANGER);
  });

  it('recognises purely: the same request finds the same server, and memory stays as it is', () => {
    const memory = module.emptyMemory();
    const client = exchange(memory, NEW, 2, contextAt(1000));
    const before = copyPlain(memory);
    const first = module.recognise(requestFrom(client), memory, contextAt(2000));
    expect(module.recognise(requestFrom(client), memory, contextAt(2000))).toBe(first);
    expect(memory).toEqual(before);
  });

  it('pins to the server that answered, and replaces the pin when another one has', () => {
    const memory = module.emptyMemory();
    let client = exchange(memory, NEW, 2, contextAt(1000));
    const pinsAtAll = module.id !== 'none';
    expect(module.recognise(requestFrom(client), memory, contextAt(2000))).toBe(pinsAtAll ? 2 : STRANGER);
    client = exchange(memory, client, 3, contextAt(3000));
    expect(module.recognise(requestFrom(client), memory, contextAt(4000))).toBe(pinsAtAll ? 3 : STRANGER);
  });

  it('keeps plain data', () => {
    const memory = module.emptyMemory();
    exchange(memory, NEW, 2, contextAt(1000));
    expect(copyPlain(memory)).toEqual(memory);
  });

  it.each(extremes(module.options))('works with %s at its limit', (_name, given) => {
    const context = contextAt(1000, resolveOptions(module.options, given));
    const memory = module.emptyMemory();
    const client = exchange(memory, NEW, 2, context);
    expect([2, STRANGER]).toContain(module.recognise(requestFrom(client), memory, context));
    const picture = module.picture(memory, context, () => [requestFrom(client)]);
    expect(picture.rows.length).toBe(picture.rowCount);
    for (const { lifeLeft } of picture.rows) expect(lifeLeft).toBeGreaterThanOrEqual(0);
    for (const { lifeLeft } of picture.rows) expect(lifeLeft).toBeLessThanOrEqual(1);
  });

  it('words every step it notes, with the values it gives', () => {
    const noted = new Map<string, object>();
    const context = {
      ...contextAt(1000),
      note: (code: string, values: object) => void noted.set(code, values),
    };
    const memory = module.emptyMemory();
    module.recognise(requestFrom(NEW), memory, context);
    module.recognise(requestOf({ pin: -2 }), memory, context);
    const client = exchange(memory, NEW, 2, context);
    module.recognise(requestFrom(client), memory, context);
    exchange(memory, client, 3, context);
    expect(noted.size).toBeGreaterThan(0);
    for (const [code, values] of noted) {
      const words = module.steps[code];
      expect(words, code).toBeDefined();
      for (const [, name] of `${words?.title} ${words?.detail}`.matchAll(/\{(\w+)\}/g)) {
        expect(Object.keys(values), `${code}: {${name}}`).toContain(name);
      }
    }
  });
});

/** Each option alone at its ends. */
function extremes(options: OptionDescriptions): [string, Record<string, unknown>][] {
  return Object.entries(options).flatMap(([name, option]): [string, Record<string, unknown>][] => {
    const values =
      option.kind === 'duration'
        ? [option.minMs, option.maxMs]
        : option.kind === 'count'
          ? [option.min, option.max]
          : option.kind === 'choice'
            ? option.values
            : option.kind === 'flag'
              ? [true, false]
              : [option.default];
    return values.map((value) => [`${name} = ${value}`, { [name]: value }]);
  });
}
