/** Whatever harm there is has a chain: a table of all causes of a loss and all outcomes, from what was done to what came of it. */
import { describe, expect, it } from 'vitest';
import type { TimedAction } from '../actions.ts';
import { createHistory } from '../history.ts';
import { LOSS_CAUSE_LIST, type LossCause } from '../lossCauses.ts';
import { OUTCOMES, type Outcome } from '../outcomes.ts';
import { lossCases } from '../testing/lossCases.ts';
import { play } from '../testing/play.ts';
import { scenarioOf, serverSpec, strategyOf } from '../testing/scenarioOf.ts';
import { CAUSES, type Cause } from './causes.ts';

const told = (causes: readonly Cause[]): string[] =>
  causes.map(({ code, values }) =>
    CAUSES[code].replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? '?')),
  );

function expectSound(causes: readonly Cause[]): void {
  const times = causes.map(({ atMs }) => atMs);
  expect([...times].sort((a, b) => a - b)).toEqual(times);
  for (const line of told(causes)) expect(line).not.toMatch(/\?|undefined|NaN/);
  expect(causes.length).toBeGreaterThan(2);
}

/** How the chain of each begins: with what was done, or with what happened by itself. */
const BEGINNINGS: Readonly<Record<LossCause, string | readonly string[]>> = {
  killed: 's1 is killed',
  restarted: 's1 is restarted',
  removed: 's1 is taken out, and its process ends',
  'node-killed': 'cache-1 is killed',
  evicted: 'the store had dropped the session',
  expired: 'nothing was heard of them for 3 s: longer than a session lives',
  'token-rejected': 'the servers sign with key k2 from now on',
  'balancer-restarted': 'lb1 is restarted, and its table is empty',
  'other-balancer': 'lb1 loses power',
  'address-changed': 'p1 has another address now: 198.51.100.9',
  'cookies-lost': 'p1’s cookies are cleared',
  'cookie-edited': 'Ada writes another value into a cookie',
  'connection-closed': 'the session is in the memory of s1',
  'binding-expired': 'the session is in the memory of s1',
  're-bound': 's1 goes into maintenance',
  remapped: 's4 goes into maintenance',
  'not-copied': [
    'the session is in the memory of s1',
    'the session is in the store’s primary, and not in its replica yet',
  ],
  'not-bound': 'the session is in the memory of s1',
};

describe('a lost session', () => {
  const seen = new Set<LossCause>();

  it.each(lossCases)('for %s has a chain', (cause, setting, steps) => {
    const { answers, history } = play(setting, steps);
    const lost = answers.find(({ outcome }) => outcome === 'session-lost' || outcome === 'token-rejected')!;
    const { causes } = history.explain(lost.request)!;
    expectSound(causes);
    expect([BEGINNINGS[cause]].flat()).toContain(told(causes)[0]);
    expect(causes.at(-1)!.code).toBe('signed-out');
    seen.add(cause);
  });

  it.each([
    ['expired', { sessionState: { id: 'server-memory', idleMs: 1000 } }, []],
    ['cookie-edited', {}, [{ atMs: 40_000, do: 'editCookie', person: 'ada', cookie: 'SRV', value: 's3' }]],
  ] as const)('for %s has a chain', (cause, change, actions) => {
    const { causes } = firstOf(cause === 'expired' ? 'expired' : 'session-lost', {
      ...{ ...strategyOf('sticky-cookie'), servers: [1, 2, 3].map((n) => serverSpec(n)), ...change, actions },
    });
    expectSound(causes);
    expect(told(causes)[0]).toBe(BEGINNINGS[cause]);
    seen.add(cause);
  });

  it('has one for every cause there is', () => {
    expect(LOSS_CAUSE_LIST.filter((cause) => !seen.has(cause))).toEqual([]);
  });
});

const people = [{ count: 4, behaviour: 'shopper', network: 'home' }] as const;
const editors = [{ count: 4, behaviour: 'editor', network: 'home' }] as const;
const workload = { thinkMs: 2000, visitRequests: 60 };

/** The first request with that outcome, explained. */
function firstOf(outcome: Outcome, change: Parameters<typeof scenarioOf>[0], which = 0) {
  const history = createHistory(scenarioOf({ people, servers: [serverSpec(1), serverSpec(2)], workload, ...change }));
  const found: number[] = [];
  while (found.length <= which && history.simulation.nowUs < 300_000_000) {
    history.advance(history.simulation.nowUs + 1_000_000, {
      finished: (request) => void (request.outcome === outcome && found.push(request.request)),
    });
  }
  return history.explain(found[which]!)!;
}

const steal: TimedAction = { atMs: 40_000, do: 'stealCookie', from: 'ada' };
const forge: TimedAction = { atMs: 20_000, do: 'forgeToken', person: 'ada' };
const token = (options = {}) => ({ sessionState: { id: 'signed-token', ...options } });

type Harm = readonly [Outcome, string, Parameters<typeof scenarioOf>[0], readonly TimedAction[], readonly string[]];

/** Each with the lines that its chain must have, in this order; others may stand between them, and `#` is any number. */
const harms: readonly Harm[] = [
  [
    ...(['hijacked', 'with a stolen cookie', strategyOf('sticky-cookie'), [steal]] as const),
    [
      'Mallory copies Ada’s cookies, sent from 203.0.113.1 (At home)',
      'Mallory sends a request with it, from 203.0.113.5 (At home)',
      'the request is pinned to s#',
      's# knows the session, and asks for no more than its id',
      'Mallory is served as Ada',
    ],
  ],
  [
    ...(['hijacked', 'with a stolen token', strategyOf('jwt'), [steal]] as const),
    [
      'Mallory copies Ada’s cookies, sent from 203.0.113.1 (At home)',
      's# accepts it: genuine, valid, and bound to nobody',
      'Mallory is served as Ada',
    ],
  ],
  [
    'hijacked',
    'by a session id that was planted',
    { ...strategyOf('sticky-cookie'), workload: { ...workload, rotatesAtSignIn: false, visitRequests: 6 } },
    [{ atMs: 20_000, do: 'fixSession', person: 'ada' }],
    [
      'Mallory plants a session id in Ada’s client',
      'Ada signs in with it, and the server keeps the id',
      's# knows the session, and asks for no more than its id',
      'Mallory is served as Ada',
    ],
  ],
  [
    ...(['hijacked', 'without a signature', token({ algorithms: 'as-the-token-says' }), [forge]] as const),
    ['Mallory makes up a token in Ada’s name', 's# believes a token that it needs no signature'],
  ],
  [
    ...(['token-rejected', 'for want of a signature', token(), [forge]] as const),
    ['Mallory makes up a token in Ada’s name', 's# refuses it: alg “none”', 'Mallory is turned away'],
  ],
  [
    'token-rejected',
    'after a change of keys without overlap',
    token({ acceptsOldKeyMs: 0 }),
    [{ atMs: 30_000, do: 'rotateKey' }],
    [
      'the servers sign with key k2 from now on',
      'the client carries a token signed with key k1',
      'it goes to s#',
      's# takes only key k2: key k1 was retired # s ago',
      'signed out',
    ],
  ],
  [
    'token-rejected',
    'issued by a clock that is ahead',
    token(),
    [{ atMs: 30_000, do: 'skewClock', server: 's2', skewMs: 90_000 }],
    [
      'the clock of s# is # s ahead',
      'the client carries a token issued # s from now: by a clock that is ahead',
      'by the clock of s# it is not valid yet',
    ],
  ],
  [
    'token-rejected',
    'read by a clock that is ahead',
    token({ lifetimeMs: 60_000 }),
    [{ atMs: 30_000, do: 'skewClock', server: 's2', skewMs: 90_000 }],
    ['the clock of s# is # s ahead', 'by the clock of s# it has expired', 'signed out'],
  ],
  [
    'revoked-but-served',
    'with a token',
    strategyOf('jwt'),
    [{ atMs: 40_000, do: 'signOutEverywhere', person: 'ada' }],
    [
      'Ada signs out everywhere',
      'the client carries a token that is valid for # s more, and nobody has a list of revoked ones',
      's# accepts it: genuine, valid, and bound to nobody',
      'served, though signed out',
    ],
  ],
  [
    ...([
      'stale-read',
      'of a document in two memories',
      { people: editors, ...strategyOf('sticky-cookie') },
      [],
    ] as const),
    [
      'is told by s# that version # is stored',
      's# keeps a session of its own, and hears of no changes on other servers',
      'the request is pinned to s#',
      'had been told of version #',
      'the answer shows less than had been done',
    ],
  ],
  [
    ...(['stale-read', 'of a document in tokens', { people: editors, ...strategyOf('jwt') }, []] as const),
    ['each client carries a session of its own, and hears of no changes by others'],
  ],
  [
    'stale-read',
    'of a copy that is late',
    { sessionState: { id: 'replication', delayMs: 5000, delayP99Ms: 5000 } },
    [],
    ['Ada is told by s# that version # is stored', 'have not all arrived there', 's# finds version'],
  ],
  [
    'stale-read',
    'of a copy that never came',
    { sessionState: { id: 'replication' } },
    [{ atMs: 60_000, do: 'cutLink', a: 's1', b: 's2' }],
    ['s1 and s2 are cut off from each other', 'is told by', 'the answer shows less'],
  ],
  [
    'stale-read',
    'of a replica that lags',
    { sessionState: { id: 'database', readFrom: 'replica', lagMs: 4000, lagP99Ms: 5000 } },
    [],
    ['is told by', 'have not all arrived there: the last arrives in', 'finds version'],
  ],
  [
    'stale-read',
    'of a replica that is cut off',
    { sessionState: { id: 'database', readFrom: 'replica' } },
    [{ atMs: 60_000, do: 'cutLink', a: 'primary', b: 'replica' }],
    ['primary and replica are cut off from each other', 'the last waits for the link', 'finds version'],
  ],
  [
    'stale-read',
    'of a replica that has stood in',
    { sessionState: { id: 'distributed-cache', replicas: 1, lagMs: 3000, lagP99Ms: 4000, failoverMs: 1000 } },
    [{ atMs: 60_000, do: 'killNode', node: 'cache-1' }],
    ['cache-1 is killed', 'its replica stands in, with what had reached it', 'finds version'],
  ],
  [
    ...(['stale-read', 'of a cookie that was too large', token({ itemBytes: 1500 }), []] as const),
    ['client drops it and keeps the one before', 'the client carries version #', 'had been told of version #'],
  ],
  [
    'lost-update',
    'of two who work on one document',
    { people: editors, sessionState: { id: 'database', writeMs: 200, writeP99Ms: 400 } },
    [],
    ['with version', 'writes version', 'over it', 'had changed is lost'],
  ],
  [
    'lost-update',
    'of two tabs',
    { sessionState: { id: 'database', writeMs: 200, writeP99Ms: 400 } },
    [{ atMs: 10_000, do: 'openTab', person: 'ada' }],
    ['another tab begins with version', 'another tab writes version', 'Ada writes version', 'what another tab had'],
  ],
  [
    'lost-update',
    'of two tabs with one token',
    { ...token(), workload: { ...workload, serviceMs: { median: 800, p99: 3000 } } },
    [{ atMs: 10_000, do: 'openTab', person: 'ada' }],
    ['another tab', 'takes the place of the one that the client has', 'what another tab had changed is lost'],
  ],
  [
    'unavailable',
    'for want of servers',
    {},
    [
      { atMs: 20_000, do: 'kill', server: 's1', detected: true },
      { atMs: 20_001, do: 'kill', server: 's2', detected: true },
    ],
    ['s1 is killed', 's2 is killed', 'no server can take it', 'an error page: 503'],
  ],
];

it.each(harms)('%s %s has a chain', (outcome, _how, change, actions, expected) => {
  const { causes } = firstOf(outcome, { ...change, actions });
  expectSound(causes);
  const chain = told(causes);
  const plain = chain.map((line) =>
    line.replace(/\bs\d\b(?= |’|$)/g, 's#').replace(/(?<=version )\d+|\b\d+(?= s\b| items)/g, '#'),
  );
  const places = expected.map((part) =>
    plain.findIndex((line, index) => line.includes(part) || chain[index]!.includes(part)),
  );
  expect({ chain, places: [...places].sort((a, b) => a - b) }).toEqual({ chain, places });
  expect({ chain, missing: expected.filter((_, index) => places[index]! < 0) }).toEqual({ chain, missing: [] });
});

it('every outcome but the good one is in one of the tables', () => {
  const covered: readonly string[] = ['session-lost', 'expired', ...harms.map(([outcome]) => outcome)];
  expect(OUTCOMES.filter((outcome) => !covered.includes(outcome))).toEqual(['served']);
});
