/**
 * The nouns. All that changes during a run is in a `World` of plain data, so that a copy of it is a checkpoint. What is
 * many (people, requests in flight) are rows in typed arrays, what is few (servers) are objects. Times in µs.
 */
import type { TimedAction } from './actions.ts';
import type { Ending } from './causes/endings.ts';
import { type Columns, ensureRows } from './columns.ts';
import { createEventQueue, type EventQueue } from './eventQueue.ts';
import { emptyLatency } from './latency.ts';
import { LOSS_CAUSE_LIST } from './lossCauses.ts';
import { OUTCOMES } from './outcomes.ts';
import type { PoolChange } from './poolChanges.ts';
import { FOUND, MISSING, UNREACHABLE } from './session-state/contract.ts';
import { emptyWindows, type Windows } from './windows.ts';

/** Absent row: no server, no cookie, nobody. */
export const NONE = -1;

/** A mark that names no server of the pool: forged, or of a server that is not there any more. */
export const UNKNOWN_PIN = -2;

/** Numbers of sessions whose ids somebody has written; far above those that servers give, and those of attackers. */
export const FIRST_WRITTEN_SESSION = 5_000_000_000;

/** What stands in a client's jar as somebody has written it; null where a cookie is as it was given out. */
export interface Edit {
  mark: string | null;
  token: string | null;
}

export const EVENT = {
  personActs: 0,
  recordedActs: 1,
  arrivesAtBalancer: 2,
  triesAgain: 3,
  arrivesAtServer: 4,
  refused: 5,
  reset: 6,
  loaded: 7,
  worked: 8,
  saved: 9,
  backAtBalancer: 10,
  received: 11,
  healthCheck: 12,
  started: 13,
  sweep: 14,
  connectTimedOut: 15,
  answerOverdue: 16,
  probe: 17,
  warmUp: 18,
  addressMoves: 20,
  peerPushes: 21,
  peerTeaches: 22,
  moves: 23,
  tabActs: 24,
  attacks: 25,
} as const;

/** What a person wants of a site; also the kind of each of their requests. What each means: `behaviours/wishes.ts`. */
export const WISH = {
  ...{ signIn: 0, look: 1, add: 2, cart: 3, checkOut: 4, signOut: 5, recorded: 6 },
  ...{ balance: 7, statement: 8, payee: 9, amount: 10, confirm: 11, board: 12, move: 13, read: 14, edit: 15 },
} as const;

/** What the application found when it looked the session up. */
export const LOOKUP = { none: 0, found: FOUND, missing: MISSING, unreachable: UNREACHABLE } as const;

export const PHASE = {
  connecting: 0,
  toBalancer: 1,
  atBalancer: 2,
  toServer: 3,
  queued: 4,
  working: 5,
  fromServer: 6,
  toClient: 7,
} as const;

function emptyPeople() {
  return {
    isActive: new Uint8Array(0),
    network: new Uint8Array(0),
    address: new Int32Array(0),
    /** Addresses they have had on this network without doing anything, and the event of the next. */
    moves: new Uint32Array(0),
    moveSequence: new Float64Array(0),
    keepsCookies: new Uint8Array(0),
    /** Index into `behaviours`. */
    behaviour: new Uint8Array(0),
    /** Whose account it is: their own row, or that of the person whose second device they are. */
    account: new Int32Array(0),
    devices: new Uint8Array(0),
    /** A device that was taken away: it does not come back. */
    isGone: new Uint8Array(0),
    /** `drawKey` of their row, with the run's seed. */
    drawKey: new Int32Array(0),
    hasTab: new Uint8Array(0),
    tabWish: new Uint32Array(0),
    tabSequence: new Float64Array(0),
    /** For an attacker what it does (`ATTACK`), against whom or at which server, and how often; 0 for people. */
    attack: new Uint8Array(0),
    victim: new Int32Array(0),
    aim: new Int32Array(0),
    attackEveryUs: new Float64Array(0),
    /** A session id that somebody has planted in their client, for their next sign-in. */
    plantedSession: new Float64Array(0),
    /** Requests of attackers that were answered as if they were theirs. */
    hijacks: new Uint32Array(0),
    /** The document they share with others: index into `documents` plus one, 0 for none. */
    document: new Uint32Array(0),
    // What they want: the plan, the same under every strategy.
    visit: new Uint32Array(0),
    wish: new Uint32Array(0),
    wishesLeft: new Int32Array(0),
    wishAtUs: new Float64Array(0),
    attempt: new Uint8Array(0),
    /** Requests of theirs that are on the way. */
    inFlight: new Uint32Array(0),
    plannedSequence: new Float64Array(0),
    // Their ledger: what they did and were told was done. Outcomes are measured against it.
    signedIn: new Uint8Array(0),
    session: new Float64Array(0),
    /** When they were told that it has begun. */
    sessionSinceUs: new Float64Array(0),
    items: new Int32Array(0),
    version: new Uint32Array(0),
    /** The session that they have asked to end: that it is gone is no loss. */
    endedSession: new Float64Array(0),
    lastActiveUs: new Float64Array(0),
    /** The change of the pool after which they were seen last: see `poolChanges.ts`. */
    seenPoolChange: new Uint32Array(0),
    /** When their address changed last, and when one of their cookies was edited (0: never). */
    movedUs: new Float64Array(0),
    editedUs: new Float64Array(0),
    /** When their jar was emptied last, and when a cookie was last too large for it (0: never). */
    clearedUs: new Float64Array(0),
    droppedUs: new Float64Array(0),
    /** When they were last told that a change is stored, and by which server. */
    changedUs: new Float64Array(0),
    changedOn: new Int32Array(0),
    /** Server that holds the session or served it last. */
    home: new Int32Array(0),
    /** Session destroyed while they were away: they do not know it yet. */
    isBereft: new Uint8Array(0),
    /** Number of what ended it, in `World.endings`; 0 where nothing did. */
    ending: new Uint32Array(0),
    // Their client: cookie jar and connection.
    /** The server that the load balancer's mark names, wherever the client carries it (a cookie, the URL, a header). */
    pin: new Int32Array(0),
    /** Dates inside the mark, in seconds since 1970, 0 where it has none: last seen, and first set. */
    pinSeenS: new Float64Array(0),
    pinFirstS: new Float64Array(0),
    sessionCookie: new Float64Array(0),
    hasToken: new Uint8Array(0),
    tokenItems: new Int32Array(0),
    tokenVersion: new Uint32Array(0),
    tokenIssuedUs: new Float64Array(0),
    tokenExpiresUs: new Float64Array(0),
    /** Number of the key it is signed with. */
    tokenKey: new Int32Array(0),
    /** Number of the TLS session last given, how long it is remembered, and what was offered on this connection. */
    tlsSession: new Float64Array(0),
    tlsSessionUntilUs: new Float64Array(0),
    tlsSessionOffered: new Float64Array(0),
    /** Number of the connection, unique in the run, and the server it led to. */
    connection: new Float64Array(0),
    connectionServer: new Int32Array(0),
    connectedUntilUs: new Float64Array(0),
    connections: new Uint32Array(0),
    /** Source port of the connection. */
    port: new Uint32Array(0),
    // What they last lived through.
    lastRequest: new Float64Array(0),
    lastOutcome: new Uint8Array(0),
    lastItemsLost: new Int32Array(0),
    lastWish: new Uint8Array(0),
    itemsLost: new Int32Array(0),
    sessionsLost: new Uint32Array(0),
  };
}
export type People = ReturnType<typeof emptyPeople>;

function emptyRequests() {
  return {
    isActive: new Uint8Array(0),
    id: new Float64Array(0),
    person: new Int32Array(0),
    wish: new Uint8Array(0),
    /** Product looked at or added; index of the recorded request. */
    detail: new Uint32Array(0),
    /** Key of the draws that belong to this request. */
    draw: new Uint32Array(0),
    /** Sent by a second tab, beside what the person does. */
    isAside: new Uint8Array(0),
    address: new Int32Array(0),
    port: new Uint32Array(0),
    sentUs: new Float64Array(0),
    // Carried by the request.
    pin: new Int32Array(0),
    pinSeenS: new Float64Array(0),
    pinFirstS: new Float64Array(0),
    connection: new Float64Array(0),
    connectionServer: new Int32Array(0),
    tlsSession: new Float64Array(0),
    sessionCookie: new Float64Array(0),
    hasToken: new Uint8Array(0),
    tokenItems: new Int32Array(0),
    tokenVersion: new Uint32Array(0),
    tokenIssuedUs: new Float64Array(0),
    tokenExpiresUs: new Float64Array(0),
    /** Number of the key it is signed with. */
    tokenKey: new Int32Array(0),
    // What the person believed when sending.
    believedSession: new Float64Array(0),
    believedVersion: new Uint32Array(0),
    // On its way.
    phase: new Uint8Array(0),
    phaseFromUs: new Float64Array(0),
    phaseUntilUs: new Float64Array(0),
    plannedSequence: new Float64Array(0),
    oneWayUs: new Float64Array(0),
    server: new Int32Array(0),
    /** The load balancer it came to, and how often that had been restarted by then. */
    balancer: new Uint8Array(0),
    balancerRun: new Uint32Array(0),
    attempts: new Uint8Array(0),
    connectingFromUs: new Float64Array(0),
    synTries: new Uint8Array(0),
    /** Persistence sent it to its server (HAProxy SF_DIRECT). */
    isPinned: new Uint8Array(0),
    /** A server answered someone with a session, and it was the session's. */
    reachedHome: new Uint8Array(0),
    binding: new Uint8Array(0),
    nextInQueue: new Int32Array(0),
    /** What would happen to it now if its server did not hang or the link were not cut; 0 where nothing holds it up. */
    heldEvent: new Uint8Array(0),
    /** While a server has it: until when the load balancer waits (0: it does not), and its neighbours in that list. */
    deadlineUs: new Float64Array(0),
    deadlineBefore: new Int32Array(0),
    deadlineAfter: new Int32Array(0),
    workingFromUs: new Float64Array(0),
    // What the application found, and what it answers.
    lookup: new Uint8Array(0),
    /** What the client carried was refused, although it had not expired. */
    isRejected: new Uint8Array(0),
    session: new Float64Array(0),
    items: new Int32Array(0),
    version: new Uint32Array(0),
    loadedVersion: new Uint32Array(0),
    overwrote: new Uint8Array(0),
    answeredUs: new Float64Array(0),
    status: new Uint32Array(0),
    setPin: new Int32Array(0),
    setPinSeenS: new Float64Array(0),
    setPinFirstS: new Float64Array(0),
    setTlsSession: new Float64Array(0),
    setSessionCookie: new Float64Array(0),
    setToken: new Uint8Array(0),
    endsSession: new Uint8Array(0),
  };
}
export type Requests = ReturnType<typeof emptyRequests>;

export interface ServerState {
  readonly id: string;
  weight: number;
  readonly address: string;
  readonly workers: number;
  readonly queueSlots: number;
  process: 'running' | 'dead' | 'starting';
  /** The process accepts connections and does nothing more. */
  isHung: boolean;
  /** Its work takes so many times as long. */
  slowness: number;
  /** Nothing gets through between it and the store. */
  isCutFromStore: boolean;
  /** When the last of each began. */
  hungAtUs: number;
  slowedAtUs: number;
  cutFromStoreAtUs: number;
  /** Number of the last end of its process, in `World.endings`; 0 for none. */
  lastEnding: number;
  admin: 'ready' | 'drain' | 'maintenance' | 'removed';
  adminSinceUs: number;
  plannedStart: number;
  /** Whether the load balancer is told of the start at once, instead of finding out by its checks. */
  isStartTold: boolean;
  /** Added to the configuration, and not there yet. */
  isNew: boolean;
  diedAtUs: number;
  startedAtUs: number;
  runningUs: number;
  busy: number;
  busyUs: number;
  queueHead: number;
  queueTail: number;
  queued: number;
  requests: number;
  /** How far its clock is ahead of the true time, and since when. */
  skewUs: number;
  skewedAtUs: number;
  graves: number[];
  sessionsDied: number;
}

/** What one load balancer knows of one server, and the link between the two. */
export interface ServerView {
  /** What its health checks believe. */
  believedUp: boolean;
  /** Checks in a row that contradict the belief; without checks, failed attempts that count. */
  checksAgainst: number;
  beliefSinceUs: number;
  /** Whether it has passed a check since it is in the configuration. */
  isProven: boolean;
  plannedCheck: number;
  /** A check was sent and has had no answer yet. */
  isCheckOut: boolean;
  /** Passive detection: when an attempt last failed, and since when attempts count. */
  failedAtUs: number;
  countedFromUs: number;
  /** Left out, and one request may try it. */
  mayProbe: boolean;
  plannedProbe: number;
  /** Slow start: since when, and how much of its weight counts now (0–1). */
  warmingSinceUs: number;
  warmth: number;
  plannedWarmUp: number;
  /** Nothing gets through between the two, and since when. */
  isCut: boolean;
  cutAtUs: number;
  /** Since when checks can tell that something is wrong, or that all is well again. */
  unwellSinceUs: number;
  wellSinceUs: number;
  /** Requests it has given the server and not got back. */
  connections: number;
  /** Order of the last change of `connections`: ties of least connections go to the one that changed longest ago. */
  connectionsChanged: number;
}

/** Somebody was told by a server that a version of a document is stored. */
export interface Telling {
  readonly version: number;
  readonly person: number;
  readonly server: number;
  readonly atUs: number;
}

/** When an attack began, and where its victim was then: index into `networks`, row of the address. */
export interface AttackBegun {
  readonly atUs: number;
  readonly network: number;
  readonly address: number;
}

/** A load balancer: all that it knows is its own. */
export interface BalancerState {
  readonly row: number;
  readonly id: string;
  /** What it knows of each server, in the order of `World.servers`. */
  readonly views: ServerView[];
  process: 'running' | 'dead';
  /** What is sent to the site's address may come to it: it holds the virtual address, or the router has a route to it. */
  hasAddress: boolean;
  /** When its machine last lost power, and when it last lost connections, whatever the reason; `NONE` for never. */
  killedAtUs: number;
  lostAtUs: number;
  /** Since when it has the address and sends advertisements. */
  addressSinceUs: number;
  /** The next move of the address to it, or of the route from it; 0 for none. */
  plannedMove: number;
  movesAtUs: number;
  balancingMemory: unknown;
  persistenceMemory: unknown;
  connectionChanges: number;
  restarts: number;
  /** When it last lost its tables; `NONE` for never. */
  forgotUs: number;
}

export interface World {
  nowUs: number;
  readonly queue: EventQueue;
  people: People;
  peopleCount: number;
  activePeople: number;
  personIds: string[];
  personNames: string[];
  thinkUs: number;
  requests: Requests;
  requestRows: number;
  freeRequests: number[];
  requestsSent: number;
  /** The last finished request that nothing had bound to a server; 0 before the first. */
  lastStranger: number;
  /** Requests that a server has, in the order in which `timeout server` will strike. */
  deadlines: { first: number; last: number; isPlanned: boolean };
  connectionsOpened: number;
  /** How many were begun: the number of the last one; and how many of those no place would store. */
  sessionsStarted: number;
  sessionsRefused: number;
  /**
   * Documents that several people share: the session that holds each, 0 before the first has opened it, the latest
   * version that any of them was told of, and who was told of the last ones.
   */
  documents: { session: number; toldVersion: number; tellings: Telling[] }[];
  /** What each attacker last set out with, by its row. */
  attacks: Map<number, AttackBegun>;
  /** Sessions that their account has signed out everywhere, and when. */
  revoked: Map<number, number>;
  servers: ServerState[];
  balancers: BalancerState[];
  /** The load balancer that packets to the site's address come to, or `BY_FLOW`. */
  reached: number;
  /** Which one is to have the virtual address as long as it runs. */
  preferred: number;
  /** The two load balancers do not hear each other. */
  isPeerLinkCut: boolean;
  /** Rows on their way from one load balancer to the other; all take equally long. */
  peerMessages: { readonly key: number | string; readonly server: number; readonly usedAtUs: number }[];
  /** Other links that are cut, by their two ends (`links.ts`), and since when. */
  cuts: Map<string, number>;
  addresses: {
    text: string[];
    ipv4: number[];
    rowOf: Map<string, number>;
    /** How many have come to each of `NETWORKS`. */
    nextOf: number[];
  };
  sessionStateMemory: unknown;
  nextAction: number;
  /** What has happened so far, actions included; sweeps are no event. A position in the run: times can be equal. */
  events: number;
  /** Processes and parts of the store that have ended; counted from 1 where they are referred to. */
  endings: Ending[];
  /** Servers that a request in flight has tried in vain, by its row. */
  tried: Map<number, number[]>;
  /** Cookies that were edited, by person, and by request that carries them; ids that were made up. */
  edits: Map<number, Edit>;
  editsSent: Map<number, Edit>;
  writtenIds: string[];
  /** What is left of actions that take several steps, in order of time. */
  plannedSteps: TimedAction[];
  /** Finished requests per outcome, in the order of `OUTCOMES`. */
  outcomes: Float64Array;
  sessionsLost: number;
  /** Those, and those that ended as they should, by cause, in the order of `LOSS_CAUSE_LIST`. */
  losses: Float64Array;
  itemsLost: number;
  /** Requests that had reached a server and were not answered by it. */
  letGo: number;
  /** Requests of attackers that were refused. */
  turnedAway: number;
  bereft: number;
  withSession: number;
  reachedHome: number;
  latency: Float64Array;
  /** Answers that were too late for their person's behaviour. */
  lateAnswers: number;
  windows: Windows;
  /** Bytes of heads on the client's side, in the order of `WIRE`. */
  wire: Float64Array;
  /** Time that requests have waited for a store, or for other servers. */
  storeWaitUs: number;
  poolChanges: PoolChange[];
  poolChangeCount: number;
  actionsDone: {
    atMs: number;
    what: string;
    server: string;
    sessionsThen: number;
    sessionsHeld: number;
    sessionsDied: number;
  }[];
  /** Actions that could not be done at their moment and were passed over, the first of them. */
  refusals: { atMs: number; do: string; code: string; value: string }[];
  /** Requests that found all workers of their server busy, and how long those that got one have waited. */
  waited: { count: number; us: number };
  digest: Uint32Array;
}

/** A load balancer that knows of no servers yet. */
export function newBalancer(row: number): BalancerState {
  return {
    row,
    id: `lb${row + 1}`,
    views: [],
    process: 'running',
    hasAddress: false,
    killedAtUs: NONE,
    lostAtUs: NONE,
    addressSinceUs: 0,
    plannedMove: 0,
    movesAtUs: 0,
    balancingMemory: null,
    persistenceMemory: null,
    connectionChanges: 0,
    restarts: 0,
    forgotUs: NONE,
  };
}

/** The world before anything has happened. */
export function emptyWorld(): World {
  return {
    nowUs: 0,
    queue: createEventQueue(),
    people: emptyPeople(),
    peopleCount: 0,
    activePeople: 0,
    personIds: [],
    personNames: [],
    thinkUs: 0,
    requests: emptyRequests(),
    requestRows: 0,
    freeRequests: [],
    requestsSent: 0,
    lastStranger: 0,
    deadlines: { first: NONE, last: NONE, isPlanned: false },
    connectionsOpened: 0,
    sessionsStarted: 0,
    sessionsRefused: 0,
    documents: [],
    attacks: new Map(),
    revoked: new Map(),
    servers: [],
    balancers: [newBalancer(0)],
    reached: 0,
    preferred: 0,
    isPeerLinkCut: false,
    peerMessages: [],
    cuts: new Map(),
    addresses: { text: [], ipv4: [], rowOf: new Map(), nextOf: [] },
    sessionStateMemory: null,
    nextAction: 0,
    events: 0,
    endings: [],
    tried: new Map(),
    edits: new Map(),
    editsSent: new Map(),
    writtenIds: [],
    plannedSteps: [],
    outcomes: new Float64Array(OUTCOMES.length),
    sessionsLost: 0,
    losses: new Float64Array(LOSS_CAUSE_LIST.length),
    itemsLost: 0,
    turnedAway: 0,
    letGo: 0,
    bereft: 0,
    withSession: 0,
    reachedHome: 0,
    latency: emptyLatency(),
    lateAnswers: 0,
    windows: emptyWindows(),
    wire: new Float64Array(4),
    storeWaitUs: 0,
    poolChanges: [],
    poolChangeCount: 0,
    actionsDone: [],
    refusals: [],
    waited: { count: 0, us: 0 },
    digest: new Uint32Array([0x811c9dc5, 0x9e3779b9]),
  };
}

/** A row for one more person, all columns zero. */
export function newPerson(world: World): number {
  const person = world.peopleCount;
  world.peopleCount += 1;
  ensureRows(world.people as Columns, world.peopleCount);
  return person;
}

/** A row for one more request in flight: reused, so nothing of its former life may be relied on. */
export function newRequest(world: World): number {
  const free = world.freeRequests.pop();
  if (free !== undefined) return free;
  const request = world.requestRows;
  world.requestRows += 1;
  ensureRows(world.requests as Columns, world.requestRows);
  return request;
}

/** No server yet, and nothing tried. */
export function clearRoute(requests: Requests, request: number): void {
  requests.server[request] = NONE;
  requests.attempts[request] = 0;
  requests.isPinned[request] = 0;
  requests.reachedHome[request] = 0;
  requests.binding[request] = 0;
  requests.setPin[request] = NONE;
  requests.setTlsSession[request] = 0;
}

/** Nothing found, nothing done, nothing answered. */
export function clearAnswer(requests: Requests, request: number): void {
  requests.lookup[request] = LOOKUP.none;
  requests.isRejected[request] = 0;
  requests.session[request] = 0;
  requests.items[request] = 0;
  requests.version[request] = 0;
  requests.loadedVersion[request] = 0;
  requests.overwrote[request] = 0;
  requests.status[request] = 0;
  requests.setSessionCookie[request] = 0;
  requests.setToken[request] = 0;
  requests.endsSession[request] = 0;
}

export function freeRequest(world: World, request: number): void {
  world.requests.isActive[request] = 0;
  world.requests.plannedSequence[request] = 0;
  world.freeRequests.push(request);
}
