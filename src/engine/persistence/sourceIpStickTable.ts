import { count, duration, minutes } from '../options.ts';
import { definePersistence, STRANGER } from './contract.ts';

interface Row {
  server: number;
  usedAtUs: number;
}

/** Address → server. A Map keeps the order of insertion; a row used again is moved to the end, so the first is the oldest. */
interface StickTable {
  rows: Map<number, Row>;
  /** Address texts, for the picture. */
  keys: Map<number, string>;
}

const PICTURED_ROWS = 50;

export const sourceIpStickTable = definePersistence({
  id: 'source-ip-stick-table',
  about: {
    name: 'Source-IP stick table',
    term: 'stick table',
    says: 'The load balancer remembers which server each client address was sent to.',
    looksAt: 'the source address',
    remembers: 'address → server, dropped when unused for long; the oldest rows make room',
    survives: 'a server going down: the row is overwritten. Not a restart of the load balancer',
    goesWrong: 'many people behind one NAT share a row; a changed address is a stranger',
    modelledOn: 'HAProxy `stick-table type ip` with `stick on src`',
  },
  options: {
    expireMs: duration({
      default: minutes(30),
      min: 1,
      says: 'a row unused this long is forgotten',
      source: 'HAProxy manual, examples of `stick-table … expire 30m`; without it rows never expire',
    }),
    sizeRows: count({
      default: 204_800,
      min: 1,
      says: 'rows kept; the oldest make room',
      source: 'HAProxy manual, examples of `stick-table … size 200k`; k is 1024',
    }),
  },
  steps: {
    'no-row': { title: 'The table has no row for this address', detail: '{key}' },
    'row-expired': { title: 'The row of this address has expired', detail: '{key}, unused for {idleS} s' },
    row: { title: 'The table sends this address to {server}', detail: '{key} → {server}' },
    stored: { title: 'The table remembers it', detail: '{key} → {server}' },
    replaced: { title: 'The row is overwritten', detail: '{key}: {before} → {server}' },
    refreshed: { title: 'The row lives on', detail: '{key} → {server}' },
  },
  isPerConnection: false,
  emptyMemory: (): StickTable => ({ rows: new Map(), keys: new Map() }),

  recognise(request, memory, { nowUs, options, pool, note }) {
    const row = memory.rows.get(request.address);
    if (row === undefined) {
      note?.('no-row', { key: request.addressText });
      return STRANGER;
    }
    const idleUs = nowUs - row.usedAtUs;
    if (idleUs > options.expireUs) {
      note?.('row-expired', { key: request.addressText, idleS: Math.round(idleUs / 1e6) });
      return STRANGER;
    }
    note?.('row', { key: request.addressText, server: pool.id(row.server) }, row.server);
    return row.server;
  },

  learn({ request, server }, memory, { nowUs, options, pool, note }) {
    const { address } = request;
    const row = memory.rows.get(address);
    if (row === undefined) {
      memory.rows.set(address, { server, usedAtUs: nowUs });
      memory.keys.set(address, request.addressText);
      dropOldest(memory, options.sizeRows);
      note?.('stored', { key: request.addressText, server: pool.id(server) }, server);
      return;
    }
    memory.rows.delete(address);
    memory.rows.set(address, row);
    const code = row.server === server ? 'refreshed' : 'replaced';
    note?.(code, { key: request.addressText, server: pool.id(server), before: pool.id(row.server) }, server);
    row.server = server;
    row.usedAtUs = nowUs;
  },

  clue: (request) => ({ kind: 'address', text: request.addressText }),
  carrier: () => null,

  picture(memory, { nowUs, options, pool }, nextRequests) {
    const people = new Map<number, number[]>();
    for (const request of nextRequests()) {
      const sharing = people.get(request.address);
      if (sharing === undefined) people.set(request.address, [request.person]);
      else sharing.push(request.person);
    }
    const live = [...memory.rows].filter(([, row]) => nowUs - row.usedAtUs <= options.expireUs).reverse();
    return {
      looksAt: 'the source address',
      remembers: 'address → server',
      rowCount: live.length,
      rows: live.slice(0, PICTURED_ROWS).map(([address, row]) => ({
        key: memory.keys.get(address) ?? '',
        server: pool.id(row.server),
        lifeLeft: 1 - (nowUs - row.usedAtUs) / options.expireUs,
        people: people.get(address) ?? [],
      })),
    };
  },
});

function dropOldest(memory: StickTable, sizeRows: number): void {
  for (const address of memory.rows.keys()) {
    if (memory.rows.size <= sizeRows) return;
    memory.rows.delete(address);
    memory.keys.delete(address);
  }
}
