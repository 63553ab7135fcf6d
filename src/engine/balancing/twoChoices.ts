/** The power of two choices (Mitzenmacher, 1996): of two servers drawn at random, the less busy one. */
import { choice, count } from '../options.ts';
import type { Pool } from '../pool.ts';
import { defineBalancing, NO_CLUE, NOBODY } from './contract.ts';
import { type DrawRule, draw, emptyUrn, fillUrn, type Urn } from './draw.ts';

export const twoChoices = defineBalancing({
  id: 'two-choices',
  about: {
    name: 'Power of two choices',
    term: 'power of two choices',
    says: 'Two servers drawn at random; the one with fewer requests in its hands gets it.',
    looksAt: 'nothing in the request',
    remembers: 'how many requests each server has in its hands',
    survives: 'stale counts and several load balancers better than least connections: no herd runs to one server',
    goesWrong: 'it counts requests, never sessions: a server full of idle sessions looks free',
    modelledOn: 'HAProxy `balance random(2)`',
  },
  options: {
    draws: count({ default: 2, min: 1, max: 100, says: 'servers drawn', source: 'HAProxy `balance random(draws)`' }),
    rule: choice({
      values: ['haproxy', 'nginx'],
      default: 'haproxy',
      says: 'haproxy: drawn on its hash ring, the same server may come twice; nginx: drawn by weight, the next one is another',
      source: 'HAProxy `balance random(2)`, nginx `random two least_conn`',
    }),
  },
  isHashing: false,
  anyServerWillDo: true,
  steps: {
    better: { title: 'Two choices: {server} has fewer', detail: 'drawn: {drawn}' },
    empty: { title: 'Two choices: no server takes strangers', detail: 'none is up and ready' },
  },
  emptyMemory: emptyUrn,

  poolChanged: (memory, { options, pool }) => fillUrn(memory, options.rule, pool),

  pick(_request, memory, { options, pool, seed, note }) {
    const drawn: number[] | undefined = note === undefined ? undefined : [];
    const server = leastOf(options.draws, memory, options.rule, seed, pool, drawn);
    if (server === NOBODY) note?.('empty', {});
    else
      note?.(
        'better',
        { server: pool.id(server), drawn: drawn!.map((one) => `${pool.id(one)} ${pool.connections(one)}`).join(', ') },
        server,
      );
    return server;
  },

  clue: () => NO_CLUE,

  picture(memory, { options, pool, seed }) {
    const drawn: number[] = [];
    const next = leastOf(options.draws, { ...memory }, options.rule, seed, pool, drawn);
    return {
      kind: 'connections',
      next: next === NOBODY ? null : pool.id(next),
      drawn: drawn.map((server) => pool.id(server)),
      counts: pool.usable.map((server) => ({ server: pool.id(server), count: pool.connections(server) })),
    };
  },
});

function leastOf(
  draws: number,
  urn: Urn,
  rule: DrawRule,
  seed: number,
  pool: Pool,
  drawn: number[] | undefined,
): number {
  let best = NOBODY;
  for (let n = 0; n < draws; n += 1) {
    if (rule === 'nginx' && n > 0 && pool.usable.length < 2) break;
    const server = draw(urn, rule, seed, pool, rule === 'nginx' ? best : NOBODY);
    if (server === NOBODY) break;
    drawn?.push(server);
    // Both products leave a tie to the later draw.
    if (best === NOBODY || !isBusier(server, best, pool)) best = server;
  }
  return best;
}

/** More requests per weight, cross-multiplied. */
const isBusier = (a: number, b: number, pool: Pool): boolean =>
  pool.connections(a) * pool.weight(b) > pool.connections(b) * pool.weight(a);
