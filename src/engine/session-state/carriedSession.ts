/** What all places share in which the client carries the session: reading it back, giving it out anew, and their keys. */
import type { OptionDescriptions, OptionsOf } from '../options.ts';
import { count, duration, minutes } from '../options.ts';
import { FORGED, FOUND, MISSING, type Places, type SessionStateContext, UNSIGNED, type Visit } from './contract.ts';

export const carriedOptions = {
  lifetimeMs: duration({
    default: minutes(30),
    min: 1000,
    says: 'how long it is valid; one past half of it is renewed with the answer',
    source: 'assumption: as long as a servlet session',
  }),
  leewayMs: duration({
    default: 0,
    max: minutes(10),
    says: 'how far a server’s clock may be off before it refuses what another one issued',
    source: 'RFC 7519 § 4.1.4 allows a few minutes; libraries have 0 unless told (jose clockTolerance)',
  }),
  acceptsOldKeyMs: duration({
    default: minutes(30),
    says: 'how long after a change of keys the old key is still accepted',
    source: 'assumption: as long as a token is valid, so that nobody notices',
  }),
  itemBytes: count({
    default: 60,
    max: 4000,
    says: 'what each item adds to the session, before encoding; below 3 only their number is kept',
    source: 'assumption: a product number, a quantity and a price in JSON',
  }),
} as const satisfies OptionDescriptions;

type Context = SessionStateContext<OptionsOf<typeof carriedOptions>>;

/** The servers' keys: which one signs, and when each one before it was retired, in µs. */
export interface Keys {
  current: number;
  retiredAtUs: number[];
}

const emptyKeys = (): Keys => ({ current: 0, retiredAtUs: [] });

const CARRIED_STEPS = {
  'no-token': { title: 'The request carries no session', detail: 'nobody is signed in' },
  'token-expired': { title: 'What the client carries has expired', detail: '{agoS} s ago, by this server’s clock' },
  'expired-by-clock': {
    title: 'To {server} what the client carries has expired',
    detail: '{agoS} s ago by its clock, which is {skewS} s ahead; in truth {leftS} s are left',
  },
  'not-yet-valid': {
    title: 'To {server} what the client carries was issued in the future',
    detail: '{byClockS} s from now, by its clock',
  },
  forged: {
    title: 'What the client carries is not genuine',
    detail: 'made or changed without the servers’ key: refused',
  },
  unsigned: { title: 'The token says it needs no signature', detail: 'alg "none": refused' },
  'unsigned-accepted': { title: 'The token says it needs no signature', detail: 'alg "none": believed' },
  'old-key': { title: 'Signed with a key that is not accepted any more', detail: '{key}, retired {agoS} s ago' },
  'old-key-accepted': { title: 'Signed with an older key', detail: '{key}, retired {agoS} s ago, still accepted' },
  verified: { title: 'What the client carries is genuine and valid', detail: '{leftS} s left' },
  issued: { title: 'The answer brings the session along', detail: '{held}' },
} as const;

export function readCarried(visit: Visit, keys: Keys, context: Context, acceptsUnsigned = false): number {
  const { nowUs, options, note } = context;
  const { items, version, issuedUs, expiresUs } = visit.carried;
  if (expiresUs === 0) {
    note?.('no-token', {});
    return MISSING;
  }
  if (!isSignedWell(visit, keys, context, acceptsUnsigned)) return refuse(visit);
  const clockUs = nowUs + visit.skewUs;
  // RFC 7519 § 4.1.4: not on or after `exp`, which is written in whole seconds.
  const leftUs = secondsOf(expiresUs) - secondsOf(clockUs) + options.leewayUs;
  if (leftUs <= 0) {
    const agoS = Math.round(-leftUs / 1e6);
    const leftS = Math.round((secondsOf(expiresUs) - secondsOf(nowUs)) / 1e6);
    if (leftS <= 0) {
      note?.('token-expired', { agoS });
      return MISSING;
    }
    // By a right clock it would still be good.
    note?.('expired-by-clock', { agoS, leftS, skewS: visit.skewUs / 1e6 }, visit.server);
    return refuse(visit);
  }
  if (secondsOf(issuedUs) > secondsOf(clockUs + options.leewayUs)) {
    const byClockS = Math.round((issuedUs - clockUs) / 1e6);
    note?.('not-yet-valid', { byClockS, aheadS: Math.round((issuedUs - nowUs) / 1e6) }, visit.server);
    return refuse(visit);
  }
  note?.('verified', { leftS: Math.round(leftUs / 1e6) });
  visit.items = items;
  visit.version = version;
  if (clockUs - issuedUs > options.lifetimeUs / 2) visit.issuesToken = true;
  return FOUND;
}

function isSignedWell(visit: Visit, keys: Keys, context: Context, acceptsUnsigned: boolean): boolean {
  const { nowUs, options, note } = context;
  const { key } = visit.carried;
  if (key === FORGED) {
    note?.('forged', {});
    return false;
  }
  if (key === UNSIGNED) {
    note?.(acceptsUnsigned ? 'unsigned-accepted' : 'unsigned', {});
    return acceptsUnsigned;
  }
  if (key === keys.current) return true;
  const retiredUs = nowUs - (keys.retiredAtUs[key] ?? nowUs);
  const isAccepted = retiredUs <= options.acceptsOldKeyUs;
  note?.(isAccepted ? 'old-key-accepted' : 'old-key', {
    ...{ key: keyName(key), current: keyName(keys.current) },
    ...{ agoS: Math.round(retiredUs / 1e6), retiredMs: (nowUs - retiredUs) / 1000 },
  });
  return isAccepted;
}

/** As the token's header names it (`kid`). */
const keyName = (key: number): string => `k${key + 1}`;

function refuse(visit: Visit): typeof MISSING {
  visit.isRejected = true;
  return MISSING;
}

/** Dates in a token are whole seconds; in µs. */
const secondsOf = (timeUs: number): number => Math.floor(timeUs / 1e6) * 1e6;

function giveOut(visit: Visit, { note }: Pick<Context, 'note'>): number {
  visit.issuesToken = true;
  note?.('issued', { items: visit.items });
  return visit.carried.version;
}

function rotate(keys: Keys, { nowUs }: Pick<Context, 'nowUs'>): boolean {
  keys.retiredAtUs[keys.current] = nowUs;
  keys.current += 1;
  return true;
}

/** What is alike wherever the client carries the session; reading it back is each one's own. */
export const CARRIED = {
  steps: CARRIED_STEPS,
  affinity: 'useless',
  updatesInPlace: false,
  emptyMemory: emptyKeys,
  lifetimeUs: (options: { readonly lifetimeUs: number }): number => options.lifetimeUs,
  save: (visit: Visit, _keys: Keys, context: Pick<Context, 'note'>): number => giveOut(visit, context),
  end: (): void => {},
  sweep: (): void => {},
  whereIs: (): Places => ON_CLIENT,
  keyInUse: (keys: Keys): number => keys.current,
  rotateKey: rotate,
} as const;

export const ON_CLIENT: Places = { servers: [], inStore: false, onClient: true };
