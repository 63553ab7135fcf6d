import { describe, expect, it } from 'vitest';
import { STRANGER } from './contract.ts';
import { emptyTable, find, refresh, remember, repoint } from './stickTable.ts';

const pool = { id: (server: number) => `s${server + 1}`, address: () => '10.0.0.1:80', size: 4 };
const at = (nowUs: number, options = {}) => ({
  options: { expireUs: 1000, sizeRows: 3, nopurge: false, ...options },
  nowUs,
  pool,
  sessionId: String,
  note: undefined,
});

describe('a stick table', () => {
  it('forgets a row that was unused for longer than `expire`, and use makes its life begin anew', () => {
    const table = emptyTable();
    remember(table, 'a', 2, at(0), String);
    remember(table, 'a', 2, at(900), String);
    expect(find(table, 'a', at(1900), String)).toBe(2);
    expect(find(table, 'a', at(1901), String)).toBe(STRANGER);
  });

  it('never forgets without `expire`', () => {
    const table = emptyTable();
    remember(table, 'a', 2, at(0, { expireUs: 0 }), String);
    expect(find(table, 'a', at(9e15, { expireUs: 0 }), String)).toBe(2);
  });

  it('lets the row used longest ago make room', () => {
    const table = emptyTable();
    for (const key of ['a', 'b', 'c']) remember(table, key, 0, at(0), String);
    refresh(table, 'a', at(1));
    remember(table, 'd', 1, at(2), String);
    expect([...table.rows.keys()]).toEqual(['c', 'a', 'd']);
  });

  it('when full, pays for storing a known key with the oldest row, as HAProxy 2.6 was seen to', () => {
    const table = emptyTable();
    for (const key of ['a', 'b', 'c']) remember(table, key, 0, at(0), String);
    remember(table, 'c', 0, at(1), String);
    expect([...table.rows.keys()]).toEqual(['b', 'c']);
  });

  it('with `nopurge` takes no more when full, and moves no row that is there', () => {
    const table = emptyTable();
    const context = at(0, { nopurge: true });
    for (const key of ['a', 'b', 'c', 'd']) remember(table, key, 0, context, String);
    remember(table, 'a', 3, context, String);
    expect([...table.rows.keys()].sort()).toEqual(['a', 'b', 'c']);
    expect(find(table, 'a', context, String)).toBe(0);
  });

  it('with `nopurge` has room again once rows have expired', () => {
    const table = emptyTable();
    for (const key of ['a', 'b', 'c']) remember(table, key, 0, at(0, { nopurge: true }), String);
    remember(table, 'd', 1, at(5000, { nopurge: true }), String);
    expect(find(table, 'd', at(5000), String)).toBe(1);
  });

  it('moves the row of a known key without making one of an unknown', () => {
    const table = emptyTable();
    remember(table, 'a', 0, at(0), String);
    repoint(table, 'a', 3, at(1), String);
    repoint(table, 'b', 3, at(1), String);
    expect([...table.rows]).toEqual([['a', { server: 3, usedAtUs: 1 }]]);
  });
});
