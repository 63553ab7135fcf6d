/**
 * A hash ring. Each server stands on it at 16 points per unit of weight; a key goes to the nearest point, before or
 * after it (HAProxy's rule, which evens out shares; ketama takes the next one).
 */
import { fullHash } from '../hashing/haproxy.ts';
import { keyClue, keyHash, keyOption, keyText } from '../hashing/key.ts';
import type { Pool } from '../pool.ts';
import { defineBalancing, NOBODY } from './contract.ts';

const POINTS_PER_WEIGHT = 16;
/** HAProxy numbers a server's points from (id × 4096). */
const POINT_RANGE = 4096;
const FULL_CIRCLE = 4294967296;

interface Ring {
  /** Points in the order of their places, of the usable servers only. */
  place: Uint32Array;
  server: Int32Array;
  /** Whose turn it is for requests without a key. */
  keyless: number;
}

export const consistentHash = defineBalancing({
  id: 'consistent-hash',
  about: {
    name: 'Consistent hash',
    term: 'consistent hashing',
    says: 'A key of the request is placed on a ring of servers: the same key finds the same server.',
    looksAt: 'the key, by default the source address',
    remembers: 'nothing: the ring is computed from the list of servers',
    survives: 'a restart of the load balancer, and any number of load balancers with the same list',
    goesWrong: 'keys move when the pool changes, and move back when the server returns; one NAT is one key',
    modelledOn: 'HAProxy `balance source` with `hash-type consistent`',
  },
  options: { key: keyOption },
  isHashing: true,
  anyServerWillDo: false,
  steps: {
    lands: { title: 'The key lands on {server}', detail: '{key} at {degrees}° of the ring' },
    'no-key': { title: 'The request has no {key}: round robin', detail: 'it is the turn of {server}' },
    empty: { title: 'The ring is empty', detail: 'no server is up and ready' },
  },
  emptyMemory: (): Ring => ({ place: new Uint32Array(0), server: new Int32Array(0), keyless: 0 }),

  poolChanged(memory, { pool }) {
    const points: { place: number; server: number }[] = [];
    for (const server of pool.usable) {
      const count = pool.weight(server) * POINTS_PER_WEIGHT;
      // The server's id is its position in the configuration, counted from 1.
      for (let n = 0; n < count; n += 1) points.push({ place: fullHash((server + 1) * POINT_RANGE + n), server });
    }
    points.sort((a, b) => a.place - b.place || a.server - b.server);
    memory.place = Uint32Array.from(points, (point) => point.place);
    memory.server = Int32Array.from(points, (point) => point.server);
  },

  pick(request, memory, { options, pool, note }) {
    if (memory.place.length === 0) {
      note?.('empty', {});
      return NOBODY;
    }
    const key = keyText(request, options.key);
    if (key === '') {
      const server = pool.usable[memory.keyless % pool.usable.length]!;
      memory.keyless += 1;
      note?.('no-key', { key: options.key, server: pool.id(server) }, server);
      return server;
    }
    const hash = keyHash(request, options.key);
    const server = nearest(memory, hash, pool);
    if (server !== NOBODY) note?.('lands', { key, server: pool.id(server), degrees: degrees(hash) }, server);
    return server;
  },

  clue: (request, options) => keyClue(request, options.key),

  picture(memory, { options, pool }, nextRequests) {
    const keys = new Map<string, { at: number; server: string; people: number[] }>();
    for (const request of nextRequests()) {
      const key = keyText(request, options.key);
      const known = keys.get(key);
      if (known !== undefined) known.people.push(request.person);
      if (known !== undefined || key === '' || memory.place.length === 0) continue;
      const hash = keyHash(request, options.key);
      const server = nearest(memory, hash, pool);
      if (server === NOBODY) continue;
      keys.set(key, { at: hash / FULL_CIRCLE, server: pool.id(server), people: [request.person] });
    }
    const points = Array.from(memory.place, (place, index) => ({
      at: place / FULL_CIRCLE,
      server: pool.id(memory.server[index]!),
    }));
    return { kind: 'ring', points, keys: [...keys.values()] };
  },
});

/** The server at the nearest point; one that is to be avoided is passed over, going on around the ring. */
function nearest(ring: Ring, hash: number, pool: Pool): number {
  const count = ring.place.length;
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ring.place[middle]! < hash) low = middle + 1;
    else high = middle;
  }
  const next = low % count;
  const previous = (next + count - 1) % count;
  const toPrevious = (hash - ring.place[previous]!) >>> 0;
  const toNext = (ring.place[next]! - hash) >>> 0;
  const start = toPrevious <= toNext ? previous : next;
  for (let step = 0; step < count; step += 1) {
    const server = ring.server[(start + step) % count]!;
    if (pool.isUsable(server)) return server;
  }
  return NOBODY;
}

const degrees = (hash: number): number => Math.round((hash / FULL_CIRCLE) * 3600) / 10;
