/** Which load balancer a request comes to, and what a client does where none answers. How that changes: `balancers.ts`. */
import { CRC32_START, crc32End, crc32OverWord } from './hashing/crc32.ts';
import { enter } from './phases.ts';
import { isTraced, type Run } from './run.ts';
import { type BalancerState, EVENT, NONE, PHASE, type World } from './world.ts';

/** In `World.reached`: the router decides, flow by flow. */
export const BY_FLOW = -2;

/** A client sends its SYN again after 1, 3 and 7 s (RFC 6298, Linux). Assumption: people give up after 10 s. */
const SYN_AGAIN_US = [1_000_000, 3_000_000, 7_000_000] as const;
export const PATIENCE_US = 10_000_000;

/** The load balancer that gets this request, `NONE` where nobody is there. */
export function reachedBy({ world }: Run, request: number): number {
  const { reached, requests } = world;
  const row = reached === BY_FLOW ? routeOf(world, requests.address[request]!, requests.port[request]!) : reached;
  return row !== NONE && isThere(world.balancers[row]!) ? row : NONE;
}

/** Whether it takes what comes to the site's address. */
export const isThere = ({ process, hasAddress }: BalancerState): boolean => process === 'running' && hasAddress;

/** Where the router sends a flow: the first half of the hashes to the first of those it has a route to. */
export function routeOf(world: World, address: number, port: number): number {
  const routed = world.balancers.filter(({ hasAddress }) => hasAddress);
  if (routed.length < 2) return routed[0]?.row ?? NONE;
  const ipv4 = world.addresses.ipv4[address]!;
  const hash = crc32End(crc32OverWord(crc32OverWord(CRC32_START, ipv4 < 0 ? address : ipv4), port));
  return routed[hash >>> 31]!.row;
}

/** Says which one has the request, where there are two. */
export function noteWhoHasIt(run: Run): void {
  if (!isTraced(run) || run.world.balancers.length < 2) return;
  const { id } = run.balancer;
  run.note?.(run.world.reached === BY_FLOW ? 'routed' : 'has-address', { balancer: id });
}

/** Nobody takes the connection: the client tries again, until it gives up. */
export function nobodyAnswers(run: Run, request: number): void {
  const { world } = run;
  const { requests, nowUs } = world;
  const sentUs = requests.sentUs[request]!;
  const oneWayUs = requests.oneWayUs[request]!;
  // Four ways for the handshakes of TCP and TLS, then the request itself. Who is there is asked when that arrives.
  const nextUs = SYN_AGAIN_US.find((afterUs) => sentUs + afterUs + 5 * oneWayUs > nowUs && afterUs < PATIENCE_US);
  if (nextUs === undefined) {
    run.note?.('client-gave-up', { waitS: PATIENCE_US / 1e6 });
    enter(world, request, PHASE.toBalancer, Math.max(1, sentUs + PATIENCE_US - nowUs), EVENT.received);
    return;
  }
  run.note?.('nobody-answers', { afterS: nextUs / 1e6 });
  const leavesUs = sentUs + nextUs + 4 * oneWayUs;
  enter(world, request, PHASE.toBalancer, leavesUs + oneWayUs - nowUs, EVENT.arrivesAtBalancer, leavesUs);
}
