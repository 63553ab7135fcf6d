import { lognormal } from '../random.ts';
import { WISH } from '../world.ts';
import type { Behaviour } from './contract.ts';

/** Looks around and fills the cart; at the end of the visit checks out, then signs out. */
export const shopper: Behaviour = {
  id: 'shopper',
  about: {
    name: 'Shopper',
    says: 'Looks around and fills a cart, which a lost session empties.',
    source: 'assumption: visits of 8 requests, 10 s apart, 99 % of the pauses below five times the median',
  },
  host: 'shop.example',
  counts: { one: 'item in the cart', many: 'items in the cart', isList: true },
  during: [
    { wish: WISH.look, upTo: 0.45 },
    { wish: WISH.add, upTo: 0.85 },
    { wish: WISH.cart, upTo: 1 },
  ],
  ends: [WISH.checkOut, WISH.signOut],
  thinks: 1,
  thinkSpread: lognormal(1, 5),
  visitTimes: 1,
  awayThinks: 3,
  reactionUs: 300_000,
  lateUs: Number.POSITIVE_INFINITY,
  isShared: false,
};
