/** Why a request had no useful answer: what was done to the servers, the store or the load balancer that failed it. */
import type { Step } from '../evidence.ts';
import { linkKey } from '../linkKey.ts';
import { takesStrangers } from '../pool.ts';
import { type Run, sessionContext } from '../run.ts';
import { NONE, type ServerState, type ServerView, type World } from '../world.ts';
import { type Cause, cause, ofServer } from './causes.ts';
import { wayOf } from './way.ts';

export function causesOfNoAnswer(run: Run, request: number, steps: readonly Step[]): Cause[] {
  const atMs = run.world.nowUs / 1000;
  const status = run.world.requests.status[request]!;
  const failed =
    status === 0
      ? cause(atMs, 'gave-up')
      : saysNothing(run, request)
        ? cause(atMs, 'closed')
        : cause(atMs, 'failed', { status });
  return [...faultsBehind(run, request, steps), ...wayOf(run, request, steps), failed];
}

/** The load balancer would have to answer itself, and decides below HTTP. */
const saysNothing = ({ manners, world }: Run, request: number): boolean =>
  world.requests.server[request] === NONE && manners.page('refused', '') === null;

function faultsBehind(run: Run, request: number, steps: readonly Step[]): Cause[] {
  const isStoreSilent = steps.some(({ code }) => code === 'session-unreachable');
  const faults = [...balancerFaults(run, request, steps), ...serverFaults(run, request, steps)];
  if (isStoreSilent) faults.push(...storeFaults(run, steps));
  return faults.sort((a, b) => a.atMs - b.atMs).slice(0, MOST_FAULTS);
}

/** What befell the servers on which attempts failed, or that were found DOWN. */
export function serverFaults({ world }: Run, request: number, steps: readonly Step[]): Cause[] {
  const { servers, balancers, requests } = world;
  const { views } = balancers[requests.balancer[request]!]!;
  const blamed = new Set<number>();
  for (const { code, server } of steps) {
    if (FAILURES.has(code)) blamed.add(servers.findIndex(({ id }) => id === server));
    if (code === 'no-server')
      for (const row of servers.keys()) if (isMissed(servers[row]!, views[row]!)) blamed.add(row);
  }
  return [...blamed].flatMap((row) => faultOf(world, servers[row]!, views[row]!) ?? []);
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

const FAILURES = new Set([
  ...['refused', 'timed-out', 'queue-full', 'reset', 'server-timeout', 'cut-off', 'pinned-down', 'pinned-failed'],
]);
/** A chain that begins with every server of a large pool would not be read. */
const MOST_FAULTS = 4;

const isMissed = (server: ServerState, view: ServerView): boolean =>
  server.admin !== 'removed' && !takesStrangers(server, view);

function faultOf(world: World, server: ServerState, view: ServerView): Cause | null {
  const ending = world.endings[server.lastEnding - 1];
  if (view.isCut) return ofServer(view.cutAtUs / 1000, 'cut', server.id);
  if (server.isHung) return ofServer(server.hungAtUs / 1000, 'hung', server.id);
  if (server.process !== 'running' && ending !== undefined && ending.what !== 'node-killed') {
    return ofServer(ending.atUs / 1000, ending.what, server.id);
  }
  if (server.slowness <= 1) return null;
  return ofServer(server.slowedAtUs / 1000, 'slowed', server.id, { factor: server.slowness });
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
    return [ofServer(cutAtUs / 1000, 'cut-from-node', server!.id, { node: id })];
  }
  return (store?.nodes ?? []).flatMap(({ id, isUp }) => {
    const ending = endings.findLast(({ what, where }) => what === 'node-killed' && where === id);
    return isUp || ending === undefined ? [] : [cause(ending.atUs / 1000, 'node-killed', { node: id })];
  });
}
