import { choice } from '../options.ts';
import { defineBalancing, NO_CLUE, NOBODY } from './contract.ts';
import { draw, emptyUrn, fillUrn } from './draw.ts';

export const random = defineBalancing({
  id: 'random',
  about: {
    name: 'Random',
    term: 'random',
    says: 'A server drawn at random for each request, by weight.',
    looksAt: 'nothing in the request',
    remembers: 'nothing; the lab counts its draws, so that a replay draws the same',
    survives: 'everything, and needs no agreement between load balancers',
    goesWrong: 'chance piles up: with as many requests in flight as servers, some server has several',
    modelledOn: 'nginx `random`, Caddy’s default',
  },
  options: {
    rule: choice({
      values: ['nginx', 'haproxy'],
      default: 'nginx',
      says: 'nginx: exactly by weight; haproxy: a random place on its hash ring, so by each server’s part of the ring',
      source: 'nginx `random`, HAProxy `balance random(1)`',
    }),
  },
  isHashing: false,
  anyServerWillDo: true,
  steps: {
    drawn: { title: 'Random: {server} is drawn', detail: 'of {servers}' },
    empty: { title: 'Random: no server takes strangers', detail: 'none is up and ready' },
  },
  emptyMemory: emptyUrn,

  poolChanged: (memory, { options, pool }) => fillUrn(memory, options.rule, pool),

  pick(_request, memory, { options, pool, seed, note }) {
    const server = draw(memory, options.rule, seed, pool);
    if (server === NOBODY) note?.('empty', {});
    else
      note?.('drawn', { server: pool.id(server), servers: pool.usable.map((row) => pool.id(row)).join(' ') }, server);
    return server;
  },

  clue: () => NO_CLUE,

  picture(memory, { options, pool, seed }) {
    const next = draw({ ...memory }, options.rule, seed, pool);
    return { kind: 'rotation', next: next === NOBODY ? null : pool.id(next), upcoming: [], credits: [] };
  },
});
