import { describe, expect, it } from 'vitest';
import { resolveOptions } from '../options.ts';
import { copyPlain } from '../plainData.ts';
import { FOUND, MISSING, type Visit } from './contract.ts';
import { sessionStates } from './registry.ts';

function visitOf(change: Partial<Visit> = {}): Visit {
  return {
    server: 0,
    person: 0,
    session: 1,
    carried: { items: 0, version: 0, issuedUs: 0, expiresUs: 0, key: 0 },
    items: 0,
    version: 0,
    loadedVersion: 0,
    issuesToken: false,
    isRejected: false,
    skewUs: 0,
    ...change,
  };
}

describe.each(sessionStates.map((module) => [module.id, module] as const))('session state %s', (_id, module) => {
  const contextAt = (nowUs: number) => ({
    options: resolveOptions(module.options, {}),
    nowUs,
    note: undefined,
    drawLoad: () => 0.5,
    drawSave: () => 0.5,
    draw: () => 0.5,
    isRunning: () => true,
    isCut: () => false,
    serverCount: 3,
  });
  const empty = () => module.emptyMemory(contextAt(0).options);
  const lifetimeUs = module.lifetimeUs(contextAt(0).options);
  /** What a client brings back of a saved session. */
  const carriedBy = (visit: Visit): Partial<Visit> =>
    visit.issuesToken
      ? {
          carried: {
            items: visit.items,
            version: visit.version,
            issuedUs: 0,
            expiresUs: lifetimeUs,
            key: 0,
          },
        }
      : {};

  it('does not know a session that was never saved', () => {
    expect(module.load(visitOf(), empty(), contextAt(0))).toBe(MISSING);
  });

  it('finds what was saved, on the same server', () => {
    const memory = empty();
    const saved = visitOf({ items: 3, version: 2 });
    module.save(saved, memory, contextAt(0));
    const found = visitOf(carriedBy(saved));
    expect(module.load(found, memory, contextAt(1000))).toBe(FOUND);
    expect(found).toMatchObject({ items: 3, version: 2 });
  });

  it('forgets a session that was not used for its lifetime', () => {
    const memory = empty();
    const saved = visitOf({ items: 3, version: 2 });
    module.save(saved, memory, contextAt(0));
    const late = visitOf(carriedBy(saved));
    // Credentials that come with every request do not expire.
    const isForEver = module.carriedAs === 'credentials';
    expect(module.load(late, memory, contextAt(lifetimeUs + 1))).toBe(isForEver ? FOUND : MISSING);
  });

  it('says where a session is, and when a server stops, that it is not there any more', () => {
    const memory = empty();
    module.save(visitOf({ version: 1 }), memory, contextAt(0));
    const { servers, inStore, onClient } = module.whereIs(1, memory, contextAt(1e7));
    expect(servers.length > 0 || inStore || onClient).toBe(true);
    module.serverStopped(0, memory, contextAt(1e7));
    const after = module.whereIs(1, memory, contextAt(1e7));
    expect(after.servers).toEqual(servers.filter((server) => server !== 0));
    expect([after.inStore, after.onClient]).toEqual([inStore, onClient]);
  });

  it('keeps plain data, bounded by sweeping', () => {
    const memory = empty();
    module.save(visitOf({ version: 1 }), memory, contextAt(0));
    expect(copyPlain(memory)).toEqual(memory);
    module.sweep(memory, contextAt(1e8 + lifetimeUs));
    expect(module.countOn(0, memory)).toBe(0);
    if (module.carriedAs === 'number')
      expect(module.whereIs(1, memory, contextAt(1e7))).toEqual({ servers: [], inStore: false, onClient: false });
  });
});
