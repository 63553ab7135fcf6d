/**
 * Rendezvous hashing, or highest random weight (Thaler and Ravishankar, 1996) as Traefik does it: every server is given a
 * score for the key, the highest wins. A server that goes leaves all other scores as they were. Every server is asked.
 */
import { ln } from '../elementary.ts';
import { byteText } from '../hashing/bytes.ts';
import { type Fnv1a, fnv1aFraction, fnv1aOver, startOfFnv1a } from '../hashing/fnv1a.ts';
import { keyBytes, keyClue, keyOption, keyText } from '../hashing/key.ts';
import type { Pool } from '../pool.ts';
import { defineBalancing, NOBODY } from './contract.ts';
import { keysOfPeople } from './keysOfPeople.ts';
import { addUpWeights, emptyWeights, sharesOf, type Weights } from './weights.ts';

interface Memory {
  /** By server: the bytes that stand for it. */
  names: string[];
  weights: Weights;
  isWeighted: boolean;
  keyless: number;
}

export const rendezvous = defineBalancing({
  id: 'rendezvous',
  about: {
    name: 'Rendezvous hash',
    term: 'rendezvous hashing',
    says: 'Each server gets a score for the key; the highest wins.',
    looksAt: 'the key, by default the source address',
    remembers: 'nothing: the scores are computed from the list of servers',
    survives: 'a restart, other load balancers with the same list; a server going moves its own keys and no other',
    goesWrong: 'every server is asked for every request; Traefik’s hash leaves shares some percent uneven',
    modelledOn: 'Traefik `strategy: hrw`',
  },
  options: { key: { ...keyOption, source: 'Traefik `strategy: hrw`, which takes the client’s address' } },
  isHashing: true,
  anyServerWillDo: false,
  steps: {
    highest: {
      title: '{server} has the highest score for the key',
      detail: '{key}: {score} of {servers} servers asked',
    },
    'no-key': { title: 'The request has no {key}: round robin', detail: 'it is the turn of {server}' },
    empty: { title: 'Rendezvous: no server takes strangers', detail: 'none is up and ready' },
  },
  emptyMemory: (): Memory => ({ names: [], weights: emptyWeights(), isWeighted: false, keyless: 0 }),

  poolChanged(memory, { pool }) {
    memory.names = Array.from({ length: pool.size }, (_, server) => nameOf(pool.address(server)));
    memory.isWeighted = pool.usable.some((server) => pool.weight(server) !== pool.weight(pool.usable[0]!));
    addUpWeights(memory.weights, pool.usable, pool);
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
    const hash = keyHashOf(keyBytes(request, options.key));
    const server = highest(hash, memory, pool);
    if (note !== undefined) {
      const score = Math.round(scoreOf(hash, server, memory, pool) * 1000) / 1000;
      note('highest', { key, server: pool.id(server), score, servers: pool.usable.length }, server);
    }
    return server;
  },

  clue: (request, options) => keyClue(request, options.key),

  picture(memory, { options, pool }, nextRequests) {
    const keys = keysOfPeople(nextRequests, options.key, (request) => {
      const hash = keyHashOf(keyBytes(request, options.key));
      const server = highest(hash, memory, pool);
      if (server === NOBODY) return null;
      return { slot: null, server: pool.id(server), around: [], scores: scoresOf(hash, memory, pool) };
    });
    return { kind: 'table', slots: null, shares: sharesOf(memory.weights, pool), keys };
  },
});

/** Traefik calls a server by the hash of its URL, in hexadecimal. */
function nameOf(address: string): string {
  const { high, low } = keyHashOf(byteText(`http://${address}`));
  return high.toString(16).padStart(8, '0') + low.toString(16).padStart(8, '0');
}

function keyHashOf(key: string): Fnv1a {
  const hash = startOfFnv1a();
  fnv1aOver(hash, key);
  return hash;
}

function highest(key: Fnv1a, memory: Memory, pool: Pool): number {
  let best = NOBODY;
  let bestScore = -1;
  for (const server of pool.usable) {
    const score = scoreOf(key, server, memory, pool);
    if (score <= bestScore) continue;
    best = server;
    bestScore = score;
  }
  return best;
}

/** More are not compared by eye. */
const PICTURED_SCORES = 12;

const scoresOf = (key: Fnv1a, memory: Memory, pool: Pool) =>
  pool.usable
    .map((server) => ({ server: pool.id(server), score: scoreOf(key, server, memory, pool) }))
    .sort((a, b) => b.score - a.score)
    .slice(0, PICTURED_SCORES);

const scratch: Fnv1a = { high: 0, low: 0 };

/** Weight ÷ −ln(hash as a fraction); with equal weights the fraction itself, which orders them alike. */
function scoreOf(key: Fnv1a, server: number, memory: Memory, pool: Pool): number {
  scratch.high = key.high;
  scratch.low = key.low;
  fnv1aOver(scratch, memory.names[server]!);
  const fraction = fnv1aFraction(scratch);
  if (!memory.isWeighted) return fraction;
  return fraction === 0 ? 0 : pool.weight(server) / -ln(fraction);
}
