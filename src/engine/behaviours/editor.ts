import { lognormal } from '../random.ts';
import { WISH } from '../world.ts';
import type { Behaviour } from './contract.ts';

/** Several people in one document: who signs in opens it, and each sees, or overwrites, what the others have done. */
export const editor: Behaviour = {
  id: 'editor',
  about: {
    name: 'Editor',
    says: 'Works with all others of the group on one document: their changes meet, or overwrite each other.',
    source: 'assumption: reads and changes it in turns, twice as fast as a shopper',
  },
  host: 'docs.example',
  counts: { one: 'change', many: 'changes', isList: true },
  during: [
    { wish: WISH.read, upTo: 0.4 },
    { wish: WISH.edit, upTo: 1 },
  ],
  ends: [WISH.read, WISH.signOut],
  thinks: 0.5,
  thinkSpread: lognormal(1, 5),
  visitTimes: 3,
  awayThinks: 10,
  reactionUs: 300_000,
  lateUs: Number.POSITIVE_INFINITY,
  isShared: true,
};
