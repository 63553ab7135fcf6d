import { CARRIED_STEPS, giveOut, lifetimeOption, ON_CLIENT, readCarried } from './carriedSession.ts';
import { defineSessionState } from './contract.ts';

export const signedToken = defineSessionState({
  id: 'signed-token',
  about: {
    name: 'Signed token',
    term: 'JSON Web Token',
    says: 'The client carries the session itself; a signature keeps it from being changed.',
    looksAt: 'the token in the cookie: its signature and its expiry',
    remembers: 'nothing but the key',
    survives: 'any server’s death: each server can read every token',
    goesWrong: 'it can’t be called back before it expires, and whoever has it is you',
    modelledOn: 'RFC 7519 JWT, HS256 (RFC 7515), in a cookie',
  },
  options: lifetimeOption,
  steps: CARRIED_STEPS,
  cookieName: 'token',
  carriedAs: 'jwt',
  affinity: 'useless',
  updatesInPlace: false,
  emptyMemory: () => null,
  lifetimeUs: (options) => options.lifetimeUs,
  load: (visit, _memory, context) => readCarried(visit, context),
  save: (visit, _memory, context) => giveOut(visit, context),
  end() {},
  sweep() {},
  whereIs: () => ON_CLIENT,
});
