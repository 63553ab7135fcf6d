/**
 * A run under way: the world (plain data) and beside it what never changes (scenario, modules) or can be made again from
 * it (views, caches). The functions that make things happen take it as their first argument.
 */
import type { TimedAction } from './actions.ts';
import type { Balancing } from './balancing/contract.ts';
import { balancings } from './balancing/registry.ts';
import type { Cause } from './causes.ts';
import type { Next } from './eventQueue.ts';
import { COMMON_STEPS, type FinishedRequest, type Wire } from './evidence.ts';
import { invariant } from './invariant.ts';
import { resolveOptions } from './options.ts';
import type { Carrier, Exchange, Persistence } from './persistence/contract.ts';
import { persistences } from './persistence/registry.ts';
import { createPool, type LivePool } from './pool.ts';
import type { Answers } from './profiles/contract.ts';
import { profiles } from './profiles/registry.ts';
import { type Lognormal, lognormal, PURPOSE, type Purpose, uniform } from './random.ts';
import {
  createNextRequestCursor,
  createRequestCursor,
  type RequestCursor,
  type RequestView,
  sessionIdText,
} from './request.ts';
import type { Choice, RecordedRequest, Scenario } from './scenario.ts';
import type { SessionState, Visit } from './session-state/contract.ts';
import { sessionStates } from './session-state/registry.ts';
import type { Happening } from './snapshot.ts';
import type { CommonNote, Note, Trace } from './trace.ts';
import { noteFrom } from './trace.ts';
import { authorizationHeaders, carriedSession } from './wire/carried.ts';
import { emptyWorld, LOOKUP, type World } from './world.ts';

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
  /** How long the servers' names are in marks, by row, as far as known. */
  readonly nameLengths: number[];
  readonly persistenceContext: {
    readonly options: ResolvedOptions;
    readonly pool: LivePool;
    readonly sessionId: (session: number) => string;
    nowUs: number;
    note: Note | undefined;
  };
  readonly sessionState: SessionState;
  readonly carriedText: (request: number) => string | null;
  readonly authorization: (request: number) => string;
  readonly sessionStateContext: {
    readonly options: ResolvedOptions;
    nowUs: number;
    note: Note | undefined;
    readonly drawLoad: () => number;
    readonly drawSave: () => number;
    readonly draw: (who: number, n: number) => number;
    readonly isRunning: (server: number) => boolean;
    readonly serverCount: number;
  };
  readonly service: Lognormal;
  readonly serverTimeoutUs: number;
  /** What the product answers in a server's place. */
  readonly answers: Answers;
  readonly visit: Visit;
  readonly exchange: Exchange & { server: number };
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
  /** Requests finished since the run was made; to stop after one. */
  finishedCount: number;
}

const NO_DATES = { seenS: 0, firstS: 0 } as const;

export function createRun(scenario: Scenario, recorded: readonly RecordedRequest[]): Run {
  const { balancing, persistence } = scenario.loadBalancer;
  const state = scenario.sessionState;
  const source = { world: emptyWorld(), recorded };
  const chosenBalancing = find(balancings, balancing);
  const chosenPersistence = find(persistences, persistence);
  const chosenState = find(sessionStates, state);
  const persistenceOptions = resolveOptions(chosenPersistence.options, persistence);
  const { median, p99 } = scenario.workload.serviceMs;
  const run: Run = {
    scenario,
    recorded,
    recordedPeople: numberPeople(recorded),
    actions: [...scenario.actions].sort((a, b) => a.atMs - b.atMs),
    world: source.world,
    pool: undefined as unknown as LivePool,
    balancing: chosenBalancing,
    balancingContext: undefined as unknown as Run['balancingContext'],
    persistence: chosenPersistence,
    carrier: chosenPersistence.carrier(persistenceOptions),
    idleUs: chosenPersistence.idleUs?.(persistenceOptions) ?? scenario.loadBalancer.keepAliveMs * 1000,
    nameLengths: [],
    persistenceContext: undefined as unknown as Run['persistenceContext'],
    sessionState: chosenState,
    carriedText: (request) => carriedSession(run, request, 'client'),
    authorization: (request) => authorizationHeaders(run, request)[0]?.replace('Authorization: ', '') ?? '',
    sessionStateContext: {
      options: resolveOptions(chosenState.options, state),
      nowUs: 0,
      note: undefined,
      drawLoad: () => drawOf(run, run.request.row, PURPOSE.load),
      drawSave: () => drawOf(run, run.request.row, PURPOSE.save),
      draw: (who, n) => uniform(scenario.seed, who, PURPOSE.store, n),
      isRunning: (server) => run.world.servers[server]?.process === 'running',
      get serverCount() {
        return run.world.servers.length;
      },
    },
    service: lognormal(median * 1000, p99 * 1000),
    answers: find(profiles, { id: scenario.loadBalancer.profile }).answers.value,
    serverTimeoutUs: Math.round(scenario.loadBalancer.serverTimeoutMs * 1000),
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
    exchange: {
      get request() {
        return run.request;
      },
      server: 0,
      get startedSession() {
        return run.world.requests.setSessionCookie[run.request.row]!;
      },
      get setsSessionCookie() {
        const { setSessionCookie, setToken } = run.world.requests;
        return setSessionCookie[run.request.row] !== 0 || setToken[run.request.row] === 1;
      },
      get knowsSession() {
        return run.world.requests.lookup[run.request.row] === LOOKUP.found;
      },
      setPin(server, dates = NO_DATES) {
        const { requests } = run.world;
        requests.setPin[run.request.row] = server;
        requests.setPinSeenS[run.request.row] = dates.seenS;
        requests.setPinFirstS[run.request.row] = dates.firstS;
      },
      setTlsSession(session) {
        run.world.requests.setTlsSession[run.request.row] = session;
      },
    },
    request: undefined as unknown as RequestCursor,
    nextRequest: undefined as unknown as RequestCursor,
    next: { timeUs: 0, sequence: 0, kind: 0, row: 0 },
    sink: {},
    trace: null,
    note: undefined,
    finishedCount: 0,
  };
  const views = run as { -readonly [Name in keyof Run]: Run[Name] };
  views.pool = createPool(run);
  views.balancingContext = {
    options: resolveOptions(chosenBalancing.options, balancing),
    pool: run.pool,
    seed: scenario.seed,
    note: undefined,
  };
  views.persistenceContext = {
    options: persistenceOptions,
    pool: run.pool,
    sessionId: (session) => sessionIdText(run, session),
    nowUs: 0,
    note: undefined,
  };
  views.request = createRequestCursor(run);
  views.nextRequest = createNextRequestCursor(run);
  return run;
}

/** Points the views at a request and, if its evidence is wanted, switches note-taking on. */
export function attend(run: Run, request: number): void {
  run.request.row = request;
  run.persistenceContext.nowUs = run.world.nowUs;
  run.sessionStateContext.nowUs = run.world.nowUs;
  if (run.trace === null) return;
  const trace = run.trace.request === run.world.requests.id[request] ? run.trace : null;
  const noteOf = (source: 'balancing' | 'persistence' | 'session-state') =>
    trace === null ? undefined : noteFrom(run.world, trace, source);
  run.balancingContext.note = noteOf('balancing');
  run.persistenceContext.note = noteOf('persistence');
  run.sessionStateContext.note = noteOf('session-state');
  run.note = trace === null ? undefined : commonNote(run.world, trace);
}

function commonNote(world: World, trace: Trace): CommonNote {
  const fromBalancer = noteFrom(world, trace, 'load-balancer');
  const fromApplication = noteFrom(world, trace, 'application');
  return (code, values, server) => {
    const note = COMMON_STEPS[code].speaker === 'application' ? fromApplication : fromBalancer;
    note(code, values, server);
  };
}

/** The session state's context at this moment, for what concerns no request. */
export function sessionContext(run: Run): Run['sessionStateContext'] {
  run.sessionStateContext.nowUs = run.world.nowUs;
  return run.sessionStateContext;
}

/** Whether the request in attendance is the one whose evidence is wanted. */
export function isTraced(run: Run): boolean {
  return run.note !== undefined;
}

/** Uniform in (0, 1), fixed for this request and purpose under every strategy. */
export function drawOf(run: Run, request: number, purpose: Purpose): number {
  const { requests } = run.world;
  return uniform(run.scenario.seed, requests.person[request]!, purpose, requests.draw[request]!);
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
  run.world.connectionChanges += 1;
  run.world.servers[server]!.connectionsChanged = run.world.connectionChanges;
  run.balancing.connectionsChanged?.(run.world.balancingMemory, server, run.balancingContext);
}

/** Brings balancing in line with a change in the pool. */
export function poolChanged(run: Run): void {
  run.pool.avoid = -1;
  run.pool.refresh();
  run.balancing.poolChanged(run.world.balancingMemory, run.balancingContext);
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
