import { choice } from '../options.ts';
import { CARRIED, carriedOptions, readCarried } from './carriedSession.ts';
import { defineSessionState } from './contract.ts';

export const signedToken = defineSessionState({
  ...CARRIED,
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
  options: {
    ...carriedOptions,
    algorithms: choice({
      values: ['fixed', 'as-the-token-says'],
      default: 'fixed',
      says: 'whether the verifier has its own list of algorithms, or believes the token’s header, “none” included',
      source: 'RFC 8725 § 3.1: a fixed list; the other is a bug that libraries have had',
    }),
  },
  cookieName: 'token',
  carriedAs: 'jwt',
  load: (visit, keys, context) => readCarried(visit, keys, context, context.options.algorithms === 'as-the-token-says'),
});
