import type { Pool } from '../pool.ts';
import { defineBalancing, NO_CLUE, NOBODY } from './contract.ts';

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
  options: {},
  isHashing: false,
  anyServerWillDo: true,
  steps: {
    fewest: { title: 'Least connections: {server} has the fewest', detail: '{counts}' },
    empty: { title: 'Least connections: no server takes strangers', detail: 'none is up and ready' },
  },
  emptyMemory: () => null,
  poolChanged() {},

  pick(_request, _memory, { pool, note }) {
    const server = fewest(pool);
    if (server === NOBODY) note?.('empty', {});
    else note?.('fewest', { server: pool.id(server), counts: counts(pool).join(', ') }, server);
    return server;
  },

  clue: () => NO_CLUE,

  picture(_memory, { pool }) {
    const next = fewest(pool);
    return {
      kind: 'connections',
      next: next === NOBODY ? null : pool.id(next),
      counts: pool.usable.map((server) => ({ server: pool.id(server), count: pool.connections(server) })),
    };
  },
});

/** Lowest (requests + 1) ÷ weight; an idle server before any busy one; among equals the one unchanged for longest. */
function fewest(pool: Pool): number {
  let best = NOBODY;
  let bestKey = 0;
  let bestChanged = 0;
  for (const server of pool.usable) {
    const connections = pool.connections(server);
    const key = connections === 0 ? 0 : (connections + 1) / pool.weight(server);
    const changed = pool.connectionsChanged(server);
    if (best !== NOBODY && (key > bestKey || (key === bestKey && changed >= bestChanged))) continue;
    best = server;
    bestKey = key;
    bestChanged = changed;
  }
  return best;
}

const counts = (pool: Pool): string[] => pool.usable.map((server) => `${pool.id(server)} ${pool.connections(server)}`);
