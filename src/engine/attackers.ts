/**
 * Attackers: clients that belong to nobody's plan. One repeats its attack at its own pace, with what it has stolen or made
 * up; whether the site takes it for its victim is measured like everything else.
 */
import { WISHES } from './behaviours/wishes.ts';
import { clearCookies, closeConnection, send } from './client.ts';
import { plan } from './eventQueue.ts';
import { networkIndex, nextAddress } from './network.ts';
import { OUTCOMES } from './outcomes.ts';
import { addPerson, behaviourOf } from './people.ts';
import { exponential, PURPOSE, uniform } from './random.ts';
import type { Run } from './run.ts';
import { UNSIGNED } from './session-state/contract.ts';
import { EVENT, NONE, UNKNOWN_PIN, WISH } from './world.ts';

export const ATTACK = { none: 0, stolenCookie: 1, forgedCookie: 2, fixedSession: 3, forgedToken: 4 } as const;
export type Attack = (typeof ATTACK)[keyof typeof ATTACK];

/** Session ids that no server has given out; far above those that servers give. */
const FIRST_INVENTED_SESSION = 4_000_000_000;
const DEFAULT_NAME = 'mallory';
const FORGERIES_PER_SECOND = 10;

/** The row of an attacker of that name, whether it exists or is made now. */
export function attackerNamed(run: Run, by: string | undefined): number {
  const { personIds } = run.world;
  const name = by ?? freeName(personIds);
  const known = personIds.indexOf(name);
  if (known >= 0) return known;
  const network = networkIndex('home');
  const address = nextAddress(run.world, network);
  const as = { network: 'home', behaviour: 0, document: 0, keepsCookies: true } as const;
  const attacker = addPerson(run, name, name[0]!.toUpperCase() + name.slice(1), address, as);
  // Attackers are not of those whose number the load sets.
  run.world.activePeople -= 1;
  return attacker;
}

function freeName(taken: readonly string[]): string {
  if (!taken.includes(DEFAULT_NAME)) return DEFAULT_NAME;
  let n = 2;
  while (taken.includes(`${DEFAULT_NAME}-${n}`)) n += 1;
  return `${DEFAULT_NAME}-${n}`;
}

/** A copy of all that the victim's client carries, at this moment. */
export function stealCookie(run: Run, attacker: number, victim: number): void {
  const { people } = run.world;
  begin(run, attacker, ATTACK.stolenCookie, victim);
  people.pin[attacker] = people.pin[victim]!;
  people.pinSeenS[attacker] = people.pinSeenS[victim]!;
  people.pinFirstS[attacker] = people.pinFirstS[victim]!;
  people.sessionCookie[attacker] = people.sessionCookie[victim]!;
  people.hasToken[attacker] = people.hasToken[victim]!;
  people.tokenItems[attacker] = people.tokenItems[victim]!;
  people.tokenVersion[attacker] = people.tokenVersion[victim]!;
  people.tokenIssuedUs[attacker] = people.tokenIssuedUs[victim]!;
  people.tokenExpiresUs[attacker] = people.tokenExpiresUs[victim]!;
  people.tokenKey[attacker] = people.tokenKey[victim]!;
  const edit = run.world.edits.get(victim);
  if (edit !== undefined) run.world.edits.set(attacker, { ...edit });
}

/** The load balancer's mark, made up to name one server: whoever does so often enough sends all their load there. */
export function forgeCookie(run: Run, attacker: number, server: number, perSecond = FORGERIES_PER_SECOND): void {
  run.world.people.aim[attacker] = server;
  begin(run, attacker, ATTACK.forgedCookie, NONE, 1e6 / perSecond);
}

/** A session id of the attacker's making that the victim's client brings along at its next sign-in. */
export function fixSession(run: Run, attacker: number, victim: number): void {
  const { people } = run.world;
  begin(run, attacker, ATTACK.fixedSession, victim);
  people.sessionCookie[attacker] = FIRST_INVENTED_SESSION + attacker;
  people.plantedSession[victim] = FIRST_INVENTED_SESSION + attacker;
}

/** A token in the victim's name that claims to need no signature (`alg` "none"). */
export function forgeToken(run: Run, attacker: number, victim: number): void {
  const { people } = run.world;
  begin(run, attacker, ATTACK.forgedToken, victim);
  people.sessionCookie[attacker] = FIRST_INVENTED_SESSION + attacker;
}

export function stopAttack(run: Run, attacker: number): void {
  run.world.people.isActive[attacker] = 0;
  run.world.people.plannedSequence[attacker] = 0;
}

/** Without a pace of its own an attack comes as often as its victim would. */
function begin(run: Run, attacker: number, attack: Attack, victim: number, everyUs?: number): void {
  const { people, thinkUs } = run.world;
  clearCookies(run, attacker);
  people.pin[attacker] = NONE;
  people.pinSeenS[attacker] = 0;
  people.pinFirstS[attacker] = 0;
  people.hasToken[attacker] = 0;
  closeConnection(run, attacker);
  people.isActive[attacker] = 1;
  people.attack[attacker] = attack;
  people.victim[attacker] = victim;
  const at = victim === NONE ? attacker : victim;
  const [network, address] = [people.network[at]!, people.address[at]!];
  run.world.attacks.set(attacker, { atUs: run.world.nowUs, network, address });
  if (victim !== NONE) {
    people.behaviour[attacker] = people.behaviour[victim]!;
    people.document[attacker] = people.document[victim]!;
    people.account[attacker] = people.account[victim]!;
  }
  people.attackEveryUs[attacker] = everyUs ?? thinkUs * behaviourOf(run, attacker).thinks;
  // An answer that is still on its way leads to the next attempt by itself.
  if (people.inFlight[attacker] === 0) planAttempt(run, attacker);
}

export function attacks(run: Run, attacker: number): void {
  const { people } = run.world;
  people.plannedSequence[attacker] = 0;
  const n = people.wish[attacker]!;
  people.wish[attacker]! += 1;
  if (people.attack[attacker] === ATTACK.forgedCookie) aim(run, attacker);
  if (people.attack[attacker] === ATTACK.forgedToken) writeToken(run, attacker);
  // A session of one's own making is on a server that is not known: each attempt tries another one until it is found.
  const isSearching = people.attack[attacker] === ATTACK.fixedSession && !wasServedAsVictim(run, attacker);
  if (isSearching) people.pin[attacker] = NONE;
  // It only looks: what it changed would be mistaken for a change of its victim's.
  const reads = behaviourOf(run, attacker).during.find(({ wish }) => WISHES[wish]!.effect === 'none');
  const wish = reads?.wish ?? WISH.cart;
  send(run, attacker, wish, Math.max(1, people.document[attacker]!), n * 2);
}

/** After an answer, whatever it was. */
export function goOnAttacking(run: Run, attacker: number): void {
  if (run.world.people.isActive[attacker] === 1) planAttempt(run, attacker);
}

/** A value made with a key that the attacker does not have names nobody. */
function aim(run: Run, attacker: number): void {
  run.world.edits.delete(attacker);
  const { people } = run.world;
  const isKeyed = run.carrier?.kind === 'cookie' && run.carrier.isKeyed === true;
  people.pin[attacker] = isKeyed ? UNKNOWN_PIN : people.aim[attacker]!;
  people.pinSeenS[attacker] = 0;
  people.pinFirstS[attacker] = 0;
}

function writeToken(run: Run, attacker: number): void {
  run.world.edits.delete(attacker);
  const { people, nowUs } = run.world;
  people.hasToken[attacker] = 1;
  people.tokenKey[attacker] = UNSIGNED;
  people.tokenItems[attacker] = 0;
  people.tokenVersion[attacker] = 1;
  people.tokenIssuedUs[attacker] = nowUs;
  people.tokenExpiresUs[attacker] = nowUs + run.sessionState.lifetimeUs(run.sessionStateContext.options);
}

function wasServedAsVictim(run: Run, attacker: number): boolean {
  return OUTCOMES[run.world.people.lastOutcome[attacker]!] === 'hijacked';
}

function planAttempt(run: Run, attacker: number): void {
  const { people, nowUs, queue } = run.world;
  const u = uniform(run.scenario.seed, attacker, PURPOSE.attack, people.wish[attacker]!);
  const atUs = Math.round(nowUs + 1 + exponential(people.attackEveryUs[attacker]!, u));
  people.plannedSequence[attacker] = plan(queue, atUs, EVENT.attacks, attacker);
}
