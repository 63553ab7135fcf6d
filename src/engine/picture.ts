/** What the page sees of a run: the state at this moment, and the requests in flight. Reads, changes nothing. */

import { WISHES, type WishName } from './behaviours/wishes.ts';
import { cutLinks } from './links.ts';
import { affinityRatio } from './measure.ts';
import { OUTCOMES } from './outcomes.ts';
import { STRANGER } from './persistence/contract.ts';
import { BY_FLOW } from './reached.ts';
import { attendBalancer, nextRequests, type Run, sessionContext } from './run.ts';
import { BEHAVIOURS, NETWORKS } from './scenario.ts';
import type {
  BalancerSnapshot,
  Belief,
  Clue,
  Harm,
  Marks,
  PersonSnapshot,
  ServerSnapshot,
  Snapshot,
} from './snapshot.ts';
import { NONE, PHASE, type ServerState, type ServerView, type World } from './world.ts';

export function snapshotOf(run: Run): Snapshot {
  const { world } = run;
  attendBalancer(run, Math.max(0, world.reached));
  const { balancer } = run;
  const next = () => nextRequests(run);
  const store = run.sessionState.store(world.sessionStateMemory, sessionContext(run));
  const inStore: number[] = [];
  const onServer: number[][] = world.servers.map(() => []);
  const atWork: number[][] = world.servers.map(() => []);
  for (let person = 0; person < world.peopleCount; person += 1) place(run, person, onServer, inStore);
  for (let request = 0; request < world.requestRows; request += 1) {
    const { isActive, phase, server, person } = world.requests;
    if (isActive[request] === 1 && phase[request] === PHASE.working) atWork[server[request]!]!.push(person[request]!);
  }
  return {
    atMs: world.nowUs / 1000,
    people: Array.from({ length: world.peopleCount }, (_, person) => personSnapshot(run, person)),
    servers: world.servers.map((server, row) => serverSnapshot(run, server, row, onServer[row]!, atWork[row]!)),
    cutLinks: cutLinks(run),
    balancers: world.balancers.map(({ row }) => balancerSnapshot(run, row)),
    balancing: run.balancing.picture(balancer.balancingMemory, run.balancingContext, next),
    persistence: run.persistence.picture(balancer.persistenceMemory, run.persistenceContext, next),
    keepsInDrain: run.keepsInDrain,
    store: store && {
      name: store.name,
      sessions: inStore,
      roundTripMs: store.roundTripUs / 1000,
      roundTrips: run.sessionState.costs(world.sessionStateMemory).roundTrips,
      nodes: store.nodes,
      pools: store.pools.map((pool, row) => ({ server: world.servers[row]?.id ?? '', ...pool })),
    },
    lastStranger: world.lastStranger === 0 ? null : world.lastStranger,
    harm: harmOf(run),
    thinkMs: world.thinkUs / 1000,
  };
}

export function marksOf(run: Run): Marks {
  const { requests, requestRows, nowUs } = run.world;
  const rows: number[] = [];
  for (let row = 0; row < requestRows; row += 1) if (requests.isActive[row] === 1) rows.push(row);
  const isConnecting = (row: number) => requests.phase[row] === PHASE.toBalancer && nowUs < requests.phaseFromUs[row]!;
  return {
    count: rows.length,
    request: Float64Array.from(rows, (row) => requests.id[row]!),
    person: Int32Array.from(rows, (row) => requests.person[row]!),
    server: Int32Array.from(rows, (row) => requests.server[row]!),
    phase: Uint8Array.from(rows, (row) => (isConnecting(row) ? PHASE.connecting : requests.phase[row]!)),
    fromMs: Float64Array.from(
      rows,
      (row) => (isConnecting(row) ? requests.sentUs[row]! : requests.phaseFromUs[row]!) / 1000,
    ),
    untilMs: Float64Array.from(
      rows,
      (row) => (isConnecting(row) ? requests.phaseFromUs[row]! : requests.phaseUntilUs[row]!) / 1000,
    ),
  };
}

/** As that load balancer sees it. The one in attendance afterwards is the one that was before. */
function balancerSnapshot(run: Run, row: number): BalancerSnapshot {
  const { world } = run;
  const before = run.balancer.row;
  attendBalancer(run, row);
  const { balancer } = run;
  const next = () => nextRequests(run);
  const snapshot: BalancerSnapshot = {
    id: balancer.id,
    process: balancer.process,
    hasAddress: balancer.hasAddress,
    isReached: balancer.hasAddress && (world.reached === row || world.reached === BY_FLOW),
    movesAtMs: balancer.plannedMove === 0 ? null : balancer.movesAtUs / 1000,
    restarts: balancer.restarts,
    views: world.servers.map(({ id }, server) => {
      const view = balancer.views[server]!;
      return {
        ...{ server: id, belief: beliefOf(view), checks: checksOf(run, view) },
        ...{ beliefSinceMs: view.beliefSinceUs / 1000, warmth: view.warmth },
        ...{ connections: view.connections, isCut: view.isCut },
      };
    }),
    balancing: run.balancing.picture(balancer.balancingMemory, run.balancingContext, next),
    persistence: run.persistence.picture(balancer.persistenceMemory, run.persistenceContext, next),
    peer: !run.isPushing ? 'none' : world.isPeerLinkCut || isAlone(world) ? 'not-heard' : 'heard',
  };
  attendBalancer(run, before);
  return snapshot;
}

const isAlone = ({ balancers }: World): boolean => balancers.some(({ process }) => process === 'dead');

/** Checks in a row (without checks: attempts) that said otherwise, and how many it takes. */
function checksOf({ scenario }: Run, view: ServerView): ServerSnapshot['checks'] {
  const { detection, healthCheck, passive } = scenario.loadBalancer;
  if (detection === 'active')
    return { against: view.checksAgainst, needed: view.believedUp ? healthCheck.fall : healthCheck.rise };
  return { against: view.checksAgainst, needed: view.believedUp ? passive.maxFails : 1 };
}

/** Puts the person's session where it is now. */
function place(run: Run, person: number, onServer: number[][], inStore: number[]): void {
  const { people, sessionStateMemory } = run.world;
  if (people.signedIn[person] === 0) return;
  const places = run.sessionState.whereIs(people.session[person]!, sessionStateMemory, sessionContext(run));
  for (const server of places.servers) onServer[server]!.push(person);
  if (places.inStore) inStore.push(person);
}

function personSnapshot(run: Run, person: number): PersonSnapshot {
  const { people, personIds, personNames, addresses, servers } = run.world;
  const isSignedIn = people.signedIn[person] === 1;
  const home = people.home[person]!;
  const hasHistory = people.lastRequest[person] !== 0;
  run.nextRequest.row = person;
  const pinnedTo = run.persistence.recognise(run.nextRequest, run.balancer.persistenceMemory, run.persistenceContext);
  return {
    id: personIds[person]!,
    name: personNames[person]!,
    isActive: people.isActive[person] === 1,
    account: personIds[people.account[person]!]!,
    isAttacker: people.attack[person] !== 0,
    hijacks: people.hijacks[person]!,
    hasTab: people.hasTab[person] === 1,
    behaviour: BEHAVIOURS[people.behaviour[person]!]!,
    network: NETWORKS[people.network[person]!]!,
    address: addresses.text[people.address[person]!]!,
    believesSignedIn: isSignedIn,
    believesItems: people.items[person]!,
    sessionAlive: people.isBereft[person] === 0,
    homeServer: home === NONE ? null : servers[home]!.id,
    sessionSinceMs: isSignedIn ? people.sessionSinceUs[person]! / 1000 : null,
    pinnedTo: pinnedTo === STRANGER ? null : servers[pinnedTo]!.id,
    lastOutcome: hasHistory ? OUTCOMES[people.lastOutcome[person]!]! : null,
    lastRequest: hasHistory ? people.lastRequest[person]! : null,
    lastItemsLost: people.lastItemsLost[person]!,
    lastWish: hasHistory ? (WISHES[people.lastWish[person]!]!.name as WishName) : null,
    itemsLost: people.itemsLost[person]!,
    clue: clueOf(run),
    carriesSession: isSignedIn && run.sessionState.carriedAs !== 'number',
    sessionsLost: people.sessionsLost[person]!,
  };
}

/** What persistence looks at; where it looks at nothing, what balancing looks at. */
function clueOf(run: Run): Clue {
  const clue = run.persistence.clue(run.nextRequest, run.persistenceContext);
  return clue.kind === 'none' ? run.balancing.clue(run.nextRequest, run.balancingContext.options) : clue;
}

function serverSnapshot(
  run: Run,
  server: ServerState,
  row: number,
  sessions: readonly number[],
  working: readonly number[],
): ServerSnapshot {
  const view = run.balancer.views[row]!;
  const inMemory = run.sessionState.countOn(row, run.world.sessionStateMemory);
  return {
    id: server.id,
    address: server.address,
    weight: server.weight,
    warmth: view.warmth,
    process: server.process,
    isHung: server.isHung,
    slowness: server.slowness,
    clockSkewMs: server.skewUs / 1000,
    cutFrom: [
      ...(view.isCut ? (['load-balancer'] as const) : []),
      ...(server.isCutFromStore ? (['store'] as const) : []),
    ],
    belief: beliefOf(view),
    checks: checksOf(run, view),
    beliefSinceMs: view.beliefSinceUs / 1000,
    admin: server.admin,
    workers: server.workers,
    working,
    queued: server.queued,
    connections: view.connections,
    sessions,
    copiesUnderWay: run.sessionState.copiesUnderWay(row, run.world.sessionStateMemory),
    orphans: Math.max(0, inMemory - sessions.length),
    graves: [...server.graves],
    sessionsDied: server.sessionsDied,
    deadAtMs: server.process === 'running' || server.diedAtUs === NONE ? null : server.diedAtUs / 1000,
    unwellSinceMs: isUnwell(server, view) ? view.unwellSinceUs / 1000 : null,
    requests: server.requests,
  };
}

const isUnwell = ({ process, isHung }: ServerState, { isCut }: ServerView): boolean =>
  process === 'dead' || isCut || isHung;

function beliefOf(view: ServerView): Belief {
  if (view.mayProbe) return 'going-up';
  if (view.believedUp) return view.checksAgainst > 0 ? 'going-down' : 'up';
  return view.checksAgainst > 0 ? 'going-up' : 'down';
}

function harmOf(run: Run): Harm {
  const { world } = run;
  return {
    requests: world.outcomes.reduce((sum, count) => sum + count, 0),
    sessionsLost: world.sessionsLost,
    itemsLost: world.itemsLost,
    requestsFailed: world.outcomes[OUTCOMES.indexOf('unavailable')]!,
    unnoticed: world.bereft,
    affinityRatio: affinityRatio(run),
  };
}
