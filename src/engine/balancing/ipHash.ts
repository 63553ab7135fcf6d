/**
 * nginx's `ip_hash`: the first three octets of an IPv4 address, so a whole /24 goes to one server, hashed into 6271
 * buckets; where it meets a server that is down it feeds the same bytes again.
 */
import { addressBytes } from '../hashing/bytes.ts';
import { keyBytes, keyClue, keyOption, keyText } from '../hashing/key.ts';
import { copyPlain } from '../plainData.ts';
import type { Pool } from '../pool.ts';
import type { RequestView } from '../request.ts';
import { aroundSlot } from './aroundSlot.ts';
import { defineBalancing, NOBODY } from './contract.ts';
import { keysOfPeople } from './keysOfPeople.ts';
import {
  adjustSmoothRotation,
  emptySmoothRotation,
  loseWeight,
  type SmoothRotation,
  takeSmoothTurn,
} from './smoothRotation.ts';
import { addUpWeights, emptyWeights, serverAt, sharesOf, totalWeight, type Weights } from './weights.ts';

interface Memory {
  weights: Weights;
  smooth: SmoothRotation;
}

const START = 89;
const FACTOR = 113;
const BUCKETS = 6271;
const TRIES = 20;

export const ipHash = defineBalancing({
  id: 'ip-hash',
  about: {
    name: 'IP hash',
    term: 'ip_hash',
    says: 'A hash of the client’s network, the first three numbers of its address, says which server.',
    looksAt: 'the source address: of IPv4 the first three octets, of IPv6 all of it',
    remembers: 'nothing: it is computed from the list of servers',
    survives: 'a restart, other load balancers with the same list; a server going down moves only its own people',
    goesWrong: 'a company, a campus, a carrier in one /24 is one key; an edited list moves nearly everyone',
    modelledOn: 'nginx `ip_hash`',
  },
  options: {
    key: {
      ...keyOption,
      default: 'source-network',
      source: 'nginx `ip_hash`; with another key the same formula over its bytes',
    },
  },
  isHashing: true,
  anyServerWillDo: false,
  steps: {
    bucket: { title: 'IP hash leads to {server}', detail: '{key}: bucket {bucket} of 6271' },
    again: {
      title: 'IP hash, fed again, leads to {server}',
      detail: '{key}: bucket {bucket}, after {tries} servers that are down',
    },
    'gave-up': { title: 'Hashed {tries} times in vain: round robin', detail: 'it is the turn of {server}' },
    empty: { title: 'IP hash: no server takes strangers', detail: 'none is up and ready' },
  },
  emptyMemory: (): Memory => ({ weights: emptyWeights(), smooth: emptySmoothRotation() }),

  poolChanged(memory, { pool }) {
    addUpWeights(memory.weights, pool.configured, pool);
    adjustSmoothRotation(memory.smooth, pool);
  },

  attemptFailed: ({ smooth }, server, maxFails) => loseWeight(smooth, server, maxFails),

  pick(request, memory, { options, pool, note }) {
    if (pool.usable.length === 0) {
      note?.('empty', {});
      return NOBODY;
    }
    const { server, bucket, tries } = find(hashedBytes(request, options.key), memory, pool);
    const code = tries === 0 ? 'bucket' : tries > TRIES ? 'gave-up' : 'again';
    note?.(code, { key: keyText(request, options.key), server: pool.id(server), bucket, tries }, server);
    return server;
  },

  clue: (request, options) => keyClue(request, options.key),

  picture(memory, { options, pool }, nextRequests) {
    const trial = copyPlain(memory);
    const keys = keysOfPeople(nextRequests, options.key, (request) => {
      if (pool.usable.length === 0) return null;
      const { bucket, server } = find(hashedBytes(request, options.key), trial, pool);
      const entry = (one: number) => serverAt(memory.weights, one % totalWeight(memory.weights));
      return { slot: bucket, server: pool.id(server), around: aroundSlot(bucket, BUCKETS, entry, pool), scores: [] };
    });
    return { kind: 'table', slots: BUCKETS, shares: sharesOf(memory.weights, pool), keys };
  },
});

function hashedBytes(request: RequestView, key: string): string {
  if (key !== 'source-network' && key !== 'source-address') return keyBytes(request, key);
  const bytes = addressBytes(request.addressText, request.ipv4);
  return key === 'source-network' && bytes.length === 4 ? bytes.slice(0, 3) : bytes;
}

function find(
  bytes: string,
  { weights, smooth }: Memory,
  pool: Pool,
): { server: number; bucket: number; tries: number } {
  let bucket = START;
  for (let tries = 0; tries <= TRIES; tries += 1) {
    for (let n = 0; n < bytes.length; n += 1) bucket = (bucket * FACTOR + bytes.charCodeAt(n)) % BUCKETS;
    const server = serverAt(weights, bucket % totalWeight(weights));
    if (pool.isUsable(server)) return { server, bucket, tries };
  }
  return { server: takeSmoothTurn(smooth, pool), bucket, tries: TRIES + 1 };
}
