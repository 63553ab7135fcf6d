import { choice } from '../options.ts';
import { copyPlain } from '../plainData.ts';
import type { Pool } from '../pool.ts';
import { defineBalancing, NO_CLUE, NOBODY } from './contract.ts';
import { emptyHeap, first, type Heap, has, put, remove, second, widen } from './heap.ts';
import {
  adjustSmoothRotation,
  emptySmoothRotation,
  loseWeight,
  type SmoothRotation,
  takeSmoothTurn,
} from './smoothRotation.ts';

type Rule = 'haproxy' | 'nginx';

interface Order {
  /** The usable servers by load. */
  heap: Heap;
  /** nginx's: whose turn it is among equals. */
  smooth: SmoothRotation;
}

export const leastConnections = defineBalancing({
  id: 'least-connections',
  about: {
    name: 'Least connections',
    term: 'least connections',
    says: 'The server with the fewest requests in its hands, weight taken into account.',
    looksAt: 'nothing in the request',
    remembers: 'how many requests each server has in its hands',
    survives: 'everything: the counts are of this moment',
    goesWrong: 'it counts requests, never sessions: a server full of idle sessions looks free',
    modelledOn: 'HAProxy `balance leastconn`',
  },
  options: {
    rule: choice({
      values: ['haproxy', 'nginx'],
      default: 'haproxy',
      says: 'haproxy: an idle server first, then (requests + 1) ÷ weight, equals in turn; nginx: requests ÷ weight, equals by smooth weighted round robin',
      source: 'HAProxy `balance leastconn`, nginx `least_conn`',
    }),
  },
  isHashing: false,
  anyServerWillDo: true,
  followsWeights: ({ rule }) => rule === 'haproxy',
  steps: {
    fewest: { title: 'Least connections: {server} has the fewest', detail: '{counts}' },
    empty: { title: 'Least connections: no server takes strangers', detail: 'none is up and ready' },
  },
  emptyMemory: (): Order => ({ heap: emptyHeap(), smooth: emptySmoothRotation() }),

  poolChanged({ heap, smooth }, { options, pool }) {
    if (options.rule === 'nginx') adjustSmoothRotation(smooth, pool);
    widen(heap, pool.size);
    for (let server = 0; server < pool.size; server += 1) {
      if (pool.isUsable(server)) put(heap, server, loadOf(server, options.rule, pool), pool.connectionsChanged(server));
      else if (has(heap, server)) remove(heap, server);
    }
  },

  connectionsChanged({ heap }, server, { options, pool }) {
    if (has(heap, server)) put(heap, server, loadOf(server, options.rule, pool), pool.connectionsChanged(server));
  },

  attemptFailed: ({ smooth }, server, maxFails) => loseWeight(smooth, server, maxFails),

  pick(_request, memory, { options, pool, note }) {
    const server = fewest(memory, options.rule, pool);
    if (server === NOBODY) note?.('empty', {});
    else note?.('fewest', { server: pool.id(server), counts: counts(pool).join(', ') }, server);
    return server;
  },

  clue: () => NO_CLUE,

  picture({ heap, smooth }, { options, pool }) {
    const next = fewest({ heap, smooth: copyPlain(smooth) }, options.rule, pool);
    return {
      kind: 'connections',
      next: next === NOBODY ? null : pool.id(next),
      drawn: [],
      counts: pool.usable.map((server) => ({ server: pool.id(server), count: pool.connections(server) })),
    };
  },
});

/** HAProxy divides whole numbers, 256 of them to one request at weight 1: what differs by less is equal. */
const LOAD_SCALE = 256;

/** HAProxy: (requests + 1) ÷ weight, an idle server before any busy one. nginx: requests ÷ weight, exactly. */
function loadOf(server: number, rule: Rule, pool: Pool): number {
  const connections = pool.connections(server);
  if (rule === 'nginx') return connections / pool.weight(server);
  return connections === 0 ? 0 : Math.trunc(((connections + 1) * LOAD_SCALE) / pool.weight(server));
}

/** Of equals HAProxy takes the one unchanged for longest; in nginx they take turns by smooth weighted round robin. */
function fewest({ heap, smooth }: Order, rule: Rule, pool: Pool): number {
  let server = first(heap);
  if (server !== NOBODY && !pool.isUsable(server)) server = second(heap);
  if (server === NOBODY || rule === 'haproxy') return server;
  return takeSmoothTurn(smooth, pool, heap.key, heap.key[server]!);
}

const counts = (pool: Pool): string[] => pool.usable.map((server) => `${pool.id(server)} ${pool.connections(server)}`);
