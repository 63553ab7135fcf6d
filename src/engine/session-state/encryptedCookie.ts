import { CARRIED_STEPS, carriedOptions, emptyKeys, giveOut, ON_CLIENT, readCarried, rotate } from './carriedSession.ts';
import { defineSessionState } from './contract.ts';

export const encryptedCookie = defineSessionState({
  id: 'encrypted-cookie',
  about: {
    name: 'Encrypted cookie',
    term: 'client-side session',
    says: 'The client carries the session, sealed: it can neither read nor change it.',
    looksAt: 'the cookie: it opens only with the servers’ key',
    remembers: 'nothing but the key',
    survives: 'any server’s death: each server has the key',
    goesWrong: 'an old cookie brings an old session back; whoever has it is you; 4096 bytes are all there is',
    modelledOn: 'Rails ActionDispatch encrypted cookies (AES-256-GCM), 4096 bytes by RFC 6265 § 6.1',
  },
  options: carriedOptions,
  steps: CARRIED_STEPS,
  cookieName: '_session',
  carriedAs: 'encrypted',
  affinity: 'useless',
  updatesInPlace: false,
  emptyMemory: emptyKeys,
  lifetimeUs: (options) => options.lifetimeUs,
  load: (visit, keys, context) => readCarried(visit, keys, context),
  save: (visit, _memory, context) => giveOut(visit, context),
  end() {},
  sweep() {},
  whereIs: () => ON_CLIENT,
  keyInUse: (keys) => keys.current,
  rotateKey: rotate,
});
