/**
 * The closed forms that apply to a scenario, each beside the figure of the run that it speaks of, and how far off that is.
 * One is only given where its assumptions hold; where the run has none of its figure yet it is left out as well.
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

type Form = (scenario: Scenario, measures: Measures) => TheoryFigure | null;

export function theoryFor(scenario: Scenario, measures: Measures): readonly TheoryFigure[] {
  return FORMS.flatMap((form) => form(scenario, measures) ?? []);
}

/** Nothing sends people back: each request is at its server with probability 1/N. */
const unstickyAffinity: Form = (scenario, { affinityRatio, requestsWithSession }) => {
  const servers = equalServers(scenario);
  if (servers === null || isBound(scenario) || isHashing(scenario) || affinityRatio === null) return null;
  if (hasPoolActions(scenario) || countPeople(scenario) < MANY) return null;
  const value = unstickyHit(servers);
  return figure({
    ...{ id: 'unsticky-affinity', name: 'Affinity without persistence', formula: '1 ÷ N', where: `N = ${servers}` },
    ...{ value, simulated: affinityRatio, measure: 'affinityRatio' },
    standardError: shareDeviation(value, requestsWithSession),
    assumes: 'equal servers, all up; so many people that turns are as good as chance',
    source: 'domain.md § 5, 13: hit probability of local state without stickiness',
  });
};

/** One of N servers dies, and the sessions that are only in its memory with it. */
const lostOnDeath: Form = (scenario, { actions }) => {
  const servers = equalServers(scenario);
  const [first] = actions;
  if (servers === null || first?.what !== 'killed' || scenario.sessionState.id !== 'server-memory') return null;
  if (!isBound(scenario) || !isEverybodyAtHome(scenario) || first.sessionsThen === 0) return null;
  const { mean, deviation } = lostWithServer(first.sessionsThen, servers);
  return figure({
    ...{ id: 'lost-on-death', name: 'Sessions lost with one server', formula: 'S ÷ N' },
    ...{ where: `S = ${first.sessionsThen}, N = ${servers}`, value: mean },
    ...{ simulated: first.sessionsHeld, measure: 'actions[0].sessionsHeld', standardError: deviation },
    assumes: 'sessions spread over equal servers; at random the deviation is √(S (N − 1)) ÷ N, in turn it is less',
    source: 'domain.md § 5, 14',
  });
};

/** Whose server changes with the first change of the pool. */
const remap: Form = (scenario, { remaps }) => {
  const servers = equalServers(scenario);
  const [first] = remaps;
  if (servers === null || first?.fraction == null || !isEverybodyAtHome(scenario)) return null;
  const form = remapForm(scenario, first.what, servers);
  if (form === null) return null;
  const sampling = shareDeviation(form.value, first.present);
  return figure({
    ...{ id: 'remap', name: 'People whose server changed', formula: form.formula, where: `N = ${servers}` },
    ...{ value: form.value, simulated: first.fraction, measure: 'remaps[0].fraction' },
    standardError: Math.sqrt(sampling * sampling + form.shareDeviation * form.shareDeviation),
    assumes: form.assumes,
    source: 'domain.md § 5, 8 and 9',
  });
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
const sessionSpread: Form = (scenario, { imbalance, perServer }) => {
  const servers = equalServers(scenario);
  const sessions = perServer.reduce((sum, server) => sum + server.sessions, 0);
  if (servers === null || imbalance.sessions === null || sessions < MANY || hasPoolActions(scenario)) return null;
  const { balancing } = scenario.loadBalancer;
  const isRandom = balancing.id === 'random' && isBound(scenario);
  const isRing = balancing.id === 'consistent-hash' && !isBound(scenario);
  if (!(isRandom || isRing) || !isEverybodyAtHome(scenario)) return null;
  const byChance = randomAssignmentCv(servers, sessions);
  const byRing = isRing ? ringCv(scenario, servers) : 0;
  const value = Math.sqrt(byChance * byChance + byRing * byRing);
  return figure({
    ...{ id: 'session-spread', name: 'Unevenness of sessions (CV)' },
    formula: isRing ? '√((N − 1) ÷ S + ring²), ring = √((N − 1) ÷ (N v + 1))' : '√((N − 1) ÷ S)',
    where: `N = ${servers}, S = ${sessions}${isRing ? `, v = ${pointsOf(scenario)}` : ''}`,
    ...{ value, simulated: imbalance.sessions.cv, measure: 'imbalance.sessions.cv' },
    // CV² is about χ² of N − 1 degrees of freedom, scaled.
    standardError: value / Math.sqrt(2 * (servers - 1)),
    assumes: isRing ? 'each key is a point of the ring by chance' : 'each session is assigned by chance, and stays',
    source: 'domain.md § 5, 7 and 10; HAProxy’s nearest point divides the ring’s by √2',
  });
};

/** Everybody behind one address is on one server. */
const behindNat: Form = (scenario, { perServer, imbalance }) => {
  const servers = equalServers(scenario);
  const people = countPeople(scenario);
  const atOffice = countPeople(scenario, 'office-nat');
  const sessions = perServer.reduce((sum, server) => sum + server.sessions, 0);
  if (servers === null || imbalance.sessions === null || atOffice === 0 || hasPoolActions(scenario)) return null;
  if (atOffice + countPeople(scenario, 'home') !== people || sessions < MANY) return null;
  const { persistence, balancing } = scenario.loadBalancer;
  const isByTable = persistence.id === 'source-ip-stick-table' && isAnyServerDoing(balancing);
  if (!isByTable || Number(optionOf(persistence, 'maskBits')) !== 32) return null;
  const share = atOffice / people;
  const value = natShare(share, servers);
  const most = Math.max(...perServer.map((server) => server.sessions)) / sessions;
  return figure({
    ...{ id: 'nat-share', name: 'Share of the server that the office is on', formula: 'f + (1 − f) ÷ N' },
    ...{ where: `f = ${share.toPrecision(3)}, N = ${servers}`, value, simulated: most },
    ...{ measure: 'max of perServer[].sessions ÷ sum', standardError: shareDeviation(value, sessions) },
    assumes: 'one address for the office, one each for the others, who are spread evenly; all are as often signed in',
    source: 'domain.md § 5, 19',
  });
};

/** Each write of a session is sent to all others, or to one. */
const messages: Form = (scenario, measures) => {
  const { sessionState } = scenario;
  if (sessionState.id !== 'replication' || hasPoolActions(scenario) || measures.costs.writes === 0) return null;
  const count = scenario.servers.length;
  const { allToAll, primaryBackup } = replicationMessages(count, measures.costs.writes);
  const isToAll = optionOf(sessionState, 'topology') === 'all-to-all';
  return figure({
    ...{ id: 'replication-messages', name: 'Messages between servers', formula: isToAll ? 'W (N − 1)' : 'W' },
    ...{ where: `W = ${measures.costs.writes} writes, N = ${count}`, value: isToAll ? allToAll : primaryBackup },
    ...{ simulated: measures.costs.messages, measure: 'costs.messages', standardError: 0 },
    assumes: 'all servers run all the time',
    source: 'domain.md § 5, 15',
  });
};

/** The work that comes in keeps so much of the workers busy. */
const utilisation: Form = (scenario, measures) => {
  const servers = equalServers(scenario);
  const answered = measures.perServer.reduce((sum, server) => sum + server.requests, 0);
  if (servers === null || hasAnyActions(scenario) || answered < MANY || measures.store.inHand > 0) return null;
  const { mean, variance } = lognormalMoments(scenario.workload.serviceMs);
  const workers = scenario.servers.reduce((sum, server) => sum + server.workers, 0);
  const rate = answered / measures.atMs;
  const value = (rate * mean) / workers;
  const busy = measures.perServer.reduce((sum, server) => sum + server.utilisation, 0) / servers;
  return figure({
    ...{ id: 'utilisation', name: 'Utilisation of the workers', formula: 'λ E[S] ÷ (N c)' },
    where: `λ = ${(rate * 1000).toPrecision(3)} ÷ s, E[S] = ${mean.toPrecision(3)} ms, N c = ${workers}`,
    ...{ value, simulated: busy, measure: 'mean of perServer[].utilisation' },
    standardError: (value * Math.sqrt(variance)) / (mean * Math.sqrt(answered)),
    assumes: 'a worker is busy for its work only, with no store to wait for',
    source: 'Little 1961; domain.md § 5, 1 and 18',
  });
};

/** How many requests find all workers busy, when each server gets its arrivals at random. */
const waits: Form = (scenario, measures) => {
  const servers = equalServers(scenario);
  if (servers === null || hasAnyActions(scenario) || measures.queue === null || measures.store.inHand > 0) return null;
  if (scenario.loadBalancer.balancing.id !== 'random' || isBound(scenario)) return null;
  const { mean } = lognormalMoments(scenario.workload.serviceMs);
  const answered = measures.perServer.reduce((sum, server) => sum + server.requests, 0);
  const [{ workers } = { workers: 1 }] = scenario.servers;
  if (scenario.servers.some((server) => server.workers !== workers) || countPeople(scenario) < MANY) return null;
  const load = (answered / measures.atMs / servers) * mean;
  if (load >= workers || answered < MANY) return null;
  return figure({
    ...{ id: 'erlang-c', name: 'Requests that wait for a worker', formula: 'C(c, λ E[S])  (Erlang C)' },
    ...{ where: `c = ${workers}, λ E[S] = ${load.toPrecision(3)}`, value: erlangC(workers, load, 1) },
    ...{ simulated: measures.queue.share, measure: 'queue.share', standardError: null },
    assumes: 'arrivals as good as Poisson; for work that is not exponential (here lognormal) it is an approximation',
    source: 'domain.md § 5, 2; Allen, Cunneen',
  });
};

/** The cookie goes up with each request of a person with a session. */
const cookieBytes: Form = (scenario, measures) => {
  const state = sessionStates.find(({ id }) => id === scenario.sessionState.id);
  const isPlain = state?.carriedAs === 'number' && scenario.loadBalancer.persistence.id === 'none';
  if (!isPlain || hasAnyActions(scenario) || measures.requestsWithSession === 0) return null;
  // Whoever has lost a session, or let it expire, brings its cookie to the next sign-in as well.
  if (measures.sessionsLost > 0 || measures.outcomes.expired > 0 || measures.inFlight > 0) return null;
  if (measures.outcomes.unavailable > 0 || scenario.people.some(({ cookies }) => cookies === 'blocked')) return null;
  const line = `Cookie: ${state.cookieName}=`.length + SESSION_ID + 2;
  return figure({
    ...{ id: 'cookie-bytes', name: 'Bytes of cookies on the way up', formula: 'R × bytes' },
    ...{
      where: `R = ${measures.requestsWithSession} requests, ${line} bytes`,
      value: measures.requestsWithSession * line,
    },
    ...{ simulated: measures.wire.upSession, measure: 'wire.upSession', standardError: 0 },
    assumes: 'every request of a person with a session carries the same cookie; nobody loses theirs',
    source: 'domain.md § 5, 20; RFC 6265 § 4.2.1',
  });
};

const FORMS: readonly Form[] = [
  ...[unstickyAffinity, lostOnDeath, remap, sessionSpread, behindNat],
  ...[messages, utilisation, waits, cookieBytes],
];

const MANY = 200;
const SESSION_ID = 32;

function figure(given: Omit<TheoryFigure, 'deviations'>): TheoryFigure {
  const { simulated, value, standardError } = given;
  return {
    ...given,
    deviations: standardError === null || standardError === 0 ? null : (simulated - value) / standardError,
  };
}

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

const hasAnyActions = ({ actions }: Scenario): boolean => actions.length > 0;
const ON_PEOPLE: ReadonlySet<string> = new Set(['setLoad', 'addDevice', 'removeDevice', 'openTab', 'closeTab']);
const hasPoolActions = ({ actions }: Scenario): boolean => actions.some((action) => !ON_PEOPLE.has(action.do));

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
