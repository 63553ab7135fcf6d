import { describe, expect, it } from 'vitest';
import { resolveOptions } from '../options.ts';
import { copyPlain } from '../plainData.ts';
import { requestOf } from '../testing/balancingOf.ts';
import { STRANGER } from './contract.ts';
import { persistences } from './registry.ts';

const pool = { id: (server: number) => `s${server + 1}`, size: 4 };

describe.each(persistences.map((module) => [module.id, module] as const))('persistence %s', (_id, module) => {
  const contextAt = (nowUs: number) => ({
    options: resolveOptions(module.options, {}),
    nowUs,
    pool,
    note: undefined,
  });

  /** One exchange as the load balancer drives it; returns the client's cookie afterwards. */
  function exchange(memory: unknown, address: number, cookie: number, server: number, nowUs: number): number {
    let kept = cookie;
    const request = requestOf({ address, addressText: `203.0.113.${address}`, pin: cookie });
    const setPin = (named: number) => {
      kept = named;
    };
    module.learn({ request, server, startedSession: 0, setPin, setTlsSession: () => {} }, memory, contextAt(nowUs));
    return kept;
  }

  it('takes the first request of a client for a stranger’s', () => {
    expect(module.recognise(requestOf(), module.emptyMemory(), contextAt(0))).toBe(STRANGER);
  });

  it('recognises purely: the same request finds the same server, and memory stays as it is', () => {
    const memory = module.emptyMemory();
    const cookie = exchange(memory, 1, -1, 2, 1000);
    const before = copyPlain(memory);
    const request = requestOf({ address: 1, pin: cookie });
    const first = module.recognise(request, memory, contextAt(2000));
    expect(module.recognise(request, memory, contextAt(2000))).toBe(first);
    expect(memory).toEqual(before);
  });

  it('pins to the server that answered, or to none at all', () => {
    const memory = module.emptyMemory();
    const cookie = exchange(memory, 1, -1, 2, 1000);
    const found = module.recognise(requestOf({ address: 1, pin: cookie }), memory, contextAt(2000));
    expect([2, STRANGER]).toContain(found);
  });

  it('replaces the pin when another server has answered', () => {
    const memory = module.emptyMemory();
    let cookie = exchange(memory, 1, -1, 2, 1000);
    cookie = exchange(memory, 1, cookie, 3, 2000);
    const found = module.recognise(requestOf({ address: 1, pin: cookie }), memory, contextAt(3000));
    expect([3, STRANGER]).toContain(found);
  });

  it('keeps plain data', () => {
    const memory = module.emptyMemory();
    exchange(memory, 1, -1, 2, 1000);
    expect(copyPlain(memory)).toEqual(memory);
  });
});

describe('the source-IP stick table', () => {
  const table = persistences.find((module) => module.id === 'source-ip-stick-table')!;
  const contextAt = (nowUs: number, given: Record<string, unknown> = {}) => ({
    options: resolveOptions(table.options, given),
    nowUs,
    pool,
    note: undefined,
  });
  const from = (address: number) => requestOf({ address, addressText: `203.0.113.${address}` });
  const learn = (memory: unknown, address: number, server: number, context: ReturnType<typeof contextAt>) =>
    table.learn(
      { request: from(address), server, startedSession: 0, setPin: () => {}, setTlsSession: () => {} },
      memory,
      context,
    );

  it('forgets a row that was unused for longer than `expire`, and is refreshed by use', () => {
    const memory = table.emptyMemory();
    learn(memory, 1, 2, contextAt(0, { expireMs: 1000 }));
    learn(memory, 1, 2, contextAt(900_000, { expireMs: 1000 }));
    expect(table.recognise(from(1), memory, contextAt(1_900_000, { expireMs: 1000 }))).toBe(2);
    expect(table.recognise(from(1), memory, contextAt(1_900_001, { expireMs: 1000 }))).toBe(STRANGER);
  });

  it('drops the row used longest ago when it is full', () => {
    const memory = table.emptyMemory();
    const context = contextAt(0, { sizeRows: 2 });
    learn(memory, 1, 0, context);
    learn(memory, 2, 1, context);
    learn(memory, 1, 0, context);
    learn(memory, 3, 2, context);
    expect([1, 2, 3].map((address) => table.recognise(from(address), memory, context))).toEqual([0, STRANGER, 2]);
  });
});
