/** The same shares in three orders: what products disagree about is how to spread a heavy server's turns. */
import { choice } from '../options.ts';
import { copyPlain } from '../plainData.ts';
import type { Pool } from '../pool.ts';
import { defineBalancing, NO_CLUE, NOBODY } from './contract.ts';
import {
  adjustDeadlineRotation,
  type DeadlineRotation,
  emptyDeadlineRotation,
  takeDeadlineTurn,
} from './deadlineRotation.ts';
import {
  adjustHaproxyRotation,
  emptyHaproxyRotation,
  type HaproxyRotation,
  takeHaproxyTurn,
} from './haproxyRotation.ts';
import {
  adjustSmoothRotation,
  emptySmoothRotation,
  loseWeight,
  type SmoothRotation,
  takeSmoothTurn,
} from './smoothRotation.ts';
import { upcomingTurns } from './upcoming.ts';

const ORDERS = ['nginx-smooth', 'haproxy', 'earliest-deadline'] as const;
type Order = (typeof ORDERS)[number];

/** Only the rotation of the chosen order is filled. */
interface Rotations {
  smooth: SmoothRotation;
  haproxy: HaproxyRotation;
  deadlines: DeadlineRotation;
}

export const weightedRoundRobin = defineBalancing({
  id: 'weighted-round-robin',
  about: {
    name: 'Weighted round robin',
    term: 'weighted round robin',
    says: 'Each server in turn, as often as its weight says; the order is the product’s.',
    looksAt: 'nothing in the request',
    remembers: 'how much of its turns each server has had',
    survives: 'a server going down; with the order of nginx it comes back gradually',
    goesWrong: 'who comes back is sent to whoever is next; nginx counts in each worker process for itself',
    modelledOn: 'nginx without a balancing directive, with `weight`',
  },
  options: {
    order: choice({
      values: ORDERS,
      default: 'nginx-smooth',
      says: 'weights 5, 1, 1 give aabacaa (nginx-smooth), aaabaac (haproxy) or aaaabca (earliest-deadline: Envoy, Traefik)',
      source: 'nginx: smooth since 1.3.1',
    }),
  },
  isHashing: false,
  anyServerWillDo: true,
  followsWeights: ({ order }) => order !== 'nginx-smooth',
  steps: {
    turn: { title: 'Weighted round robin: it is the turn of {server}', detail: 'weights {weights}, order {order}' },
    empty: { title: 'Weighted round robin: no server takes strangers', detail: 'none is up and ready' },
  },
  emptyMemory: (): Rotations => ({
    smooth: emptySmoothRotation(),
    haproxy: emptyHaproxyRotation(),
    deadlines: emptyDeadlineRotation(),
  }),

  poolChanged(memory, { options, pool }) {
    if (options.order === 'nginx-smooth') adjustSmoothRotation(memory.smooth, pool);
    else if (options.order === 'haproxy') adjustHaproxyRotation(memory.haproxy, pool);
    else adjustDeadlineRotation(memory.deadlines, pool);
  },

  attemptFailed: ({ smooth }, server, maxFails) => loseWeight(smooth, server, maxFails),

  pick(_request, memory, { options, pool, note }) {
    const server = takeTurn(memory, options.order, pool);
    if (server === NOBODY) note?.('empty', {});
    else note?.('turn', { server: pool.id(server), weights: weights(pool), order: options.order }, server);
    return server;
  },

  clue: () => NO_CLUE,

  picture(memory, { options, pool }) {
    const trial = copyPlain(memory);
    const upcoming = upcomingTurns(() => takeTurn(trial, options.order, pool), pool);
    const credits = options.order === 'nginx-smooth' ? creditsOf(memory.smooth, pool) : [];
    return { kind: 'rotation', next: upcoming[0] ?? null, upcoming, credits };
  },
});

function takeTurn(memory: Rotations, order: Order, pool: Pool): number {
  if (order === 'nginx-smooth') return takeSmoothTurn(memory.smooth, pool);
  if (order === 'haproxy') return takeHaproxyTurn(memory.haproxy, pool);
  return takeDeadlineTurn(memory.deadlines, pool);
}

const creditsOf = ({ credit, effective }: SmoothRotation, pool: Pool) =>
  pool.usable.map((server) => ({
    server: pool.id(server),
    credit: credit[server] ?? 0,
    weight: effective[server] ?? 0,
  }));

const weights = (pool: Pool): string =>
  pool.usable.map((server) => `${pool.id(server)} ${pool.weight(server)}`).join(', ');
