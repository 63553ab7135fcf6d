import { lognormal } from '../random.ts';
import { WISH } from '../world.ts';
import type { Behaviour } from './contract.ts';

/** Many small moves a second over one connection that is never idle: the score is the session, and what is slow is late. */
export const gamer: Behaviour = {
  id: 'gamer',
  about: {
    name: 'Gamer',
    says: 'Makes ten small moves a second over one connection; an answer after 100 ms is too late.',
    source:
      'assumption: a move each hundredth of the scenario’s pause; 100 ms is where players of fast games notice delay (Claypool, 2006)',
  },
  host: 'game.example',
  counts: { one: 'point', many: 'points', isList: false },
  during: [
    { wish: WISH.move, upTo: 0.9 },
    { wish: WISH.board, upTo: 1 },
  ],
  ends: [WISH.signOut],
  thinks: 0.01,
  thinkSpread: lognormal(1, 2),
  visitTimes: 60,
  awayThinks: 300,
  reactionUs: 0,
  lateUs: 100_000,
  isShared: false,
};
