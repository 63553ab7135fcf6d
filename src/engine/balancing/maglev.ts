/**
 * Maglev (Eisenbud et al., NSDI 2016) as Envoy builds it: each server has a preference order of all entries of a table, and
 * takes in turn, as often as its weight says, the next entry that is still free. A key is one look-up.
 */
import { byteText } from '../hashing/bytes.ts';
import { keyBytes, keyClue, keyOption, keyText } from '../hashing/key.ts';
import { xxHash64 } from '../hashing/xxHash64.ts';
import { choice } from '../options.ts';
import { madeOnce } from '../plainData.ts';
import type { Pool } from '../pool.ts';
import type { RequestView } from '../request.ts';
import { aroundSlot } from './aroundSlot.ts';
import { defineBalancing, NOBODY } from './contract.ts';
import { keysOfPeople } from './keysOfPeople.ts';

interface Table {
  /** Row of the server in each entry. */
  server: Uint16Array;
  /** Whose turn it is for requests without a key. */
  keyless: number;
}

export const maglev = defineBalancing({
  id: 'maglev',
  about: {
    name: 'Maglev',
    term: 'Maglev hashing',
    says: 'A large table shared out evenly among the servers; the key’s hash points into it.',
    looksAt: 'the key, by default the source address',
    remembers: 'nothing: the table is computed from the list of servers',
    survives: 'a restart of the load balancer, and any number of load balancers with the same list',
    goesWrong: 'when a server goes, a few keys of the others move too; its keys move back when it returns',
    modelledOn: 'Envoy `lb_policy: MAGLEV`',
  },
  options: {
    key: { ...keyOption, source: 'Envoy `hash_policy: connection_properties: source_ip`' },
    tableSize: choice({
      values: ['7', '17', '251', '65537'],
      default: '65537',
      says: 'entries of the table, a prime; small ones to look at',
      source: 'Envoy `maglev_lb_config.table_size`',
    }),
  },
  isHashing: true,
  anyServerWillDo: false,
  steps: {
    entry: { title: 'The table says {server}', detail: '{key}: entry {slot} of {slots}' },
    'no-key': { title: 'The request has no {key}: any server', detail: 'it is the turn of {server}' },
    empty: { title: 'The table is empty', detail: 'no server is up and ready' },
  },
  emptyMemory: (): Table => ({ server: new Uint16Array(0), keyless: 0 }),

  poolChanged(memory, { options, pool }) {
    memory.server = buildTable(Number(options.tableSize), pool);
  },

  pick(request, memory, { options, pool, note }) {
    const key = keyText(request, options.key);
    if (pool.usable.length === 0) {
      note?.('empty', {});
      return NOBODY;
    }
    if (key === '') {
      const server = pool.usable[memory.keyless % pool.usable.length]!;
      memory.keyless += 1;
      note?.('no-key', { key: options.key, server: pool.id(server) }, server);
      return server;
    }
    const slot = slotOf(request, options.key, memory);
    const server = usableFrom(memory, slot, pool);
    note?.('entry', { key, server: pool.id(server), slot, slots: memory.server.length }, server);
    return server;
  },

  clue: (request, options) => keyClue(request, options.key),

  picture(memory, { options, pool }, nextRequests) {
    const slots = memory.server.length;
    const entries = new Map<number, number>(pool.usable.map((server) => [server, 0]));
    for (const server of memory.server) entries.set(server, (entries.get(server) ?? 0) + 1);
    const keys = keysOfPeople(nextRequests, options.key, (request) => {
      const slot = slots === 0 ? 0 : slotOf(request, options.key, memory);
      const around = aroundSlot(slot, slots, (one) => memory.server[one]!, pool);
      return slots === 0 ? null : { slot, server: pool.id(memory.server[slot]!), around, scores: [] };
    });
    const shares = Array.from(entries, ([server, count]) => ({ server: pool.id(server), share: count / slots }));
    return { kind: 'table', slots, shares, keys };
  },
});

const slotOf = (request: RequestView, key: string, { server }: Table): number =>
  Number(xxHash64(keyBytes(request, key)) % BigInt(server.length));

/** One that is to be avoided is passed over along the table. */
function usableFrom({ server }: Table, slot: number, pool: Pool): number {
  for (let step = 0; step < server.length; step += 1) {
    const found = server[(slot + step) % server.length]!;
    if (pool.isUsable(found)) return found;
  }
  return pool.usable[0]!;
}

function buildTable(size: number, pool: Pool): Uint16Array {
  if (pool.usable.length === 0) return new Uint16Array(0);
  const table = new Int32Array(size).fill(NOBODY);
  const heaviest = pool.usable.reduce((most, server) => Math.max(most, pool.weight(server)), 0);
  const builders = pool.usable.map((server) => {
    const address = byteText(pool.address(server));
    const skip = Number(xxHash64(address, 1n) % BigInt(size - 1)) + 1;
    return { server, weight: pool.weight(server), next: Number(xxHash64(address) % BigInt(size)), skip, due: 0 };
  });
  let filled = 0;
  // A server with half the heaviest's weight takes an entry in every second round.
  for (let round = 1; filled < size; round += 1) {
    for (const builder of builders) {
      if (filled === size || round * builder.weight < builder.due) continue;
      builder.due += heaviest;
      while (table[builder.next] !== NOBODY) builder.next = (builder.next + builder.skip) % size;
      table[builder.next] = builder.server;
      filled += 1;
    }
  }
  return madeOnce(Uint16Array.from(table));
}
