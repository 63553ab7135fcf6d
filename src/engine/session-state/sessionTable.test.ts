import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FOUND, type Visit } from './contract.ts';
import { dropExpired, emptyTable, has, put, remove, take } from './sessionTable.ts';

const LIFETIME_US = 30;

/** Few numbers, so that they meet; one of them is beyond 32 bits. */
const session = fc.oneof(fc.integer({ min: 1, max: 40 }), fc.constant(4_000_000_007));
const step = fc.record({ do: fc.constantFrom('put', 'take', 'remove', 'sweep'), session, items: fc.nat(9) });

describe('a table of sessions', () => {
  it('keeps, finds, forgets and drops what a Map would', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 400 }), (steps) => {
        const table = emptyTable();
        const map = new Map<number, { items: number; usedAtUs: number }>();
        const isFresh = (number: number, nowUs: number) => nowUs - (map.get(number)?.usedAtUs ?? -1000) <= LIFETIME_US;
        steps.forEach((one, nowUs) => {
          const visit = { session: one.session, items: one.items, version: nowUs } as Visit;
          const kept = map.get(one.session);
          if (one.do === 'put') {
            put(table, visit, nowUs);
            map.set(one.session, { items: one.items, usedAtUs: nowUs });
          } else if (one.do === 'take') {
            const isKnown = isFresh(one.session, nowUs);
            expect(take(table, visit, nowUs, LIFETIME_US) === FOUND).toBe(isKnown);
            if (isKnown) expect(visit.items).toBe(kept?.items);
            if (isKnown && kept !== undefined) kept.usedAtUs = nowUs;
            if (!isKnown) map.delete(one.session);
          } else if (one.do === 'remove') {
            remove(table, one.session);
            map.delete(one.session);
          } else {
            dropExpired(table, nowUs, LIFETIME_US);
            for (const number of [...map.keys()]) if (!isFresh(number, nowUs)) map.delete(number);
          }
          expect(table.count).toBe(map.size);
          for (const number of map.keys()) expect(has(table, number)).toBe(true);
        });
      }),
    );
  });
});
