/**
 * A hash ring as two products make it. HAProxy: 16 points per unit of weight, a key goes to the nearest one, servers that
 * are down leave the ring. nginx (ketama): 160 points, a key goes to the next one, servers that are down are passed over.
 */
import { crc32 } from '../hashing/crc32.ts';
import { keyBytes, keyClue, keyHash, keyOption, keyText } from '../hashing/key.ts';
import { choice } from '../options.ts';
import { copyPlain } from '../plainData.ts';
import type { Pool } from '../pool.ts';
import type { RequestView } from '../request.ts';
import { defineBalancing, NOBODY } from './contract.ts';
import { keysOfPeople } from './keysOfPeople.ts';
import {
  buildHaproxyRing,
  buildKetamaRing,
  degrees,
  emptyRing,
  FULL_CIRCLE,
  nearestPoint,
  nextPoint,
  type Ring,
  ringPoints,
  takeKeyless,
  usableFrom,
} from './ring.ts';
import {
  adjustSmoothRotation,
  emptySmoothRotation,
  loseWeight,
  regainWeight,
  type SmoothRotation,
  takeSmoothTurn,
} from './smoothRotation.ts';

/** nginx passes over so many points of servers that are down, then takes turns. */
const TRIES = 20;

interface Memory {
  ring: Ring;
  /** What the ring of nginx was made of: it stays when a server goes down. */
  madeOf: string;
  /** nginx's way out for requests without a key, or out of tries. */
  smooth: SmoothRotation;
}

interface Options {
  readonly key: string;
  readonly ring: 'haproxy' | 'ketama';
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
  options: {
    key: keyOption,
    ring: choice({
      values: ['haproxy', 'ketama'],
      default: 'haproxy',
      says: 'haproxy: 16 points per weight from the server’s position in the list, nearest point; ketama: 160 from its address, next point',
      source: 'HAProxy `hash-type consistent`, nginx `hash … consistent`',
    }),
  },
  isHashing: true,
  anyServerWillDo: false,
  followsWeights: ({ ring }) => ring === 'haproxy',
  steps: {
    lands: { title: 'The key lands on {server}', detail: '{key} at {degrees}° of the ring' },
    'no-key': { title: 'The request has no {key}: round robin', detail: 'it is the turn of {server}' },
    empty: { title: 'The ring is empty', detail: 'no server is up and ready' },
  },
  emptyMemory: (): Memory => ({ ring: emptyRing(), madeOf: '', smooth: emptySmoothRotation() }),

  poolChanged(memory, { options, pool }) {
    if (options.ring === 'haproxy') {
      buildHaproxyRing(memory.ring, pool);
    } else {
      const madeOf = pool.configured.map((server) => `${server}×${pool.weight(server)}`).join();
      if (memory.madeOf !== madeOf) buildKetamaRing(memory.ring, pool);
      memory.madeOf = madeOf;
      adjustSmoothRotation(memory.smooth, pool);
    }
  },

  attemptFailed: ({ smooth }, server, maxFails) => loseWeight(smooth, server, maxFails),

  pick(request, memory, { options, pool, note }) {
    const key = keyText(request, options.key);
    const hash = key === '' ? 0 : hashOf(request, options);
    const server = key === '' ? keyless(memory, options, pool) : landing(memory, hash, options, pool);
    if (server === NOBODY) note?.('empty', {});
    else if (key === '') note?.('no-key', { key: options.key, server: pool.id(server) }, server);
    else note?.('lands', { key, server: pool.id(server), degrees: degrees(hash) }, server);
    return server;
  },

  clue: (request, options) => keyClue(request, options.key),

  picture(memory, { options, pool }, nextRequests) {
    const trial = { ...memory, smooth: copyPlain(memory.smooth) };
    const keys = keysOfPeople(nextRequests, options.key, (request) => {
      const hash = hashOf(request, options);
      const server = landing(trial, hash, options, pool);
      return server === NOBODY ? null : { at: hash / FULL_CIRCLE, server: pool.id(server) };
    });
    return { kind: 'ring', points: ringPoints(memory.ring, pool), keys, room: [] };
  },
});

function hashOf(request: RequestView, options: Options): number {
  return options.ring === 'haproxy' ? keyHash(request, options.key) : crc32(keyBytes(request, options.key));
}

function landing({ ring, smooth }: Memory, hash: number, options: Options, pool: Pool): number {
  if (ring.place.length === 0) return NOBODY;
  if (options.ring === 'haproxy') return usableFrom(ring, nearestPoint(ring, hash), pool);
  const start = nextPoint(ring, hash);
  for (let tries = 0; tries <= TRIES; tries += 1) {
    const server = ring.server[(start + tries) % ring.place.length]!;
    if (!pool.isUsable(server)) continue;
    regainWeight(smooth, server);
    return server;
  }
  return takeSmoothTurn(smooth, pool);
}

function keyless(memory: Memory, options: Options, pool: Pool): number {
  return options.ring === 'haproxy' ? takeKeyless(memory.ring, pool, options.key) : takeSmoothTurn(memory.smooth, pool);
}
