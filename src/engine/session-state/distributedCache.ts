import { duration, minutes } from '../options.ts';
import { lognormal, quantile } from '../random.ts';
import { defineSessionState, NOWHERE } from './contract.ts';
import { dropExpired, put, type Shelf, take } from './shelf.ts';

export const distributedCache = defineSessionState({
  id: 'distributed-cache',
  about: {
    name: 'Distributed cache',
    term: 'session store',
    says: 'All servers keep the sessions in one cache beside them.',
    looksAt: 'the session id in the application’s cookie',
    remembers: 'the session, in the cache, until unused for its time to live',
    survives: 'any server’s death',
    goesWrong: 'every request pays a round trip, and the cache’s death is everybody’s',
    modelledOn: 'one Redis node: GETEX on each request, SET … EX on each change',
  },
  options: {
    ttlMs: duration({
      default: minutes(30),
      min: 1000,
      says: 'a session unused this long is dropped',
      source: 'Spring Session 30 min; Redis itself has no default',
    }),
    roundTripMs: duration({
      default: 0.5,
      max: 10_000,
      says: 'median of one round trip to the cache',
      source: 'same zone; loopback alone measured 0.06 ms',
    }),
    roundTripP99Ms: duration({
      default: 2,
      max: 60_000,
      says: '99 % of the round trips are faster',
      source: 'same zone; loopback alone measured 0.2 ms',
    }),
  },
  steps: {
    fetched: { title: 'The cache knows this session', detail: 'GETEX, {items} in the cart' },
    'not-there': { title: 'The cache does not know this session', detail: 'GETEX: nil' },
    stored: { title: 'The cache stores the change', detail: 'SET … EX, {items} in the cart' },
  },
  cookieName: 'sid',
  isCarried: false,
  updatesInPlace: false,
  emptyMemory: (): Shelf => new Map(),
  lifetimeUs: (options) => options.ttlUs,
  loadLatencyUs: ({ options, drawLoad }) => roundTripUs(options, drawLoad()),
  saveLatencyUs: ({ options, drawSave }) => roundTripUs(options, drawSave()),

  load(visit, memory, { options, note }) {
    const isKnown = take(memory, visit, options.ttlUs);
    if (isKnown) note?.('fetched', { items: visit.items });
    else if (visit.session !== 0) note?.('not-there', {});
    return isKnown;
  },

  save(visit, memory, { note }) {
    note?.('stored', { items: visit.items });
    return put(memory, visit);
  },

  end: (visit, memory) => void memory.delete(visit.session),
  serverStopped() {},
  sweep: (nowUs, memory, options) => dropExpired(memory, nowUs, options.ttlUs),
  whereIs: (session, memory) => (memory.has(session) ? { servers: [], inStore: true, onClient: false } : NOWHERE),
  countOn: () => 0,
  store: (options) => ({ name: 'cache', roundTripUs: options.roundTripUs }),
});

function roundTripUs(options: { roundTripUs: number; roundTripP99Us: number }, u: number): number {
  if (options.roundTripUs === 0) return 0;
  return Math.round(quantile(lognormal(options.roundTripUs, options.roundTripP99Us), u));
}
