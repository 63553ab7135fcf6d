/**
 * The closed forms, each beside the figure of the run that it speaks of and how far off that is, or, where one does not
 * hold for this run, what of its assumptions fails.
 */
import { balancings } from '../balancing/registry.ts';
import type { Measures } from '../measures.ts';
import { persistences } from '../persistence/registry.ts';
import { profiles } from '../profiles/registry.ts';
import type { Choice, Scenario } from '../scenario.ts';
import { sessionStates } from '../session-state/registry.ts';
import { lostWithServer, replicationMessages, unstickyHit } from './loss.ts';
import { erlangC, lognormalMoments } from './queues.ts';
import {
  consistentRemapOnAdd,
  consistentRemapOnDeath,
  moduloRemap,
  natShare,
  randomAssignmentCv,
  ringShareCv,
  shareDeviation,
} from './spread.ts';

export interface TheoryFigure {
  readonly holds: true;
  readonly id: string;
  readonly name: string;
  /** As in a textbook: "1 ÷ N". */
  readonly formula: string;
  /** What stands in it: "N = 4". */
  readonly where: string;
  readonly value: number;
  /** The figure of the run, and which one it is. */
  readonly simulated: number;
  readonly measure: string;
  /** Of the simulated figure, where it can be derived; 0 where the form is exact. */
  readonly standardError: number | null;
  /** (simulated − value) ÷ standard error; null where there is none, or the form is exact. */
  readonly deviations: number | null;
  /** What must hold for it. */
  readonly assumes: string;
  readonly source: string;
}

/** A form that says nothing about this run. */
export interface TheoryGap {
  readonly holds: false;
  readonly id: string;
  readonly name: string;
  readonly formula: string;
  /** Why not, as half a sentence: "s2 was killed at 30.0 s". */
  readonly fails: string;
  readonly source: string;
}

/** What is said of a form whether it holds or not, and how it is worked out: a text where an assumption fails. */
interface Form extends Pick<TheoryFigure, 'id' | 'name' | 'formula' | 'source'> {
  of(scenario: Scenario, measures: Measures): Found | string;
}

type Found = Pick<TheoryFigure, 'where' | 'value' | 'simulated' | 'measure' | 'standardError' | 'assumes'> &
  Partial<Pick<TheoryFigure, 'formula'>>;

/** Those that hold. */
export function theoryFor(scenario: Scenario, measures: Measures): readonly TheoryFigure[] {
  return closedForms(scenario, measures).filter((one) => one.holds);
}

/** All of them. */
export function closedForms(scenario: Scenario, measures: Measures): readonly (TheoryFigure | TheoryGap)[] {
  return FORMS.map(({ of, ...form }) => {
    const found = of(scenario, measures);
    if (typeof found === 'string') return { holds: false, ...form, fails: found };
    const { simulated, value, standardError } = found;
    const isExact = standardError === null || standardError === 0;
    return { holds: true, ...form, ...found, deviations: isExact ? null : (simulated - value) / standardError };
  });
}

/** Nothing sends people back: each request is at its server with probability 1/N. */
const unstickyAffinity: Form = {
  id: 'unsticky-affinity',
  name: 'Affinity without persistence',
  formula: '1 ÷ N',
  source: 'domain.md § 5, 13: hit probability of local state without stickiness',
  of(scenario, measures) {
    const { affinityRatio, requestsWithSession } = measures;
    const servers = equalServers(scenario);
    if (servers === null) return UNEQUAL;
    if (isBound(scenario)) return 'persistence sends people back to their server';
    if (isHashing(scenario)) return 'a key decides on the server';
    const disturbance = poolActions(scenario, measures);
    if (disturbance !== null) return disturbance;
    if (countPeople(scenario) < MANY) return FEW_PEOPLE;
    if (affinityRatio === null) return 'nobody has a session yet';
    const value = unstickyHit(servers);
    return {
      ...{ where: `N = ${servers}`, value, simulated: affinityRatio, measure: 'affinityRatio' },
      standardError: shareDeviation(value, requestsWithSession),
      assumes: 'equal servers, all up; so many people that turns are as good as chance',
    };
  },
};

/** One of N servers dies, and the sessions that are only in its memory with it. */
const lostOnDeath: Form = {
  id: 'lost-on-death',
  name: 'Sessions lost with one server',
  formula: 'S ÷ N',
  source: 'domain.md § 5, 14',
  of(scenario, { actions }) {
    const servers = equalServers(scenario);
    const [first] = actions;
    if (servers === null) return UNEQUAL;
    if (first === undefined) return 'no server has been killed';
    if (first.what !== 'killed') return `before any server was killed, ${first.server} was ${first.what}`;
    if (scenario.sessionState.id !== 'server-memory') return 'sessions are not only in the servers’ memory';
    if (!isBound(scenario)) return NOT_BOUND;
    if (!isEverybodyAtHome(scenario)) return SHARED_ADDRESSES;
    if (first.sessionsThen === 0) return 'nobody had a session then';
    // Of several that end one after the other it would speak of none.
    if (actions.filter(({ what }) => ENDS.has(what)).length > 1) return 'more than one process has ended';
    const { mean, deviation } = lostWithServer(first.sessionsThen, servers);
    return {
      ...{ where: `S = ${first.sessionsThen}, N = ${servers}`, value: mean },
      ...{ simulated: first.sessionsHeld, measure: 'actions[0].sessionsHeld', standardError: deviation },
      assumes: 'sessions spread over equal servers; at random the deviation is √(S (N − 1)) ÷ N, in turn it is less',
    };
  },
};

const ENDS: ReadonlySet<string> = new Set(['killed', 'restarted', 'removed']);

/** Whose server changes with the first change of the pool. */
const remap: Form = {
  id: 'remap',
  name: 'People whose server changed',
  formula: 'by strategy: 0, 1 ÷ N, 1 ÷ (N + 1), (N − 1) ÷ N',
  source: 'domain.md § 5, 8 and 9',
  of(scenario, { remaps }) {
    const servers = equalServers(scenario);
    const [first] = remaps;
    if (servers === null) return UNEQUAL;
    if (first === undefined) return 'the pool has not changed';
    if (first.fraction === null) return 'nobody has come back since the pool changed';
    if (!isEverybodyAtHome(scenario)) return SHARED_ADDRESSES;
    const form = remapForm(scenario, first.what, servers);
    if (form === null) return `there is no form for this strategy when ${first.server} is ${first.what}`;
    const sampling = shareDeviation(form.value, first.present);
    return {
      ...{ formula: form.formula, where: `N = ${servers}` },
      ...{ value: form.value, simulated: first.fraction, measure: 'remaps[0].fraction' },
      standardError: Math.sqrt(sampling * sampling + form.shareDeviation * form.shareDeviation),
      assumes: form.assumes,
    };
  },
};

interface RemapForm {
  readonly value: number;
  readonly formula: string;
  /** Of the shares of servers, where they are not equal. */
  readonly shareDeviation: number;
  readonly assumes: string;
}

function remapForm(scenario: Scenario, what: string, servers: number): RemapForm | null {
  // Who computes the server each time has left one that drains, whatever the product.
  const isLeft = what === 'killed' || what === 'maintained' || what === 'removed' || what === 'drained';
  const isJoined = what === 'up';
  if (isBound(scenario)) {
    const bound = { shareDeviation: 0, assumes: 'each person is bound by a mark or a row of their own' };
    const stays = keepsInDrain(scenario);
    if (isJoined || (what === 'drained' && stays)) return { value: 0, formula: '0: who is bound stays', ...bound };
    return isLeft ? { value: 1 / servers, formula: '1 ÷ N', ...bound } : null;
  }
  const balancing = scenario.loadBalancer.balancing;
  const isNew = isJoined && scenario.actions[0]?.do === 'addServer';
  if (balancing.id === 'hash-modulo' && optionOf(balancing, 'rule') === 'haproxy-map-based' && (isLeft || isNew)) {
    const after = isNew ? servers + 1 : servers - 1;
    const formula = isNew ? 'N ÷ (N + 1)' : '(N − 1) ÷ N';
    return { value: moduloRemap(servers, after), formula, shareDeviation: 0, assumes: 'keys hash uniformly' };
  }
  const isRing = balancing.id === 'consistent-hash';
  if (!isRing && balancing.id !== 'rendezvous') return null;
  if (!isLeft && !isNew) return null;
  const value = isNew ? consistentRemapOnAdd(servers) : consistentRemapOnDeath(servers);
  const cv = isRing ? ringCv(scenario, servers) : 0;
  return {
    ...{ value, formula: isNew ? '1 ÷ (N + 1)' : '1 ÷ N', shareDeviation: value * cv },
    assumes: isRing ? 'keys hash uniformly; the share of a server on the ring varies' : 'keys hash uniformly',
  };
}

/** Sessions assigned at random lie unevenly all the same; a ring is uneven by itself. */
const sessionSpread: Form = {
  id: 'session-spread',
  name: 'Unevenness of sessions (CV)',
  formula: '√((N − 1) ÷ S)',
  source: 'domain.md § 5, 7 and 10; HAProxy’s nearest point divides the ring’s by √2',
  of(scenario, measures) {
    const { imbalance, perServer } = measures;
    const servers = equalServers(scenario);
    const sessions = perServer.reduce((sum, server) => sum + server.sessions, 0);
    if (servers === null) return UNEQUAL;
    const { balancing } = scenario.loadBalancer;
    const isRandom = balancing.id === 'random' && isBound(scenario);
    const isRing = balancing.id === 'consistent-hash' && !isBound(scenario);
    if (!(isRandom || isRing)) return 'sessions are assigned neither by chance nor by a ring';
    const disturbance = poolActions(scenario, measures);
    if (disturbance !== null) return disturbance;
    if (!isEverybodyAtHome(scenario)) return SHARED_ADDRESSES;
    if (imbalance.sessions === null || sessions < MANY) return FEW_SESSIONS;
    const byChance = randomAssignmentCv(servers, sessions);
    const byRing = isRing ? ringCv(scenario, servers) : 0;
    const value = Math.sqrt(byChance * byChance + byRing * byRing);
    return {
      ...(isRing && { formula: '√((N − 1) ÷ S + ring²), ring = √((N − 1) ÷ (N v + 1))' }),
      where: `N = ${servers}, S = ${sessions}${isRing ? `, v = ${pointsOf(scenario)}` : ''}`,
      ...{ value, simulated: imbalance.sessions.cv, measure: 'imbalance.sessions.cv' },
      // CV² is about χ² of N − 1 degrees of freedom, scaled.
      standardError: value / Math.sqrt(2 * (servers - 1)),
      assumes: isRing ? 'each key is a point of the ring by chance' : 'each session is assigned by chance, and stays',
    };
  },
};

/** Everybody behind one address is on one server. */
const behindNat: Form = {
  id: 'nat-share',
  name: 'Share of the server that the office is on',
  formula: 'f + (1 − f) ÷ N',
  source: 'domain.md § 5, 19',
  of(scenario, measures) {
    const { perServer, imbalance } = measures;
    const servers = equalServers(scenario);
    const people = countPeople(scenario);
    const atOffice = countPeople(scenario, 'office-nat');
    const sessions = perServer.reduce((sum, server) => sum + server.sessions, 0);
    const { persistence, balancing } = scenario.loadBalancer;
    if (servers === null) return UNEQUAL;
    if (atOffice === 0) return 'nobody is in an office';
    if (atOffice + countPeople(scenario, 'home') !== people) return 'not all others are at home';
    const isByTable = persistence.id === 'source-ip-stick-table' && isAnyServerDoing(balancing);
    if (!isByTable || Number(optionOf(persistence, 'maskBits')) !== 32) return 'no table binds whole addresses in turn';
    const disturbance = poolActions(scenario, measures);
    if (disturbance !== null) return disturbance;
    if (imbalance.sessions === null || sessions < MANY) return FEW_SESSIONS;
    const share = atOffice / people;
    const value = natShare(share, servers);
    const most = Math.max(...perServer.map((server) => server.sessions)) / sessions;
    return {
      ...{ where: `f = ${share.toPrecision(3)}, N = ${servers}`, value, simulated: most },
      ...{ measure: 'max of perServer[].sessions ÷ sum', standardError: shareDeviation(value, sessions) },
      assumes: 'one address for the office, one each for the others, who are spread evenly; all are as often signed in',
    };
  },
};

/** Each write of a session is sent to all others, or to one. */
const messages: Form = {
  id: 'replication-messages',
  name: 'Messages between servers',
  formula: 'W (N − 1), or W with one backup',
  source: 'domain.md § 5, 15',
  of(scenario, measures) {
    const { sessionState } = scenario;
    if (sessionState.id !== 'replication') return 'sessions are not copied between servers';
    const disturbance = poolActions(scenario, measures);
    if (disturbance !== null) return disturbance;
    if (measures.costs.writes === 0) return 'nothing has been written yet';
    const isToAll = optionOf(sessionState, 'topology') === 'all-to-all';
    if (!isToAll && !isBound(scenario)) return 'sessions are taken over by other servers, and sent on for that as well';
    const count = scenario.servers.length;
    const { allToAll, primaryBackup } = replicationMessages(count, measures.costs.writes);
    return {
      formula: isToAll ? 'W (N − 1)' : 'W',
      ...{ where: `W = ${measures.costs.writes} writes, N = ${count}`, value: isToAll ? allToAll : primaryBackup },
      ...{ simulated: measures.costs.messages, measure: 'costs.messages', standardError: 0 },
      assumes: 'all servers run all the time',
    };
  },
};

/** The work that comes in keeps so much of the workers busy. */
const utilisation: Form = {
  id: 'utilisation',
  name: 'Utilisation of the workers',
  formula: 'λ E[S] ÷ (N c)',
  source: 'Little 1961; domain.md § 5, 1 and 18',
  of(scenario, measures) {
    const servers = equalServers(scenario);
    const answered = measures.perServer.reduce((sum, server) => sum + server.requests, 0);
    if (servers === null) return UNEQUAL;
    const disturbance = anyActions(scenario, measures);
    if (disturbance !== null) return disturbance;
    if (answered < MANY) return FEW_REQUESTS;
    if (measures.store.inHand > 0) return 'workers wait for a store, or for other servers, as well';
    const { mean, variance } = lognormalMoments(scenario.workload.serviceMs);
    const workers = scenario.servers.reduce((sum, server) => sum + server.workers, 0);
    const rate = answered / measures.atMs;
    const value = (rate * mean) / workers;
    const busy = measures.perServer.reduce((sum, server) => sum + server.utilisation, 0) / servers;
    return {
      where: `λ = ${(rate * 1000).toPrecision(3)} ÷ s, E[S] = ${mean.toPrecision(3)} ms, N c = ${workers}`,
      ...{ value, simulated: busy, measure: 'mean of perServer[].utilisation' },
      standardError: (value * Math.sqrt(variance)) / (mean * Math.sqrt(answered)),
      assumes: 'a worker is busy for its work only, with no store to wait for',
    };
  },
};

/** How many requests find all workers busy, when each server gets its arrivals at random. */
const waits: Form = {
  id: 'erlang-c',
  name: 'Requests that wait for a worker',
  formula: 'C(c, λ E[S])  (Erlang C)',
  source: 'domain.md § 5, 2; Allen, Cunneen',
  of(scenario, measures) {
    const servers = equalServers(scenario);
    if (servers === null) return UNEQUAL;
    const { balancing } = scenario.loadBalancer;
    if (balancing.id !== 'random' || isBound(scenario)) return 'requests are not spread by chance';
    const disturbance = anyActions(scenario, measures);
    if (disturbance !== null) return disturbance;
    if (measures.store.inHand > 0) return 'workers wait for a store, or for other servers, as well';
    const [{ workers } = { workers: 1 }] = scenario.servers;
    if (scenario.servers.some((server) => server.workers !== workers)) return 'servers have unequal numbers of workers';
    if (countPeople(scenario) < MANY) return FEW_PEOPLE;
    const { mean } = lognormalMoments(scenario.workload.serviceMs);
    const answered = measures.perServer.reduce((sum, server) => sum + server.requests, 0);
    if (measures.queue === null || answered < MANY) return FEW_REQUESTS;
    const load = (answered / measures.atMs / servers) * mean;
    if (load >= workers) return 'more work comes in than the workers can do';
    return {
      ...{ where: `c = ${workers}, λ E[S] = ${load.toPrecision(3)}`, value: erlangC(workers, load, 1) },
      ...{ simulated: measures.queue.share, measure: 'queue.share', standardError: null },
      assumes: 'arrivals as good as Poisson; for work that is not exponential (here lognormal) it is an approximation',
    };
  },
};

/** The cookie goes up with each request of a person with a session. */
const cookieBytes: Form = {
  id: 'cookie-bytes',
  name: 'Bytes of cookies on the way up',
  formula: 'R × bytes',
  source: 'domain.md § 5, 20; RFC 6265 § 4.2.1',
  of(scenario, measures) {
    const state = sessionStates.find(({ id }) => id === scenario.sessionState.id);
    if (state?.carriedAs !== 'number') return 'clients carry more than an id';
    if (isBound(scenario)) return 'the load balancer’s mark goes up as well';
    const disturbance = anyActions(scenario, measures);
    if (disturbance !== null) return disturbance;
    if (scenario.people.some(({ cookies }) => cookies === 'blocked')) return 'somebody blocks cookies';
    // Whoever has lost a session, or let it expire, brings its cookie to the next sign-in as well.
    if (measures.sessionsLost > 0) return 'sessions were lost, whose cookies go up to the next sign-in';
    if (measures.outcomes.expired > 0) return 'sessions expired, whose cookies go up to the next sign-in';
    if (measures.outcomes.unavailable > 0) return 'requests failed';
    if (measures.inFlight > 0) return 'requests are on their way';
    if (measures.requestsWithSession === 0) return 'nobody has a session yet';
    const line = `Cookie: ${state.cookieName}=`.length + SESSION_ID + 2;
    return {
      where: `R = ${measures.requestsWithSession} requests, ${line} bytes`,
      value: measures.requestsWithSession * line,
      ...{ simulated: measures.wire.upSession, measure: 'wire.upSession', standardError: 0 },
      assumes: 'every request of a person with a session carries the same cookie; nobody loses theirs',
    };
  },
};

const FORMS: readonly Form[] = [
  ...[unstickyAffinity, lostOnDeath, remap, sessionSpread, behindNat],
  ...[messages, utilisation, waits, cookieBytes],
];

const MANY = 200;
const SESSION_ID = 32;

const UNEQUAL = 'servers are not several of equal weight';
const NOT_BOUND = 'nothing binds people to their server';
const SHARED_ADDRESSES = 'not everybody has an address of their own';
const FEW_PEOPLE = `fewer than ${MANY} people`;
const FEW_SESSIONS = `fewer than ${MANY} sessions`;
const FEW_REQUESTS = `fewer than ${MANY} requests were answered`;

/** How many there are at the start, if they are equal; null else, and for one alone. */
function equalServers({ servers }: Scenario): number | null {
  const isEqual = servers.every(({ weight }) => weight === servers[0]!.weight && weight > 0);
  return isEqual && servers.length > 1 ? servers.length : null;
}

const isBound = ({ loadBalancer }: Scenario): boolean =>
  persistences.find(({ id }) => id === loadBalancer.persistence.id)?.id !== 'none';
const keepsInDrain = ({ loadBalancer }: Scenario): boolean =>
  profiles.find(({ id }) => id === loadBalancer.profile)?.drain.value === 'keeps-pinned' ||
  persistences.find(({ id }) => id === loadBalancer.persistence.id)?.isPerConnection === true;
const isHashing = ({ loadBalancer }: Scenario): boolean =>
  balancings.find(({ id }) => id === loadBalancer.balancing.id)?.isHashing === true;
const isAnyServerDoing = (balancing: Choice): boolean =>
  balancing.id === 'round-robin' || balancing.id === 'weighted-round-robin';

const ON_PEOPLE: ReadonlySet<string> = new Set(['setLoad', 'addDevice', 'removeDevice', 'openTab', 'closeTab']);

/** What was done to the servers or the network, live or by the scenario: the first of it, null where nothing was. */
const poolActions = (scenario: Scenario, measures: Measures): string | null =>
  doneIn(scenario, measures, (name) => !ON_PEOPLE.has(name));

const anyActions = (scenario: Scenario, measures: Measures): string | null => doneIn(scenario, measures, () => true);

function doneIn({ actions }: Scenario, measures: Measures, counts: (name: string) => boolean): string | null {
  const [done] = measures.actions;
  if (done !== undefined) return `${done.server} was ${done.what} at ${seconds(done.atMs)}`;
  const action = actions.find((one) => counts(one.do) && one.atMs <= measures.atMs);
  return action === undefined ? null : `${action.do} at ${seconds(action.atMs)}`;
}

const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;

const countPeople = ({ people }: Scenario, network?: string): number =>
  people.reduce((sum, group) => (network === undefined || group.network === network ? sum + group.count : sum), 0);

/** Then each person has an address of their own. */
const isEverybodyAtHome = (scenario: Scenario): boolean => countPeople(scenario, 'home') === countPeople(scenario);

/** The scenario's own choice, or the module's default. */
function optionOf(choice: Choice, name: string): unknown {
  if (choice[name] !== undefined) return choice[name];
  const described = [...balancings, ...persistences, ...sessionStates].find(({ id }) => id === choice.id)?.options[
    name
  ];
  return described === undefined || described.kind === 'duration' ? undefined : described.default;
}

const isKetama = ({ loadBalancer }: Scenario): boolean => optionOf(loadBalancer.balancing, 'ring') === 'ketama';

/** Points of one server on the ring: HAProxy has 16 for each unit of its weight, nginx 160. */
const pointsOf = (scenario: Scenario): number => (isKetama(scenario) ? 160 : 16) * (scenario.servers[0]?.weight ?? 1);

const ringCv = (scenario: Scenario, servers: number): number =>
  ringShareCv(servers, pointsOf(scenario), isKetama(scenario) ? 'next' : 'nearest');
