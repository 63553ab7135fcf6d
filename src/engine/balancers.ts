/**
 * One load balancer or two, and which of them a request comes to.
 *
 * - active-standby: both share one virtual address, and one holds it (VRRP, as keepalived does it). When that one is not
 *   heard any more the other takes the address. Open connections are lost: their state was in the other machine.
 * - active-active: the router before them spreads connections over all routes of equal cost, by a hash of the 5-tuple with
 *   a threshold (RFC 2992). When one dies its route goes; when it comes back, half of the connections move to it, and
 *   break. (With DNS in its place a client would keep the address it has until its record expires.)
 *
 * Figures: keepalived.conf(5): `advert_int` 1 s, `priority` 100, preemption unless `nopreempt`; RFC 3768, 6.1: a master is
 * down after three intervals and a skew of (256 − priority) / 256 s; RFC 3768, 6.4.3: who gives up says so with priority 0,
 * and the other waits only for its skew. FRRouting, BFD: 300 ms, three times. Assumption: after a gratuitous ARP all packets
 * go to who sent it; a route is announced as soon as its load balancer runs.
 */
import { closeConnection } from './client.ts';
import { plan } from './eventQueue.ts';
import { forgetBeliefs } from './health.ts';
import { beginJournal, learnFromPeer } from './peers.ts';
import { BY_FLOW, PATIENCE_US, routeOf } from './reached.ts';
import { portOf } from './request.ts';
import { abandon } from './routing.ts';
import { attendBalancer, connectionsChanged, poolChanged, type Run } from './run.ts';
import type { Happening } from './snapshot.ts';
import { type BalancerState, EVENT, NONE, newBalancer, PHASE, type World } from './world.ts';

const ADVERT_US = 1_000_000;
/** Of the one that is to have the address, and of the other. */
const PRIORITIES = { preferred: 101, other: 100 } as const;
const ROUTE_LOST_US = 900_000;

export function beginBalancers(run: Run): void {
  const { world, scenario } = run;
  const { balancers: count, arrangement } = scenario.loadBalancer;
  for (let row = 1; row < count; row += 1) world.balancers.push(newBalancer(row));
  world.balancers[0]!.hasAddress = true;
  if (count === 1 || arrangement === 'active-standby') return;
  world.reached = BY_FLOW;
  for (const balancer of world.balancers) balancer.hasAddress = true;
}

/** The machine loses its power: what it held is lost, and nobody is told. */
export function killBalancer(run: Run, row: number): void {
  const { world } = run;
  const balancer = world.balancers[row]!;
  const lost = loseConnections(run, row, () => true);
  balancer.process = 'dead';
  balancer.killedAtUs = world.nowUs;
  balancer.plannedMove = 0;
  // Its tables were in its memory.
  balancer.persistenceMemory = run.persistence.emptyMemory();
  tell(run, 'killed', row, lost);
  if (world.reached === BY_FLOW) {
    planMove(run, balancer, ROUTE_LOST_US);
    return;
  }
  balancer.hasAddress = false;
  const other = otherThan(world, row);
  // Where both held the address (they had not heard each other), packets went to the last that took it.
  if (other?.process === 'running' && (!other.hasAddress || world.reached === row)) {
    planMove(run, other, silenceUs(run, balancer, other));
  }
}

/** It starts with empty tables and no experience, unless a peer teaches it. */
export function startBalancer(run: Run, row: number): void {
  const { world } = run;
  attendBalancer(run, row);
  const { balancer } = run;
  balancer.process = 'running';
  startAnew(run);
  beginJournal(run);
  for (const view of balancer.views) view.connections = 0;
  for (let server = 0; server < world.servers.length; server += 1) connectionsChanged(run, server);
  forgetBeliefs(run);
  poolChanged(run);
  tell(run, 'started', row, 0);
  learnFromPeer(run, row);
  const other = otherThan(world, row);
  if (world.reached === BY_FLOW) {
    balancer.plannedMove = 0;
    takeRoute(run, balancer);
  } else if (other === undefined) {
    balancer.hasAddress = true;
  } else if (!hearsBetter(run, other)) {
    planMove(run, balancer, masterDownUs(world, balancer));
  }
}

/** Its process knows nothing yet: of what earlier processes had learned, only what is taught. */
export function startAnew(run: Run): void {
  const { balancer } = run;
  balancer.restarts += 1;
  balancer.forgotUs = run.world.nowUs;
  balancer.balancingMemory = run.balancing.emptyMemory();
  balancer.persistenceMemory = run.persistence.emptyMemory();
}

/** Who has the address gives it up; the other takes it, and is to have it from now on. */
export function failOver(run: Run): void {
  const { world } = run;
  const next = otherThan(world, world.reached)!;
  world.preferred = next.row;
  planMove(run, next, skewUs(world, next));
}

/** A timer of VRRP, or of the router, has run out. */
export function addressMoves(run: Run, row: number): void {
  const { world } = run;
  const balancer = world.balancers[row]!;
  balancer.plannedMove = 0;
  if (world.reached === BY_FLOW) {
    balancer.hasAddress = false;
    tell(run, 'route-lost', row, 0);
    return;
  }
  const before = world.balancers[world.reached]!;
  balancer.hasAddress = true;
  const hasMoved = before !== balancer && before.process === 'running';
  const lost = hasMoved ? loseConnections(run, before.row, () => true) : 0;
  if (!world.isPeerLinkCut) for (const other of world.balancers) if (other !== balancer) other.hasAddress = false;
  world.reached = row;
  balancer.addressSinceUs = world.nowUs;
  tell(run, world.balancers.every(({ hasAddress }) => hasAddress) ? 'took-address-too' : 'took-address', row, lost);
}

/** They do not hear each other any more, or do again. */
export function setPeerLink(run: Run, cut: boolean): void {
  const { world } = run;
  world.isPeerLinkCut = cut;
  if (world.reached === BY_FLOW) return;
  for (const balancer of world.balancers) {
    const other = otherThan(world, balancer.row)!;
    if (balancer.process === 'dead' || other.process === 'dead') continue;
    if (cut && !balancer.hasAddress && balancer.plannedMove === 0)
      planMove(run, balancer, silenceUs(run, other, balancer));
    if (cut) continue;
    if (!balancer.hasAddress && hearsBetter(run, other)) balancer.plannedMove = 0;
    // Both hold it: the next advertisement settles it, and who has the higher priority announces the address again.
    if (balancer.hasAddress && other.hasAddress && world.preferred === balancer.row) {
      planMove(run, balancer, untilAdvertUs(world, balancer));
    }
  }
}

/** Open connections break and requests in its hands are lost, of those flows. Returns how many requests. */
function loseConnections(run: Run, row: number, isLost: (address: number, port: number) => boolean): number {
  const { world } = run;
  const { requests } = world;
  world.balancers[row]!.lostAtUs = world.nowUs;
  closeIdleConnections(run, row, isLost);
  let lost = 0;
  for (let request = 0; request < world.requestRows; request += 1) {
    if (requests.isActive[request] === 0 || requests.balancer[request] !== row) continue;
    const phase = requests.phase[request];
    // Those without a server have been lost before.
    if (phase === PHASE.toBalancer || phase === PHASE.toClient || requests.server[request] === NONE) continue;
    if (!isLost(requests.address[request]!, requests.port[request]!)) continue;
    abandon(run, request, PATIENCE_US);
    lost += 1;
  }
  return lost;
}

/** Connections of clients that lead to that load balancer: the next request opens another one. */
export function closeIdleConnections(
  run: Run,
  row: number,
  isMeant: (address: number, port: number) => boolean = () => true,
): void {
  const { world } = run;
  const { people, peopleCount, reached } = world;
  for (let person = 0; person < peopleCount; person += 1) {
    const address = people.address[person]!;
    const port = portOf(run.scenario.seed, person, people.connections[person]!);
    const leadsTo = reached === BY_FLOW ? routeOf(world, address, port) : reached;
    if (leadsTo === row && isMeant(address, port)) closeConnection(run, person);
  }
}

/** Its route is there again: the flows that hash to it leave the other one, which does not know them any more. */
function takeRoute(run: Run, balancer: BalancerState): void {
  const { world } = run;
  if (balancer.hasAddress) return;
  const other = otherThan(world, balancer.row)!;
  const comes = (address: number, port: number): boolean => {
    balancer.hasAddress = true;
    const route = routeOf(world, address, port);
    balancer.hasAddress = false;
    return route === balancer.row;
  };
  const lost = loseConnections(run, other.row, comes);
  balancer.hasAddress = true;
  tell(run, 'route-back', balancer.row, lost);
}

const otherThan = ({ balancers }: World, row: number): BalancerState | undefined =>
  balancers.find((balancer) => balancer.row !== row);

/** Whether the other one is heard to hold the address, with the higher priority. */
function hearsBetter({ world }: Run, other: BalancerState): boolean {
  const isHeard = other.process === 'running' && other.hasAddress && !world.isPeerLinkCut;
  return isHeard && world.preferred === other.row;
}

const skewUs = ({ preferred }: World, { row }: BalancerState): number =>
  Math.round(((256 - (row === preferred ? PRIORITIES.preferred : PRIORITIES.other)) * ADVERT_US) / 256);

const masterDownUs = (world: World, balancer: BalancerState): number => 3 * ADVERT_US + skewUs(world, balancer);

/** From now on `holder` is not heard: how long until `waiting` takes it for dead, which counts from the last it heard. */
const silenceUs = ({ world }: Run, holder: BalancerState, waiting: BalancerState): number =>
  masterDownUs(world, waiting) - ((world.nowUs - holder.addressSinceUs) % ADVERT_US);

const untilAdvertUs = ({ nowUs }: World, { addressSinceUs }: BalancerState): number =>
  ADVERT_US - ((nowUs - addressSinceUs) % ADVERT_US);

function planMove({ world }: Run, balancer: BalancerState, afterUs: number): void {
  balancer.movesAtUs = world.nowUs + afterUs;
  balancer.plannedMove = plan(world.queue, balancer.movesAtUs, EVENT.addressMoves, balancer.row);
}

function tell(run: Run, what: Extract<Happening, { kind: 'balancer' }>['what'], row: number, requests: number): void {
  const { nowUs, balancers } = run.world;
  run.sink.happened?.({ kind: 'balancer', atMs: nowUs / 1000, what, balancer: balancers[row]!.id, requests });
}
