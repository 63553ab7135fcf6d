import { CARRIED_STEPS, giveOut, lifetimeOption, ON_CLIENT, readCarried } from './carriedSession.ts';
import { defineSessionState } from './contract.ts';

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
    modelledOn: 'HTTP Basic authentication (RFC 7617), the cart in the page’s own storage',
  },
  options: lifetimeOption,
  steps: CARRIED_STEPS,
  cookieName: 'cart',
  carriedAs: 'credentials',
  updatesInPlace: false,
  emptyMemory: () => null,
  lifetimeUs: (options) => options.lifetimeUs,
  load: (visit, _memory, context) => readCarried(visit, context),
  save: (visit, _memory, context) => giveOut(visit, context),
  end() {},
  sweep() {},
  whereIs: () => ON_CLIENT,
});
