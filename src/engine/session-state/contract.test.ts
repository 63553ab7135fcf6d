import { describe, expect, it } from 'vitest';
import { resolveOptions } from '../options.ts';
import { copyPlain } from '../plainData.ts';
import type { Visit } from './contract.ts';
import { sessionStates } from './registry.ts';

function visitOf(change: Partial<Visit> = {}): Visit {
  return {
    nowUs: 0,
    server: 0,
    person: 0,
    session: 1,
    carried: { items: 0, version: 0, issuedUs: 0, expiresUs: 0 },
    items: 0,
    version: 0,
    issuesToken: false,
    ...change,
  };
}

describe.each(sessionStates.map((module) => [module.id, module] as const))('session state %s', (_id, module) => {
  const context = {
    options: resolveOptions(module.options, {}),
    note: undefined,
    drawLoad: () => 0.5,
    drawSave: () => 0.5,
  };
  const lifetimeUs = module.lifetimeUs(context.options);
  /** What a client brings back of a saved session. */
  const carriedBy = (visit: Visit): Partial<Visit> =>
    visit.issuesToken
      ? {
          carried: {
            items: visit.items,
            version: visit.version,
            issuedUs: visit.nowUs,
            expiresUs: visit.nowUs + lifetimeUs,
          },
        }
      : {};

  it('does not know a session that was never saved', () => {
    expect(module.load(visitOf(), module.emptyMemory(), context)).toBe(false);
  });

  it('finds what was saved, on the same server', () => {
    const memory = module.emptyMemory();
    const saved = visitOf({ items: 3, version: 2 });
    module.save(saved, memory, context);
    const found = visitOf({ ...carriedBy(saved), nowUs: 1000 });
    expect(module.load(found, memory, context)).toBe(true);
    expect(found).toMatchObject({ items: 3, version: 2 });
  });

  it('forgets a session that was not used for its lifetime', () => {
    const memory = module.emptyMemory();
    const saved = visitOf({ items: 3, version: 2 });
    module.save(saved, memory, context);
    const late = visitOf({ ...carriedBy(saved), nowUs: lifetimeUs + 1 });
    expect(module.load(late, memory, context)).toBe(false);
  });

  it('says where a session is, and when the server that alone held it stops, that it is nowhere', () => {
    const memory = module.emptyMemory();
    module.save(visitOf({ version: 1 }), memory, context);
    const { servers, inStore, onClient } = module.whereIs(1, memory);
    expect(servers.length > 0 || inStore || onClient).toBe(true);
    module.serverStopped(0, memory);
    const after = module.whereIs(1, memory);
    expect(after.servers).toEqual([]);
    expect([after.inStore, after.onClient]).toEqual([inStore, onClient]);
  });

  it('keeps plain data, bounded by sweeping', () => {
    const memory = module.emptyMemory();
    module.save(visitOf({ version: 1 }), memory, context);
    expect(copyPlain(memory)).toEqual(memory);
    module.sweep(lifetimeUs + 1, memory, context.options);
    expect(module.countOn(0, memory)).toBe(0);
    if (!module.isCarried) expect(module.whereIs(1, memory)).toEqual({ servers: [], inStore: false, onClient: false });
  });
});
