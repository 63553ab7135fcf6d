import { duration, minutes } from '../options.ts';
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
  options: {
    lifetimeMs: duration({
      default: minutes(30),
      min: 1000,
      says: 'how long a token is valid; one past half of it is renewed with the answer',
      source: 'assumption: as long as a servlet session',
    }),
  },
  steps: {
    'no-token': { title: 'The request carries no token', detail: 'nobody is signed in' },
    'token-expired': { title: 'The token has expired', detail: '{agoS} s ago' },
    verified: { title: 'The signature is right, and the token is valid', detail: '{leftS} s left' },
    issued: { title: 'The answer brings a new token', detail: '{items} in the cart' },
  },
  cookieName: 'token',
  isCarried: true,
  updatesInPlace: false,
  emptyMemory: () => null,
  lifetimeUs: (options) => options.lifetimeUs,
  loadLatencyUs: () => 0,
  saveLatencyUs: () => 0,

  load(visit, _memory, { options, note }) {
    const { items, version, issuedUs, expiresUs } = visit.carried;
    if (expiresUs === 0) {
      note?.('no-token', {});
      return false;
    }
    const leftUs = expiresUs - visit.nowUs;
    if (leftUs <= 0) {
      note?.('token-expired', { agoS: Math.round(-leftUs / 1e6) });
      return false;
    }
    note?.('verified', { leftS: Math.round(leftUs / 1e6) });
    visit.items = items;
    visit.version = version;
    if (visit.nowUs - issuedUs > options.lifetimeUs / 2) visit.issuesToken = true;
    return true;
  },

  save(visit, _memory, { note }) {
    visit.issuesToken = true;
    note?.('issued', { items: visit.items });
    return visit.carried.version;
  },

  end() {},
  serverStopped() {},
  sweep() {},
  whereIs: () => ({ servers: [], inStore: false, onClient: true }),
  countOn: () => 0,
  store: () => null,
});
