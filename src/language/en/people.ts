/** How people stand, where they are, what was done to them. */
import type { Network, Outcome } from '../../engine/index.ts';
import { counted } from '../counted.ts';

interface HarmWords {
  readonly one: string;
  readonly many: string;
  /** Of the person, just now. */
  readonly says: string;
}

const harms = {
  'session-lost': { one: 'session lost', many: 'sessions lost', says: 'signed out' },
  expired: { one: 'session expired', many: 'sessions expired', says: 'away too long: signed out' },
  'stale-read': { one: 'stale read', many: 'stale reads', says: 'was shown old data' },
  'lost-update': { one: 'lost update', many: 'lost updates', says: 'a change was overwritten' },
  'token-rejected': { one: 'token rejected', many: 'tokens rejected', says: 'signed out: the token was rejected' },
  hijacked: { one: 'hijack', many: 'hijacks', says: 'was served as somebody else' },
  'revoked-but-served': {
    one: 'request served after revocation',
    many: 'requests served after revocation',
    says: 'signed out everywhere, yet still served',
  },
  unavailable: { one: 'request failed', many: 'requests failed', says: 'got an error page' },
} as const satisfies Record<Exclude<Outcome, 'served'>, HarmWords>;

const networks: Readonly<Record<Network, string>> = {
  home: 'at home',
  'office-nat': 'in the office, behind one address',
  mobile: 'on a phone network',
  'carrier-nat': 'behind a carrier’s NAT',
  'proxy-farm': 'behind a farm of proxies',
};

export const people = {
  harms,
  networks,
  counts: { one: 'item', many: 'items' },
  signedOut: 'signed out',
  signedOutLess: (things: string) => `signed out · −${things}`,
  believesAllWell: 'believes all is well',
  thingsAllWell: (things: string) => `${things}, believes all is well`,
  checkedOut: 'has checked out',
  signedIn: 'signed in',
  notCome: 'has not come yet',
  notAttacked: 'has sent nothing yet',
  left: { shopper: 'checked out and left', others: 'signed out and left' },
  lookingAround: 'looking around',
  scar: {
    things: (things: string, sessions: number) => `lost ${things}${sessions > 1 ? `, ${sessions} sessions` : ''}`,
    sessions: (count: number) => `lost ${counted(count, 'session')}`,
  },
  session: {
    gone: 'session gone',
    carried: 'carries the session',
    inStore: (store: string) => `session in ${store}`,
    on: (server: string) => `session on ${server}`,
  },
  stepped: (name: string, standing: string) => `One request answered: ${name}, ${standing}.`,
  noneStepped: 'No request was answered within this step.',
  andMore: (names: string, more: number) => `${names} and ${more} more`,
  failed: (count: number, whose: string) => `${counted(count, 'request')} failed${whose === '' ? '' : `: ${whose}`}`,
} as const;
