import { lognormal } from '../random.ts';
import { WISH } from '../world.ts';
import type { Behaviour } from './contract.ts';

/** Reads balance and statements at length, then transfers money in three steps: a session lost between them is a transfer lost. */
export const banker: Behaviour = {
  id: 'banker',
  about: {
    name: 'Banker',
    says: 'Reads the account at length, then transfers money in three steps that belong together.',
    source: 'assumption: reads three times as long as a shopper looks, 99 % of the pauses below eight times the median',
  },
  host: 'bank.example',
  counts: { one: 'step of a transfer', many: 'steps of a transfer', isList: true },
  during: [
    { wish: WISH.balance, upTo: 0.6 },
    { wish: WISH.statement, upTo: 1 },
  ],
  ends: [WISH.payee, WISH.amount, WISH.confirm, WISH.signOut],
  thinks: 3,
  thinkSpread: lognormal(1, 8),
  visitTimes: 1,
  awayThinks: 3,
  reactionUs: 300_000,
  lateUs: Number.POSITIVE_INFINITY,
  isShared: false,
};
