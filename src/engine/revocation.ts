/**
 * Signing out everywhere: all sessions of an account end. What servers keep is deleted at once; what clients carry stays
 * good until it expires, for nobody asks anyone about it. It is only not issued anew.
 */
import { ATTACK } from './attackers.ts';
import { type Run, sessionContext } from './run.ts';
import { NONE } from './world.ts';

/** Rows of those who are signed in to that account. */
export function signedInTo(run: Run, account: number): number[] {
  const { people, peopleCount } = run.world;
  const rows: number[] = [];
  for (let person = 0; person < peopleCount; person += 1) {
    const isOfAccount = people.account[person] === account && people.attack[person] === ATTACK.none;
    if (isOfAccount && people.signedIn[person] === 1) rows.push(person);
  }
  return rows;
}

export function signOutEverywhere(run: Run, person: number): void {
  const { people, revoked, nowUs } = run.world;
  for (const row of signedInTo(run, people.account[person]!)) {
    revoked.set(people.session[row]!, nowUs);
    endSession(run, row, people.session[row]!);
  }
}

/** Asked of every request, and mostly of none at all. */
export function wasRevoked({ world }: Run, session: number): boolean {
  return world.revoked.size > 0 && world.revoked.has(session);
}

/** Forgets what can't be in anybody's hands any more. */
export function sweepRevoked(run: Run): void {
  const { revoked, nowUs } = run.world;
  const lifetimeUs = run.sessionState.lifetimeUs(run.sessionStateContext.options);
  for (const [session, atUs] of revoked) if (nowUs - atUs > 2 * lifetimeUs) revoked.delete(session);
}

function endSession(run: Run, person: number, session: number): void {
  const { sessionStateMemory } = run.world;
  const context = sessionContext(run);
  const places = run.sessionState.whereIs(session, sessionStateMemory, context);
  const from = places.inStore ? [0] : places.servers;
  for (const server of from) {
    run.visit.server = server;
    run.visit.person = person;
    run.visit.session = session;
    run.sessionState.end(run.visit, sessionStateMemory, context);
  }
  run.visit.server = NONE;
}
