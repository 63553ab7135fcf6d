/**
 * Why a session was lost or a request had no answer: a chain from what was done, or went wrong, to what came of it. Made
 * from the steps of the evidence and from a small ledger of what ended sessions and what befell servers; only for the one
 * request whose evidence is taken.
 */
import type { Step, StepValues } from './evidence.ts';
import { linkKey } from './linkKey.ts';
import type { Outcome } from './outcomes.ts';
import { takesStrangers } from './pool.ts';
import { type Run, sessionContext } from './run.ts';
import { NONE, type ServerState, type ServerView } from './world.ts';

/** How each link of the chain reads: `{name}` stands for a value. */
export const CAUSES = {
  killed: '{server} is killed',
  restarted: '{server} is restarted',
  removed: '{server} is taken out, and its process ends',
  'node-killed': '{node} is killed',
  hung: '{server} hangs',
  slowed: '{server} takes {factor} times as long',
  cut: '{server} is cut off from the load balancer',
  'cut-from-store': '{server} is cut off from the store',
  'cut-from-node': '{server} is cut off from {node}',
  'only-there': 'the session was only in the memory of {server}',
  'only-in-store': 'the session was only in {node}',
  'still-there': 'the session is in the memory of {server}',
  dropped: 'the store had dropped the session',
  silent: 'nothing was heard of them for {silentS} s: longer than a session lives',
  pinned: 'the request is pinned to {server}',
  'not-bound': 'nothing binds the request to a server',
  hashed: 'the request’s key decides on its server',
  drains: '{server} drains',
  down: '{server} is DOWN',
  'left-out': '{server} is left out after failed requests',
  maintenance: '{server} is in maintenance',
  gone: '{server} is not in the pool any more',
  'sent-to': 'it goes to {server}',
  refused: '{server} refuses the connection',
  'timed-out': 'no connection to {server} in {waitMs} ms',
  full: 'the queue of {server} is full',
  'broke-off': '{server} dies with the request in its hands',
  'no-answer': 'no answer from {server} in {waitMs} ms',
  'no-server': 'no server can take it',
  'no-session-sent': 'the request carries no session',
  'unknown-there': 'no session there',
  'store-silent': '{server} does not reach the store',
  'signed-out': 'signed out, {items} items lost',
  'balancer-killed': '{balancer} loses power',
  'address-moved': 'connections to {balancer} go to the other load balancer now',
  'nobody-there': 'no load balancer answers',
  'connection-lost': 'the connection to {balancer} is lost',
  failed: 'an error page: {status}',
  'gave-up': 'the client gives up',
} as const satisfies Record<string, string>;

export type CauseCode = keyof typeof CAUSES;

export interface Cause {
  readonly atMs: number;
  readonly code: CauseCode;
  readonly values: StepValues;
  /** The server a link speaks of, so that the picture can light it. */
  readonly server: string | null;
}

/** What took sessions with it: a process or a part of the store that ended. Told of in `World.endings`. */
export interface Ending {
  readonly what: 'killed' | 'restarted' | 'removed' | 'node-killed';
  /** Server or node. */
  readonly where: string;
  readonly atUs: number;
}

/** Enough for any run that somebody watches; beyond it the chain begins a link later. */
const MOST_ENDINGS = 10_000;

/** Enters it into the ledger; returns its number, 0 for none. */
export function recordEnding({ world }: Run, what: Ending['what'], where: string): number {
  if (world.endings.length >= MOST_ENDINGS) return 0;
  return world.endings.push({ what, where, atUs: world.nowUs });
}

/** The chain of the request that has just reached its client; empty where no harm was done. */
export function causesOf(run: Run, request: number, outcome: Outcome, items: number): readonly Cause[] {
  const { steps } = run.trace!;
  const atMs = run.world.nowUs / 1000;
  if (outcome === 'unavailable') {
    const status = run.world.requests.status[request]!;
    const failed = status === 0 ? cause(atMs, 'gave-up', {}) : cause(atMs, 'failed', { status });
    return [...faultsBehind(run, request, steps), ...wayOf(run, request, steps), failed];
  }
  if (outcome !== 'session-lost' && outcome !== 'expired') return [];
  return [...endOfSession(run, request, outcome), ...wayOf(run, request, steps), cause(atMs, 'signed-out', { items })];
}

/** What became of the session. */
function endOfSession(run: Run, request: number, outcome: 'session-lost' | 'expired'): Cause[] {
  const { requests, people, servers, endings, nowUs } = run.world;
  const person = requests.person[request]!;
  const session = requests.believedSession[request]!;
  const sentMs = requests.sentUs[request]! / 1000;
  if (outcome === 'expired') {
    const silentS = Math.round((nowUs - people.lastActiveUs[person]!) / 1e6);
    return [cause(sentMs, 'silent', { silentS })];
  }
  const ending = people.session[person] === session ? endings[people.ending[person]! - 1] : undefined;
  if (ending !== undefined) {
    const atMs = ending.atUs / 1000;
    if (ending.what === 'node-killed') {
      return [cause(atMs, 'node-killed', { node: ending.where }), cause(atMs, 'only-in-store', { node: ending.where })];
    }
    return [ofServer(atMs, ending.what, ending.where), ofServer(atMs, 'only-there', ending.where)];
  }
  const places = run.sessionState.whereIs(session, run.world.sessionStateMemory, sessionContext(run));
  const [row] = places.servers;
  if (row !== undefined) return [ofServer(sentMs, 'still-there', servers[row]!.id)];
  return hasStore(run) && !places.inStore ? [cause(sentMs, 'dropped', {})] : [];
}

/** From the load balancer to where it went wrong, as the steps tell it. */
function wayOf(run: Run, request: number, steps: readonly Step[]): Cause[] {
  const way: Cause[] = [];
  const add = (step: Step, code: CauseCode) => {
    const isTold = way.some((told) => told.code === code && told.server === step.server);
    if (!isTold)
      way.push({ atMs: step.atMs, code, values: { server: step.server ?? '', ...step.values }, server: step.server });
  };
  const isRecognised = steps.some(({ code }) => code.startsWith('pinned-'));
  const [arrival] = steps;
  if (!isRecognised && arrival !== undefined) {
    const isHashed = run.world.requests.binding[request] === 3;
    way.push(cause(arrival.atMs, isHashed ? 'hashed' : 'not-bound', {}));
  }
  for (const step of steps) for (const code of LINKS[step.code] ?? []) add(step, code);
  // Where the pin was followed, that it went there goes without saying.
  const followed = steps.find(({ code }) => code === 'pinned-usable' || code === 'pinned-draining')?.server;
  return way.filter(({ code, server }) => code !== 'sent-to' || server !== followed);
}

/** What a step means in a chain. Steps that are not here led to no harm. */
const LINKS: Readonly<Record<string, readonly CauseCode[]>> = {
  'pinned-usable': ['pinned'],
  'pinned-draining': ['pinned'],
  'pinned-drained': ['pinned', 'drains'],
  'pinned-down': ['pinned', 'down'],
  'pinned-failed': ['pinned', 'left-out'],
  'pinned-maintenance': ['pinned', 'maintenance'],
  'pinned-removed': ['pinned', 'gone'],
  'nobody-answers': ['nobody-there'],
  'client-gave-up': ['nobody-there'],
  'connection-lost': ['connection-lost'],
  connect: ['sent-to'],
  refused: ['refused'],
  'timed-out': ['timed-out'],
  'queue-full': ['full'],
  reset: ['broke-off'],
  'server-timeout': ['no-answer'],
  'no-server': ['no-server'],
  anonymous: ['no-session-sent'],
  'session-missing': ['unknown-there'],
  'session-unreachable': ['store-silent'],
};

/** What was done to the servers, or the store, that failed the request. */
function faultsBehind(run: Run, request: number, steps: readonly Step[]): Cause[] {
  const { servers, balancers, requests } = run.world;
  const { views } = balancers[requests.balancer[request]!]!;
  const blamed = new Set<number>();
  for (const { code, server } of steps) {
    if (FAILURES.has(code)) blamed.add(servers.findIndex(({ id }) => id === server));
    if (code === 'no-server')
      for (const row of servers.keys()) if (isMissed(servers[row]!, views[row]!)) blamed.add(row);
  }
  const isStoreSilent = steps.some(({ code }) => code === 'session-unreachable');
  const faults = [
    ...balancerFaults(run, request, steps),
    ...[...blamed].flatMap((row) => faultOf(run, servers[row]!, views[row]!) ?? []),
  ];
  if (isStoreSilent) faults.push(...storeFaults(run, steps));
  return faults.sort((a, b) => a.atMs - b.atMs).slice(0, MOST_FAULTS);
}

/** What befell the load balancer: where nobody answered, the last that was killed; else the one that had the request. */
function balancerFaults({ world }: Run, request: number, steps: readonly Step[]): Cause[] {
  const { balancers, requests } = world;
  const codes = steps.map(({ code }) => code);
  if (codes.includes('nobody-answers') || codes.includes('client-gave-up')) {
    const killed = balancers.filter(({ killedAtUs }) => killedAtUs !== NONE);
    const last = killed.sort((a, b) => b.killedAtUs - a.killedAtUs)[0];
    return last === undefined ? [] : [cause(last.killedAtUs / 1000, 'balancer-killed', { balancer: last.id })];
  }
  if (!codes.includes('connection-lost')) return [];
  const { id, killedAtUs, lostAtUs } = balancers[requests.balancer[request]!]!;
  const code = killedAtUs === lostAtUs ? 'balancer-killed' : 'address-moved';
  return [cause(lostAtUs / 1000, code, { balancer: id })];
}

const FAILURES = new Set(['refused', 'timed-out', 'queue-full', 'reset', 'server-timeout', 'cut-off']);
/** A chain that begins with every server of a large pool would not be read. */
const MOST_FAULTS = 4;

const isMissed = (server: ServerState, view: ServerView): boolean =>
  server.admin !== 'removed' && !takesStrangers(server, view);

function faultOf({ world }: Run, server: ServerState, view: ServerView): Cause | null {
  const ending = world.endings[server.lastEnding - 1];
  if (view.isCut) return ofServer(view.cutAtUs / 1000, 'cut', server.id);
  if (server.isHung) return ofServer(server.hungAtUs / 1000, 'hung', server.id);
  if (server.process !== 'running' && ending !== undefined && ending.what !== 'node-killed') {
    return ofServer(ending.atUs / 1000, ending.what, server.id);
  }
  if (server.slowness <= 1) return null;
  return {
    ...ofServer(server.slowedAtUs / 1000, 'slowed', server.id),
    values: { server: server.id, factor: server.slowness },
  };
}

function storeFaults(run: Run, steps: readonly Step[]): Cause[] {
  const { servers, endings, cuts } = run.world;
  const asking = steps.find(({ code }) => code === 'session-unreachable')?.server;
  const server = servers.find(({ id }) => id === asking);
  if (server?.isCutFromStore === true) return [ofServer(server.cutFromStoreAtUs / 1000, 'cut-from-store', server.id)];
  const store = run.sessionState.store(run.world.sessionStateMemory, sessionContext(run));
  const row = server === undefined ? NONE : servers.indexOf(server);
  for (const { id } of store?.nodes ?? []) {
    const cutAtUs = cuts.get(linkKey(row, id));
    if (cutAtUs === undefined) continue;
    return [{ ...ofServer(cutAtUs / 1000, 'cut-from-node', server!.id), values: { server: server!.id, node: id } }];
  }
  return (store?.nodes ?? []).flatMap(({ id, isUp }) => {
    const ending = endings.findLast(({ what, where }) => what === 'node-killed' && where === id);
    return isUp || ending === undefined ? [] : [cause(ending.atUs / 1000, 'node-killed', { node: id })];
  });
}

const hasStore = (run: Run): boolean =>
  run.sessionState.store(run.world.sessionStateMemory, sessionContext(run)) !== null;

const cause = (atMs: number, code: CauseCode, values: StepValues): Cause => ({ atMs, code, values, server: null });
const ofServer = (atMs: number, code: CauseCode, server: string): Cause => ({ atMs, code, values: { server }, server });
