/**
 * What happens to someone bound to a server when something befalls it, found out by playing it through the whole engine.
 * Sessions live in a shared store, so that only persistence is seen: the application sets its cookie once.
 */
import type { TimedAction } from '../actions.ts';
import type { FinishedRequest } from '../evidence.ts';
import { type Ask, play, type Setting } from './play.ts';
import { serverSpec } from './scenarioOf.ts';

/** A type of persistence as a row of the matrix. */
export interface Row extends Setting {
  readonly name: string;
  /** The same with a lifetime of five seconds; absent where it has none of its own. */
  readonly expiring?: Setting;
  /** What a request carries that names s3 without ever having been there; absent where nothing can. */
  readonly forged?: Pick<Ask, 'url' | 'headers' | 'address'>;
  /** Puts the client's address where another proxy would. */
  readonly isBehindProxy?: boolean;
  /** Each tab has a connection of its own. */
  readonly tabsConnectAlone?: boolean;
}

/** What is asked of a row, as an event that befalls p2, who is on s2. */
export const EVENTS = {
  'server dies': (row: Row): string => {
    const after = afterDeath(row).slice(0, 3);
    return isOne(after) ? 're-bind' : 'balanced anew';
  },
  'server returns': (row: Row): string => {
    const [, , before, ...after] = afterDeath(row);
    if (after.every((server) => server === 's2')) return 'moves back';
    return isOne([before, ...after]) ? 'stays on new' : 'spread';
  },
  drain: (row: Row): string => {
    const { of, answers } = run(row, [{ atMs: 2000, do: 'drain', server: 's2' }, ...trickle(3000, 4, row)]);
    const strangers = answers.filter(({ person, binding }) => person.startsWith('p9') && binding !== 'pinned');
    if (strangers.some(({ server, atMs }) => server === 's2' && atMs > 2000)) return 'takes strangers';
    return of('p2', 2000).every((server) => server === 's2') ? 'stays' : 'moves';
  },
  'server added': (row: Row): string => {
    const checked = { healthCheck: { intervalMs: 500, fall: 3, rise: 2 } };
    const setting = { ...row, loadBalancer: { ...row.loadBalancer, ...checked } };
    const joins = [{ atMs: 2000, do: 'addServer', server: serverSpec(5) } as const];
    const people = Array.from({ length: 40 }, (_, n) => `p${101 + n}`);
    const asks = [500, 1500, 9000].flatMap((atMs) =>
      people.map((person, n) => ask(row, { atMs: atMs + n * 10, person })),
    );
    const { of, answers } = run(setting, [...joins, ...asks, ...trickle(9900, 8, row)]);
    const moved = people.filter((person) => of(person)[1] !== of(person)[2]).length;
    const isUsed = answers.some(({ server }) => server === 's5');
    if (moved === 0) return isUsed ? 'only new ones' : 'nobody comes';
    return moved < 20 ? 'some move' : 'anyone at once';
  },
  'load balancer restarts': (row: Row): string => survival(row, row),
  'restarts, with peers': (row: Row): string =>
    survival(row, { ...row, loadBalancer: { ...row.loadBalancer, peers: true } }),
  'another takes over': (row: Row): string =>
    survival(row, { ...row, loadBalancer: { ...row.loadBalancer, balancers: 2 } }, 'failOver'),
  'takes over, with peers': (row: Row): string =>
    survival(row, { ...row, loadBalancer: { ...row.loadBalancer, balancers: 2, peers: true } }, 'failOver'),
  'address changes': (row: Row): string => {
    const moved = { person: 'p2', address: '198.51.100.77' };
    const { of, isBound } = run(
      row,
      [2000, 3000].map((atMs) => ask(row, { ...moved, atMs })),
    );
    const [first, second] = of('p2', 2000);
    if (!isBound || (first === 's2' && second === 's2')) return 'no effect';
    return first === second ? 're-bind' : 'balanced anew';
  },
  'many behind one NAT': (row: Row): string => {
    const people = Array.from({ length: 8 }, (_, n) => `p${201 + n}`);
    const shared = { address: '192.0.2.10' };
    const asks = [2000, 3000].flatMap((atMs) =>
      people.map((person, n) => ask(row, { ...shared, atMs: atMs + n * 50, person })),
    );
    const { of } = run(row, asks);
    return isOne(people.map((person) => of(person)[1])) ? 'all on one' : 'spread';
  },
  'cookies blocked': (row: Row): string => {
    const { of, isBound } = run(row, [{ atMs: 1500, do: 'blockCookies', person: 'p2' }, ...trickle(2000, 4, row)]);
    if (!isBound || of('p2', 1500).every((server) => server === 's2')) return 'no effect';
    return 'every request is new';
  },
  'entry expires': (row: Row): string => {
    const { of, isBound } = run(row.expiring === undefined ? row : { ...row, ...row.expiring }, [
      ask(row, { atMs: 4000, person: 'p2' }),
      ask(row, { atMs: 8000, person: 'p2' }),
      ask(row, { atMs: 600_000, person: 'p91' }),
      ask(row, { atMs: 600_100, person: 'p2' }),
    ]);
    if (!isBound) return 'nothing to expire';
    const [soon, alsoSoon, late] = of('p2', 2000);
    if (soon !== 's2' || alsoSoon !== 's2') return 'not refreshed by use';
    return late === 's2' ? 'never' : 're-bind';
  },
  'second tab': (row: Row): string => {
    const tab = row.tabsConnectAlone === true ? { person: 'p222', address: '203.0.113.2' } : { person: 'p2' };
    const { of } = run(row, [ask(row, { atMs: 2000, person: 'p2' }), ask(row, { ...tab, atMs: 2400, url: '/p2/tab' })]);
    return isOne([...of('p2', 2000), ...of('p222')]) ? 'same server' : 'another server';
  },
  forged: (row: Row): string => {
    if (row.forged === undefined) return 'cannot be';
    const forger = [2000, 3000].map((atMs) => ({ atMs, person: 'p250', ...row.forged }));
    const { of } = run(row, [forger[0]!, ask(row, { atMs: 2500, person: 'p91' }), forger[1]!]);
    return of('p250').every((server) => server === 's3') ? 'obeyed' : 'ignored';
  },
} as const;

/** p1 to p4 come and are on s1 to s4; p2 comes again, and what follows happens. */
function run(row: Row, steps: readonly (Ask | TimedAction)[]) {
  const people = ['p1', 'p2', 'p3', 'p4'];
  const before = people.map((person, n) => ask(row, { atMs: n * 100, person }));
  const played = play({ sessionState: { id: 'distributed-cache' }, ...row }, [
    ...before,
    ask(row, { atMs: 1000, person: 'p2' }),
    ...steps,
  ]);
  const { answers } = played;
  const of = (person: string, fromMs = 0) =>
    answers.filter((answer) => answer.person === person && answer.atMs >= fromMs).map(({ server }) => server ?? '-');
  return { answers, of, isBound: isBoundAt(answers, 1000) };
}

const isBoundAt = (answers: readonly FinishedRequest[], atMs: number): boolean =>
  answers.some((answer) => answer.atMs === atMs && answer.binding === 'pinned');

/** Each person asks for things of their own, so that a path says as much as a name. */
function ask(row: Row, given: Ask): Ask {
  const { person, address = `203.0.113.${person.slice(1)}` } = given;
  const headers = row.isBehindProxy === true ? { 'X-Forwarded-For': address } : {};
  return { url: `/${person}/cart`, ...given, headers, address: row.isBehindProxy === true ? '10.9.9.9' : address };
}

/** p2 asks a few times, and between any two a stranger does, so that round robin moves on. */
function trickle(fromMs: number, times: number, row: Row = { name: '', persistence: { id: 'none' } }): Ask[] {
  return Array.from({ length: times }, (_, n) => [
    ask(row, { atMs: fromMs + n * 1000, person: 'p2' }),
    ask(row, { atMs: fromMs + n * 1000 + 500, person: `p9${n}` }),
  ]).flat();
}

/** Three answers while s2 is down, then two after its return. */
function afterDeath(row: Row): string[] {
  const { of } = run(row, [
    { atMs: 2000, do: 'kill', server: 's2', detected: true },
    ...trickle(3000, 3, row),
    { atMs: 6000, do: 'restart', server: 's2', detected: true },
    ...trickle(9000, 2, row),
  ]);
  return of('p2', 2000);
}

function survival(row: Row, setting: Row, what: 'restartBalancer' | 'failOver' = 'restartBalancer'): string {
  const { of, answers, isBound } = run(setting, [{ atMs: 2000, do: what }, ask(row, { atMs: 3000, person: 'p2' })]);
  const after = answers.find(({ person, atMs }) => person === 'p2' && atMs === 3000);
  if (!isBound && after?.binding === 'stranger') return 'nothing to lose';
  return of('p2', 3000)[0] === 's2' ? 'survives' : 'lost';
}

const isOne = (servers: readonly unknown[]): boolean => new Set(servers).size === 1;
