/**
 * A run under way: the world (plain data) and beside it what never changes (scenario, modules) or can be made again from
 * it (views, caches). The functions that make things happen take it as their first argument.
 */
import type { TimedAction } from './actions.ts';
import type { Balancing } from './balancing/contract.ts';
import { balancings } from './balancing/registry.ts';
import type { Behaviour } from './behaviours/contract.ts';
import { behaviours } from './behaviours/registry.ts';
import type { Cause } from './causes/causes.ts';
import { ExchangeView, PersistenceView, SessionStateView } from './contexts.ts';
import type { Next } from './eventQueue.ts';
import { COMMON_STEPS, type FinishedRequest, type Wire } from './evidence.ts';
import { invariant } from './invariant.ts';
import { resolveOptions } from './options.ts';
import type { Carrier, Persistence } from './persistence/contract.ts';
import { persistences } from './persistence/registry.ts';
import { LivePool } from './pool.ts';
import type { Answers, Clock, Profile } from './profiles/contract.ts';
import { type Manners, passedOn } from './profiles/http/contract.ts';
import { profiles } from './profiles/registry.ts';
import { type Lognormal, lognormal, lognormalOf, type Purpose } from './random.ts';
import { type RequestCursor, RequestInFlight, RequestToCome, type RequestView } from './request.ts';
import type { Choice, RecordedRequest, Scenario } from './scenario.ts';
import type { SessionState, Visit } from './session-state/contract.ts';
import { sessionStates } from './session-state/registry.ts';
import type { Happening } from './snapshot.ts';
import type { CommonNote, Note, Trace } from './trace.ts';
import { noteFrom } from './trace.ts';
import { usOf } from './units.ts';
import { authorizationHeaders, carriedSession } from './wire/carried.ts';
import { type HeadLengths, headLengths } from './wire/headSize.ts';
import { type BalancerState, emptyWorld, type ServerView, type World } from './world.ts';

/** Who listens to a run. Without listeners nothing is built for them. */
export interface Sink {
  finished?(request: FinishedRequest): void;
  happened?(happening: Happening): void;
}

export type ResolvedOptions = Readonly<Record<string, string | number | boolean>>;

export interface Run {
  readonly scenario: Scenario;
  readonly recorded: readonly RecordedRequest[];
  /** For each recorded request the row of its person: people are numbered in the order in which they first appear. */
  readonly recordedPeople: Int32Array;
  /** All actions, done and to come, in order of time. */
  readonly actions: TimedAction[];
  world: World;
  /** Whether what a load balancer learns is pushed to the other one. */
  readonly isPushing: boolean;
  /** Whether failures are found out by live requests, not by checks. */
  readonly isPassive: boolean;
  /** The load balancer in attendance, and the servers as it sees them. */
  balancer: BalancerState;
  readonly pool: LivePool;
  readonly balancing: Balancing;
  readonly balancingContext: {
    readonly options: ResolvedOptions;
    readonly pool: LivePool;
    readonly seed: number;
    note: Note | undefined;
  };
  readonly persistence: Persistence;
  /** Where clients carry the load balancer's mark. */
  readonly carrier: Carrier | null;
  /** How long a client's connection may be idle. */
  readonly idleUs: number;
  readonly heads: HeadLengths;
  readonly persistenceContext: PersistenceView<ResolvedOptions>;
  readonly sessionState: SessionState;
  /** Whether it says for itself, in steps of its own, where it found a session. */
  readonly stateSpeaks: boolean;
  readonly carriedText: (request: number) => string | null;
  readonly authorization: (request: number) => string;
  readonly sessionStateContext: SessionStateView<ResolvedOptions>;
  readonly service: Lognormal;
  readonly serverTimeoutUs: number;
  /** The product it stands for, and what that answers in a server's place. */
  readonly profile: Profile;
  readonly answers: Answers & { readonly answerTimedOut: 504 };
  /** How it writes HTTP; where it decides per connection it only passes on what it gets. */
  readonly manners: Manners;
  /** Whether those pinned to a server that drains stay with it. */
  readonly keepsInDrain: boolean;
  /** How it measures how long a server has been left out. */
  readonly clock: Clock;
  readonly visit: Visit;
  readonly exchange: ExchangeView;
  /** The request being dealt with. */
  readonly request: RequestCursor;
  readonly nextRequest: RequestCursor;
  /** The event that happens now. */
  readonly next: Next;
  sink: Sink;
  trace:
    | (Trace & {
        readonly wire: { -readonly [Side in keyof Wire]: Wire[Side] };
        causes: readonly Cause[];
        finished: FinishedRequest | null;
      })
    | null;
  note: CommonNote | undefined;
  /** Hears of each event before it happens; only while somebody steps. */
  watch: ((what: number | TimedAction, row: number) => void) | null;
  /** Requests finished since the run was made; to stop after one. */
  finishedCount: number;
}

export function createRun(scenario: Scenario, recorded: readonly RecordedRequest[]): Run {
  const { balancing, persistence } = scenario.loadBalancer;
  const state = scenario.sessionState;
  const source = { world: emptyWorld(), recorded };
  const chosenBalancing = find(balancings, balancing);
  const chosenPersistence = find(persistences, persistence);
  const chosenState = find(sessionStates, state);
  const profile = find(profiles, { id: scenario.loadBalancer.profile });
  const manners = chosenPersistence.isPerConnection ? passedOn : profile.http;
  const persistenceOptions = resolveOptions(chosenPersistence.options, persistence);
  const { median, p99 } = scenario.workload.serviceMs;
  const run: Run = {
    scenario,
    recorded,
    recordedPeople: numberPeople(recorded),
    actions: [...scenario.actions].sort((a, b) => a.atMs - b.atMs),
    world: source.world,
    balancer: source.world.balancers[0]!,
    isPassive: scenario.loadBalancer.detection === 'passive',
    isPushing: scenario.loadBalancer.peers && scenario.loadBalancer.balancers === 2,
    pool: undefined as unknown as LivePool,
    balancing: chosenBalancing,
    balancingContext: undefined as unknown as Run['balancingContext'],
    persistence: chosenPersistence,
    carrier: chosenPersistence.carrier(persistenceOptions),
    idleUs: chosenPersistence.idleUs?.(persistenceOptions) ?? usOf(scenario.loadBalancer.keepAliveMs),
    heads: headLengths(chosenState, chosenPersistence.carrier(persistenceOptions), manners),
    persistenceContext: undefined as unknown as Run['persistenceContext'],
    sessionState: chosenState,
    stateSpeaks: Object.keys(chosenState.steps).length > 0,
    carriedText: (request) => carriedSession(run, request, 'client'),
    authorization: (request) => authorizationHeaders(run, request)[0]?.replace('Authorization: ', '') ?? '',
    sessionStateContext: undefined as unknown as Run['sessionStateContext'],
    service: lognormal(median * 1000, p99 * 1000),
    profile,
    answers: { ...profile.answers.value, answerTimedOut: 504 },
    manners,
    // Below HTTP who is pinned has a connection, which nobody cuts.
    keepsInDrain: profile.drain.value === 'keeps-pinned' || chosenPersistence.isPerConnection,
    clock: profile.clock.value,
    serverTimeoutUs: usOf(scenario.loadBalancer.serverTimeoutMs),
    visit: {
      server: 0,
      person: 0,
      session: 0,
      carried: { items: 0, version: 0, issuedUs: 0, expiresUs: 0, key: 0 },
      items: 0,
      version: 0,
      loadedVersion: 0,
      issuesToken: false,
      isRejected: false,
      skewUs: 0,
    },
    exchange: undefined as unknown as ExchangeView,
    request: undefined as unknown as RequestCursor,
    nextRequest: undefined as unknown as RequestCursor,
    next: { timeUs: 0, sequence: 0, kind: 0, row: 0 },
    sink: {},
    trace: null,
    note: undefined,
    watch: null,
    finishedCount: 0,
  };
  const views = run as { -readonly [Name in keyof Run]: Run[Name] };
  views.pool = new LivePool(run);
  views.balancingContext = {
    options: resolveOptions(chosenBalancing.options, balancing),
    pool: run.pool,
    seed: scenario.seed,
    note: undefined,
  };
  views.request = new RequestInFlight(run);
  views.nextRequest = new RequestToCome(run);
  views.persistenceContext = new PersistenceView(run, persistenceOptions);
  views.sessionStateContext = new SessionStateView(run, resolveOptions(chosenState.options, state));
  views.exchange = new ExchangeView(run);
  return run;
}

/** Points the views at a request and, if its evidence is wanted, switches note-taking on. */
export function attend(run: Run, request: number): void {
  run.request.row = request;
  const balancer = run.world.requests.balancer[request]!;
  if (balancer !== run.balancer.row) attendBalancer(run, balancer);
  if (run.trace !== null) takeNotesOf(run, request, run.trace);
}

function takeNotesOf(run: Run, request: number, trace: Trace): void {
  takeNotes(run, trace.request === run.world.requests.id[request] ? trace : null);
}

/** Ends note-taking: what goes on after it is nobody's evidence. */
export function endTrace(run: Run): void {
  run.trace = null;
  takeNotes(run, null);
}

function takeNotes(run: Run, trace: Trace | null): void {
  const noteOf = (source: 'balancing' | 'persistence' | 'session-state') =>
    trace === null ? undefined : noteFrom(run.world, trace, source, countsOf(run));
  run.balancingContext.note = noteOf('balancing');
  run.persistenceContext.note = noteOf('persistence');
  run.sessionStateContext.note = noteOf('session-state');
  run.note = trace === null ? undefined : commonNote(run, trace);
}

/** What the session of whoever sent the request in attendance counts. */
const countsOf = ({ world, request }: Run): Behaviour['counts'] =>
  behaviours[world.people.behaviour[request.person]!]!.counts;

function commonNote(run: Run, trace: Trace): CommonNote {
  const counts = countsOf(run);
  const fromBalancer = noteFrom(run.world, trace, 'load-balancer', counts);
  const fromApplication = noteFrom(run.world, trace, 'application', counts);
  return (code, values, server) => {
    const note = COMMON_STEPS[code].speaker === 'application' ? fromApplication : fromBalancer;
    note(code, values, server);
  };
}

/** The session state's context at this moment, for what concerns no request. */
export function sessionContext(run: Run): Run['sessionStateContext'] {
  return run.sessionStateContext;
}

/** Whether the request in attendance is the one whose evidence is wanted. */
export function isTraced(run: Run): boolean {
  return run.note !== undefined;
}

/** A draw that is fixed for this request and purpose under every strategy. */
export function drawOf(run: Run, request: number, purpose: Purpose, distribution: Lognormal): number {
  const { requests, people } = run.world;
  return lognormalOf(distribution, people.drawKey[requests.person[request]!]!, purpose, requests.draw[request]!);
}

/** The document that the request's person shares with others; null for who has a session of their own. */
export function documentOf({ world }: Run, request: number): World['documents'][number] | null {
  const document = world.people.document[world.requests.person[request]!]!;
  return document === 0 ? null : world.documents[document - 1]!;
}

/** What each person's next request will carry. The view is the same each time: read it, do not keep it. */
export function* nextRequests(run: Run): Generator<RequestView> {
  for (let person = 0; person < run.world.peopleCount; person += 1) {
    if (run.world.people.isActive[person] === 0) continue;
    run.nextRequest.row = person;
    yield run.nextRequest;
  }
}

/** Marks that a server's count of requests has changed, or that it has come back: it is now the last of its equals. */
export function connectionsChanged(run: Run, server: number): void {
  const { balancer } = run;
  balancer.connectionChanges += 1;
  balancer.views[server]!.connectionsChanged = balancer.connectionChanges;
  run.balancing.connectionsChanged?.(balancer.balancingMemory, server, run.balancingContext);
}

/** What follows concerns that load balancer. */
export function attendBalancer(run: Run, row: number): void {
  run.balancer = run.world.balancers[row]!;
  run.pool.attend(row);
}

/** Events of one load balancer about one server have a row that says both. There are fewer servers than that. */
const SERVER_ROWS = 1024;

export const viewRow = (run: Run, server: number): number => run.balancer.row * SERVER_ROWS + server;

/** The server that such a row speaks of; a row of a server alone is itself. */
export const serverIn = (row: number): number => row % SERVER_ROWS;

/** Attends to the load balancer that such a row speaks of; returns the server. */
export function attendView(run: Run, row: number): number {
  const balancer = Math.floor(row / SERVER_ROWS);
  if (balancer !== run.balancer.row) attendBalancer(run, balancer);
  return serverIn(row);
}

export const viewAt = (world: World, row: number): ServerView =>
  world.balancers[Math.floor(row / SERVER_ROWS)]!.views[row % SERVER_ROWS]!;

/** Does it to each load balancer. */
export function toEachBalancer(run: Run, what: () => void): void {
  const { row: before } = run.balancer;
  for (const { row } of run.world.balancers) {
    if (row !== run.balancer.row) attendBalancer(run, row);
    what();
  }
  if (before !== run.balancer.row) attendBalancer(run, before);
}

/** Brings the balancing of the load balancer in attendance in line with a change in its pool. */
export function poolChanged(run: Run): void {
  run.pool.avoid = -1;
  run.pool.refresh();
  run.balancing.poolChanged(run.balancer.balancingMemory, run.balancingContext);
}

function numberPeople(recorded: readonly RecordedRequest[]): Int32Array {
  const rows = new Map<string, number>();
  return Int32Array.from(recorded, ({ person }) => {
    const known = rows.get(person);
    if (known !== undefined) return known;
    rows.set(person, rows.size);
    return rows.size - 1;
  });
}

function find<Module extends { readonly id: string }>(registry: readonly Module[], choice: Choice): Module {
  const found = registry.find((module) => module.id === choice.id);
  invariant(found !== undefined, `the scenario names only known modules, not ${choice.id}`);
  return found;
}
