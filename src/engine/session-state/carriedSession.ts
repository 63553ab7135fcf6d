/** What all places share in which the client carries the session: reading it back, and giving it out anew. */
import type { OptionDescriptions, OptionsOf } from '../options.ts';
import { duration, minutes } from '../options.ts';
import { FOUND, MISSING, type Places, type SessionStateContext, type Visit } from './contract.ts';

export const lifetimeOption = {
  lifetimeMs: duration({
    default: minutes(30),
    min: 1000,
    says: 'how long it is valid; one past half of it is renewed with the answer',
    source: 'assumption: as long as a servlet session',
  }),
} as const satisfies OptionDescriptions;

type Context = SessionStateContext<OptionsOf<typeof lifetimeOption>>;

export const CARRIED_STEPS = {
  'no-token': { title: 'The request carries no session', detail: 'nobody is signed in' },
  'token-expired': { title: 'What the client carries has expired', detail: '{agoS} s ago' },
  verified: { title: 'What the client carries is genuine and valid', detail: '{leftS} s left' },
  issued: { title: 'The answer brings it anew', detail: '{items} in the cart' },
} as const;

export function readCarried(visit: Visit, { nowUs, options, note }: Context): number {
  const { items, version, issuedUs, expiresUs } = visit.carried;
  if (expiresUs === 0) {
    note?.('no-token', {});
    return MISSING;
  }
  const leftUs = expiresUs - nowUs;
  if (leftUs <= 0) {
    note?.('token-expired', { agoS: Math.round(-leftUs / 1e6) });
    return MISSING;
  }
  note?.('verified', { leftS: Math.round(leftUs / 1e6) });
  visit.items = items;
  visit.version = version;
  if (nowUs - issuedUs > options.lifetimeUs / 2) visit.issuesToken = true;
  return FOUND;
}

export function giveOut(visit: Visit, { note }: Context): number {
  visit.issuesToken = true;
  note?.('issued', { items: visit.items });
  return visit.carried.version;
}

export const ON_CLIENT: Places = { servers: [], inStore: false, onClient: true };
