/**
 * Hash modulo weight, as two products do it. HAProxy makes its table of the servers that are up, so one that goes moves
 * nearly every key. nginx counts all configured servers and hashes again where it finds one that is down, so only that
 * server's keys move; but a changed configuration moves nearly all.
 */
import { CRC32_START, crc32End, crc32Over } from '../hashing/crc32.ts';
import { keyBytes, keyClue, keyNumber, keyOption, keyText } from '../hashing/key.ts';
import { choice } from '../options.ts';
import { copyPlain } from '../plainData.ts';
import type { Pool } from '../pool.ts';
import type { RequestView } from '../request.ts';
import { aroundSlot } from './aroundSlot.ts';
import { defineBalancing, NOBODY } from './contract.ts';
import { keysOfPeople } from './keysOfPeople.ts';
import { adjustServerMap, emptyServerMap, mapShares, type ServerMap, takeMapTurn } from './serverMap.ts';
import {
  adjustSmoothRotation,
  emptySmoothRotation,
  loseWeight,
  type SmoothRotation,
  takeSmoothTurn,
} from './smoothRotation.ts';
import { addUpWeights, emptyWeights, serverAt, sharesOf, totalWeight, type Weights } from './weights.ts';

interface Memory {
  map: ServerMap;
  weights: Weights;
  /** nginx's way out when it has hashed often enough, or there is no key. */
  smooth: SmoothRotation;
}

interface Options {
  readonly key: string;
  readonly rule: 'haproxy-map-based' | 'nginx-rehash';
}

/** nginx hashes again so often, then takes turns. */
const TRIES = 20;

export const hashModulo = defineBalancing({
  id: 'hash-modulo',
  about: {
    name: 'Hash modulo',
    term: 'hashing',
    says: 'The key’s hash, divided by the number of servers: the remainder says which.',
    looksAt: 'the key, by default the source address',
    remembers: 'nothing: the table is computed from the list of servers',
    survives: 'a restart of the load balancer, and any number of load balancers with the same list',
    goesWrong: 'when a server goes or comes nearly every key moves (HAProxy), or when the list is edited (nginx)',
    modelledOn: 'HAProxy `balance source` with `hash-type map-based`',
  },
  options: {
    key: keyOption,
    rule: choice({
      values: ['haproxy-map-based', 'nginx-rehash'],
      default: 'haproxy-map-based',
      says: 'haproxy-map-based: divided by the weight of those that are up; nginx-rehash: of all configured, hashed again where one is down',
      source: 'HAProxy `hash-type map-based`, nginx `hash`',
    }),
  },
  isHashing: true,
  anyServerWillDo: false,
  steps: {
    remainder: { title: 'The key’s hash leads to {server}', detail: '{key}: remainder {slot} of {slots}' },
    rehashed: { title: 'Hashed again: it leads to {server}', detail: '{key}: after {tries} servers that are down' },
    'gave-up': { title: 'Hashed {tries} times in vain: round robin', detail: 'it is the turn of {server}' },
    'no-key': { title: 'The request has no {key}: round robin', detail: 'it is the turn of {server}' },
    empty: { title: 'Hash modulo: no server takes strangers', detail: 'none is up and ready' },
  },
  emptyMemory: (): Memory => ({ map: emptyServerMap(), weights: emptyWeights(), smooth: emptySmoothRotation() }),

  poolChanged(memory, { options, pool }) {
    if (options.rule === 'haproxy-map-based') {
      adjustServerMap(memory.map, pool);
    } else {
      addUpWeights(memory.weights, pool.configured, pool);
      adjustSmoothRotation(memory.smooth, pool);
    }
  },

  attemptFailed: ({ smooth }, server, maxFails) => loseWeight(smooth, server, maxFails),

  pick(request, memory, { options, pool, note }) {
    const key = keyText(request, options.key);
    if (pool.usable.length === 0) {
      note?.('empty', {});
      return NOBODY;
    }
    if (key === '') {
      const isMapped = options.rule === 'haproxy-map-based';
      const server = isMapped ? takeMapTurn(memory.map, pool, options.key) : takeSmoothTurn(memory.smooth, pool);
      note?.('no-key', { key: options.key, server: pool.id(server) }, server);
      return server;
    }
    const { server, slot, slots, tries } = find(request, memory, options, pool);
    const code = tries === 0 ? 'remainder' : tries > TRIES ? 'gave-up' : 'rehashed';
    note?.(code, { key, server: pool.id(server), slot, slots, tries }, server);
    return server;
  },

  clue: (request, options) => keyClue(request, options.key),

  picture(memory, { options, pool }, nextRequests) {
    const isMapped = options.rule === 'haproxy-map-based';
    const trial = copyPlain(memory);
    const keys = keysOfPeople(nextRequests, options.key, (request) => {
      if (pool.usable.length === 0) return null;
      const { slot, slots, server } = find(request, trial, options, pool);
      const entry = (one: number) => (isMapped ? memory.map.server[one]! : serverAt(memory.weights, one));
      return { slot, server: pool.id(server), around: aroundSlot(slot, slots, entry, pool), scores: [] };
    });
    const shares = isMapped ? mapShares(memory.map, pool) : sharesOf(memory.weights, pool);
    return { kind: 'table', slots: isMapped ? memory.map.server.length : totalWeight(memory.weights), shares, keys };
  },
});

interface Found {
  readonly server: number;
  readonly slot: number;
  readonly slots: number;
  readonly tries: number;
}

function find(request: RequestView, memory: Memory, options: Options, pool: Pool): Found {
  if (options.rule === 'nginx-rehash') return rehash(keyBytes(request, options.key), memory, pool);
  // HAProxy does not look whether it just failed there: with `option redispatch` a key comes to the same server (measured).
  const slots = memory.map.server.length;
  const slot = keyNumber(request, options.key) % slots;
  return { server: memory.map.server[slot]!, slot, slots, tries: 0 };
}

/** ((crc32 of try number and key) >> 16) & 0x7fff, added to the hash before: as Perl's Cache::Memcached. */
function rehash(key: string, { weights, smooth }: Memory, pool: Pool): Found {
  const slots = totalWeight(weights);
  let hash = 0;
  let slot = 0;
  for (let tries = 0; tries <= TRIES; tries += 1) {
    const start = tries === 0 ? CRC32_START : crc32Over(CRC32_START, String(tries));
    hash += (crc32End(crc32Over(start, key)) >>> 16) & 0x7fff;
    slot = hash % slots;
    const server = serverAt(weights, slot);
    if (pool.isUsable(server)) return { server, slot, slots, tries };
  }
  return { server: takeSmoothTurn(smooth, pool), slot, slots, tries: TRIES + 1 };
}
