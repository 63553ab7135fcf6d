/** Why somebody was not known any more: what ended the session, or what led the request away from it. */
import { countedOf } from '../behaviours/contract.ts';
import { behaviours } from '../behaviours/registry.ts';
import type { Step } from '../evidence.ts';
import { linkKey } from '../linkKey.ts';
import type { LossCause } from '../lossCauses.ts';
import { endingOf, lossCauseOf } from '../losses.ts';
import { type Run, sessionContext } from '../run.ts';
import { NONE } from '../world.ts';
import { type Cause, cause, ofServer } from './causes.ts';
import { serverFaults } from './unavailable.ts';
import { wayOf } from './way.ts';

export function causesOfLoss(
  run: Run,
  request: number,
  outcome: 'session-lost' | 'expired',
  { steps, items }: { readonly steps: readonly Step[]; readonly items: number },
): Cause[] {
  const why = lossCauseOf(run, request, outcome);
  const began = beginnings(run, request, why);
  // What befell the servers that it could not go to, before what came of it: the session may have been on them as well.
  const faults = serverFaults(run, request, steps).filter(
    ({ code, server }) => !began.some((told) => told.server === server && told.code === code),
  );
  return [
    ...[...faults, ...began].sort((a, b) => a.atMs - b.atMs),
    ...whereItWas(run, request, why),
    ...turnAway(run, request, why, steps),
    ...wayOf(run, request, steps),
    signedOut(run, request, items),
  ];
}

/** What it means to the person, in the words of what they do. */
export function signedOut({ world }: Run, request: number, items: number): Cause {
  const { people, requests, nowUs } = world;
  const behaviour = behaviours[people.behaviour[requests.person[request]!]!]!;
  return cause(nowUs / 1000, 'signed-out', { lost: items === 0 ? '' : `: ${countedOf(behaviour, items)} lost` });
}

/** What was done, or happened by itself, before the request came. */
function beginnings(run: Run, request: number, why: LossCause): Cause[] {
  const { requests, people, personNames, addresses, balancers, poolChanges, servers, endings } = run.world;
  const row = requests.person[request]!;
  const person = personNames[row]!;
  const balancer = balancers[requests.balancer[request]!]!;
  switch (why) {
    case 'killed':
    case 'restarted':
    case 'removed': {
      // Of a session that was too new to be seen to end: the last that can have ended it.
      const ending = endingOf(run, request) ?? endings.findLast(({ what }) => what === why)!;
      return [ofServer(ending.atUs / 1000, why, ending.where)];
    }
    case 'node-killed': {
      const ending = endingOf(run, request)!;
      return [cause(ending.atUs / 1000, why, { node: ending.where })];
    }
    case 'balancer-restarted':
      return [cause(balancer.forgotUs / 1000, 'balancer-forgot', { balancer: balancer.id })];
    case 'other-balancer': {
      const before = balancers.find(({ row }) => row !== balancer.row);
      const isLost = before !== undefined && before.lostAtUs !== NONE;
      const code = before?.killedAtUs === before?.lostAtUs ? 'balancer-killed' : 'address-moved';
      return isLost ? [cause(before.lostAtUs / 1000, code, { balancer: before.id })] : [];
    }
    case 'address-changed': {
      const address = addresses.text[requests.address[request]!]!;
      return [cause(people.movedUs[row]! / 1000, 'moved', { person, address })];
    }
    case 'cookies-lost': {
      if (people.keepsCookies[row] === 0) return [cause(people.clearedUs[row]! / 1000, 'cookies-blocked', { person })];
      return people.clearedUs[row] === 0 ? [] : [cause(people.clearedUs[row]! / 1000, 'cookies-cleared', { person })];
    }
    case 'cookie-edited':
      return [cause(people.editedUs[row]! / 1000, 'edited', { person })];
    case 'remapped':
    case 're-bound': {
      const isOfHome = (server: string) => why === 'remapped' || server === servers[people.home[row]!]?.id;
      const sentUs = requests.sentUs[request]!;
      const change = poolChanges.findLast(({ atUs, server }) => atUs <= sentUs && isOfHome(server));
      return change === undefined ? [] : [ofServer(change.atUs / 1000, change.what, change.server)];
    }
    case 'not-copied':
      return [...cutBetween(run, request), ...cutInStore(run)];
    case 'connection-closed':
    case 'binding-expired':
    case 'evicted':
      return cutInStore(run);
    case 'expired':
    case 'token-rejected':
    case 'not-bound':
      return [];
  }
}

/** Where the session was, or is. */
function whereItWas(run: Run, request: number, why: LossCause): Cause[] {
  const { requests, people, servers, nowUs } = run.world;
  const person = requests.person[request]!;
  const sentMs = requests.sentUs[request]! / 1000;
  if (why === 'expired') {
    return [cause(sentMs, 'silent', { silentS: Math.round((nowUs - people.lastActiveUs[person]!) / 1e6) })];
  }
  const ending = endingOf(run, request);
  if (ending?.what === 'node-killed') return [cause(ending.atUs / 1000, 'only-in-store', { node: ending.where })];
  if (ending !== undefined) return [ofServer(ending.atUs / 1000, 'only-there', ending.where)];
  const context = sessionContext(run);
  const places = run.sessionState.whereIs(requests.believedSession[request]!, run.world.sessionStateMemory, context);
  const [row] = places.servers;
  if (row !== undefined) return [ofServer(sentMs, 'still-there', servers[row]!.id)];
  const hasStore = run.sessionState.store(run.world.sessionStateMemory, context) !== null;
  if (!hasStore) return [];
  return [cause(sentMs, places.inStore ? 'in-primary' : 'dropped')];
}

/** What kept the request from its server, where no step of the common rules says so. */
function turnAway({ world }: Run, request: number, why: LossCause, [arrival]: readonly Step[]): Cause[] {
  const { requests, people, servers, balancers } = world;
  const home = servers[people.home[requests.person[request]!]!];
  if (arrival === undefined) return [];
  if (why === 'other-balancer') {
    return [cause(arrival.atMs, why, { balancer: balancers[requests.balancer[request]!]!.id })];
  }
  if (home === undefined) return [];
  if (why === 'connection-closed') return [ofServer(arrival.atMs, 'connection-new', home.id)];
  return why === 'binding-expired' ? [ofServer(arrival.atMs, 'forgotten', home.id)] : [];
}

/** The link between a database and the replica that is read from. */
export function cutInStore({ world: { cuts } }: Run): Cause[] {
  const atUs = cuts.get(linkKey('primary', 'replica'));
  return atUs === undefined ? [] : [cause(atUs / 1000, 'cut-between', { a: 'primary', b: 'replica' })];
}

/** The link over which the copy would have come. */
export function cutBetween({ world }: Run, request: number): Cause[] {
  const { requests, people, servers, cuts } = world;
  const [to, from] = [requests.server[request]!, people.changedOn[requests.person[request]!]!];
  const atUs = from === NONE ? undefined : cuts.get(linkKey(from, to));
  return atUs === undefined ? [] : [cause(atUs / 1000, 'cut-between', { a: servers[from]!.id, b: servers[to]!.id })];
}
