/**
 * Consistent hashing with bounded loads (Mirrokni, Thorup and Zadimoghaddam, 2016) as HAProxy does it: a server that has
 * its share of all requests in flight, times a factor, is full, and the key goes on to the next point of the ring.
 */
import { keyClue, keyHash, keyOption, keyText } from '../hashing/key.ts';
import { count } from '../options.ts';
import type { Pool } from '../pool.ts';
import { defineBalancing, NOBODY } from './contract.ts';
import { keysOfPeople } from './keysOfPeople.ts';
import {
  buildHaproxyRing,
  degrees,
  emptyRing,
  FULL_CIRCLE,
  nearestPoint,
  type Ring,
  ringPoints,
  takeKeyless,
  usableFrom,
} from './ring.ts';

interface Memory {
  ring: Ring;
  /** Weight of the usable servers before this one, and of all: slots that do not divide evenly go by it. */
  weightBefore: number[];
  weight: number;
  /** Requests in flight by server and in all, also at servers that take no more. */
  inFlight: number[];
  allInFlight: number;
}

export const boundedLoad = defineBalancing({
  id: 'bounded-load',
  about: {
    name: 'Consistent hash with bounded load',
    term: 'bounded loads',
    says: 'As consistent hash, but a server with more than its share in its hands is passed over.',
    looksAt: 'the key, by default the source address, and how many requests each server has in its hands',
    remembers: 'how many requests each server has in its hands',
    survives: 'a key that everyone asks for: the overflow goes to its neighbours on the ring',
    goesWrong: 'what overflows loses its affinity for that request, and nothing is remembered of it',
    modelledOn: 'HAProxy `hash-type consistent` with `hash-balance-factor`',
  },
  options: {
    key: keyOption,
    factorPercent: count({
      default: 150,
      min: 101,
      max: 1000,
      says: 'a server may have this much of the average in its hands; 100 would be exactly the average',
      source: 'HAProxy `hash-balance-factor`, useful from 125 to 200',
    }),
  },
  isHashing: true,
  anyServerWillDo: false,
  steps: {
    lands: {
      title: 'The key lands on {server}',
      detail: '{key} at {degrees}° of the ring; {requests} of {slots} in its hands',
    },
    overflows: {
      title: '{full} is full, the key goes on to {server}',
      detail: '{key}; {requests} of {slots} in the hands of {full}',
    },
    'no-key': { title: 'The request has no {key}: round robin', detail: 'it is the turn of {server}' },
    empty: { title: 'The ring is empty', detail: 'no server is up and ready' },
  },
  emptyMemory: (): Memory => ({ ring: emptyRing(), weightBefore: [], weight: 0, inFlight: [], allInFlight: 0 }),

  poolChanged(memory, { pool }) {
    buildHaproxyRing(memory.ring, pool);
    memory.weight = 0;
    for (let server = 0; server < pool.size; server += 1) {
      memory.weightBefore[server] = memory.weight;
      if (pool.isUsable(server)) memory.weight += pool.weight(server);
      recount(memory, server, pool);
    }
  },

  connectionsChanged: (memory, server, { pool }) => recount(memory, server, pool),

  pick(request, memory, { options, pool, note }) {
    const { ring } = memory;
    if (ring.place.length === 0) {
      note?.('empty', {});
      return NOBODY;
    }
    const key = keyText(request, options.key);
    if (key === '') {
      const server = takeKeyless(ring, pool, options.key);
      if (server !== NOBODY) note?.('no-key', { key: options.key, server: pool.id(server) }, server);
      return server;
    }
    const hash = keyHash(request, options.key);
    const server = withRoom(memory, hash, options.factorPercent, pool);
    if (note !== undefined && server !== NOBODY) {
      const home = usableFrom(ring, nearestPoint(ring, hash), pool);
      const slots = slotsOf(memory, home, options.factorPercent, pool);
      const load = { requests: pool.connections(home), slots, full: pool.id(home) };
      const code = server === home ? 'lands' : 'overflows';
      note(code, { key, server: pool.id(server), degrees: degrees(hash), ...load }, server);
    }
    return server;
  },

  clue: (request, options) => keyClue(request, options.key),

  picture(memory, { options, pool }, nextRequests) {
    const keys = keysOfPeople(nextRequests, options.key, (request) => {
      const hash = keyHash(request, options.key);
      const server = memory.ring.place.length === 0 ? NOBODY : withRoom(memory, hash, options.factorPercent, pool);
      return server === NOBODY ? null : { at: hash / FULL_CIRCLE, server: pool.id(server) };
    });
    const room = pool.usable.map((server) => ({
      server: pool.id(server),
      taken: pool.connections(server),
      slots: slotsOf(memory, server, options.factorPercent, pool),
    }));
    return { kind: 'ring', points: ringPoints(memory.ring, pool), keys, room };
  },
});

function recount(memory: Memory, server: number, pool: Pool): void {
  const now = pool.connections(server);
  memory.allInFlight += now - (memory.inFlight[server] ?? 0);
  memory.inFlight[server] = now;
}

/** The first server with room from the nearest point on; if all were full, the one that the key is nearest to. */
function withRoom(memory: Memory, hash: number, factorPercent: number, pool: Pool): number {
  const { ring } = memory;
  const start = nearestPoint(ring, hash);
  for (let step = 0; step < ring.place.length; step += 1) {
    const server = ring.server[(start + step) % ring.place.length]!;
    if (pool.isUsable(server) && pool.connections(server) < slotsOf(memory, server, factorPercent, pool)) return server;
  }
  return usableFrom(ring, start, pool);
}

/**
 * Of (requests in flight, this one included) × factor, rounded up, the server's part by weight; what is left over is
 * dealt out along the list. At least one.
 */
function slotsOf(memory: Memory, server: number, factorPercent: number, pool: Pool): number {
  const weight = pool.weight(server);
  const before = memory.weightBefore[server]!;
  const slots = Math.ceil(((memory.allInFlight + 1) * factorPercent) / 100);
  const left = slots % memory.weight;
  const whole = weight * Math.floor(slots / memory.weight);
  const dealt = Math.floor(((before + weight) * left) / memory.weight) - Math.floor((before * left) / memory.weight);
  return Math.max(1, whole + dealt);
}
