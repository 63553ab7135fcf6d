/** What can be wanted of a site, as requests: the row of each is its number in `WISH`. */
import { WISH } from '../world.ts';

/** What a wish does to the session's count: one more, or all of it is done. */
export type Effect = 'none' | 'adds' | 'empties';

/** What a request speaks of: one of the shop's products, the document of the group, or nothing in particular. */
export type Subject = 'none' | 'product' | 'document';

export interface Wish {
  readonly name: string;
  readonly method: 'GET' | 'POST';
  readonly effect: Effect;
  readonly subject: Subject;
  url(detail: number): string;
  /** What a POST sends, `name=value`, empty for nothing. */
  form(detail: number): string;
}

const NO_FORM = (): string => '';

const get = (name: string, path: string, subject: Subject = 'none'): Wish => ({
  ...{ name, method: 'GET', effect: 'none', subject, form: NO_FORM },
  url: subject === 'none' ? () => path : (detail) => `${path}/${detail}`,
});

const post = (name: string, path: string, effect: Effect, form: Wish['form'] = NO_FORM): Wish => ({
  ...{ name, method: 'POST', effect, subject: 'none', form },
  url: () => path,
});

const BY_NAME = {
  signIn: post('sign-in', '/login', 'none'),
  look: get('look', '/products', 'product'),
  add: { ...post('add', '/cart/items', 'adds', (product) => `product=${product}`), subject: 'product' },
  cart: get('cart', '/cart'),
  checkOut: post('check-out', '/checkout', 'empties'),
  signOut: post('sign-out', '/logout', 'none'),
  /** Recorded traffic has URLs of its own. */
  recorded: get('recorded', '/'),
  balance: get('balance', '/accounts/balance'),
  statement: get('statement', '/accounts/statement'),
  payee: post('payee', '/transfers/payee', 'adds', () => 'payee=Rent'),
  amount: post('amount', '/transfers/amount', 'adds', () => 'amount=640.00'),
  confirm: post('confirm', '/transfers/confirm', 'empties'),
  board: get('board', '/game/board'),
  move: post('move', '/game/moves', 'adds', () => 'to=north'),
  read: get('read', '/documents', 'document'),
  edit: {
    ...post('edit', '', 'adds', () => 'insert=word'),
    subject: 'document',
    url: (document) => `/documents/${document}/edits`,
  },
} as const satisfies Record<keyof typeof WISH, Wish>;

export const WISHES: readonly Wish[] = Object.entries(WISH)
  .sort(([, a], [, b]) => a - b)
  .map(([name]) => BY_NAME[name as keyof typeof WISH]);

export type WishName = (typeof BY_NAME)[keyof typeof BY_NAME]['name'];
