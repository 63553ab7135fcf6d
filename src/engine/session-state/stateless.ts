import { ON_CLIENT } from './carriedSession.ts';
import { defineSessionState, FOUND, MISSING } from './contract.ts';

/** Credentials do not expire. 400 days, in µs. */
const FOREVER_US = 400 * 86_400_000_000;

export const stateless = defineSessionState({
  id: 'stateless',
  about: {
    name: 'Stateless',
    term: 'stateless application',
    says: 'Servers know nobody: each request says who it is from and brings all it needs.',
    looksAt: 'the credentials in each request',
    remembers: 'nothing',
    survives: 'everything but the client',
    goesWrong: 'every request is checked anew, and what the client forgets nobody knows',
    modelledOn: 'HTTP Basic authentication (RFC 7617), the session in the page’s own storage',
  },
  options: {},
  steps: {
    authenticated: { title: 'The credentials are right', detail: 'checked anew with every request' },
    'no-credentials': { title: 'The request brings no credentials', detail: 'nobody is signed in' },
    answered: { title: 'Nothing is kept here', detail: '{held}, which the page keeps' },
  },
  cookieName: '',
  carriedAs: 'credentials',
  affinity: 'useless',
  updatesInPlace: false,
  emptyMemory: () => null,
  lifetimeUs: () => FOREVER_US,
  load(visit, _memory, { note }) {
    if (visit.carried.expiresUs === 0) {
      note?.('no-credentials', {});
      return MISSING;
    }
    note?.('authenticated', {});
    visit.items = visit.carried.items;
    visit.version = visit.carried.version;
    return FOUND;
  },
  save(visit, _memory, { note }) {
    visit.issuesToken = true;
    note?.('answered', { items: visit.items });
    return visit.carried.version;
  },
  end() {},
  sweep() {},
  whereIs: () => ON_CLIENT,
});
