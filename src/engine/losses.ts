/** Why somebody was not known any more: what was done, or what happened by itself, that ended their session for them. */
import type { Ending } from './causes/endings.ts';
import type { LossCause } from './lossCauses.ts';
import type { Outcome } from './outcomes.ts';
import { BINDINGS } from './outcomes.ts';
import { type Run, sessionContext } from './run.ts';
import { NONE } from './world.ts';

/** Of the request that has just told its person that they are not known. */
export function lossCauseOf(run: Run, request: number, outcome: Outcome): LossCause {
  if (outcome === 'expired') return 'expired';
  const { requests, people } = run.world;
  const person = requests.person[request]!;
  if (people.editedUs[person]! > people.lastActiveUs[person]!) return 'cookie-edited';
  if (outcome === 'token-rejected') return 'token-rejected';
  const ending = endingOf(run, request);
  if (ending !== undefined) return ending.what;
  if (requests.sessionCookie[request] === 0 && requests.hasToken[request] === 0) return 'cookies-lost';
  const session = requests.believedSession[request]!;
  const places = run.sessionState.whereIs(session, run.world.sessionStateMemory, sessionContext(run));
  if (places.inStore) return 'not-copied';
  if (places.servers.length === 0) return whyNowhere(run);
  return run.sessionState.affinity === 'helps' ? 'not-copied' : whySentElsewhere(run, request);
}

/**
 * It is nowhere, and nothing was seen to end it: dropped by a store; else it was so new, or its copy so late, that the
 * process that ended with it was not known to hold it.
 */
function whyNowhere(run: Run): LossCause {
  const { world, sessionState } = run;
  if (sessionState.store(world.sessionStateMemory, sessionContext(run)) !== null) return 'evicted';
  return world.endings.findLast(({ what }) => what !== 'node-killed')?.what ?? 'not-copied';
}

/** The session is in some server's memory, and the request went to another one. */
function whySentElsewhere(run: Run, request: number): LossCause {
  const { requests, people, balancers } = run.world;
  const balancer = balancers[requests.balancer[request]!]!;
  const person = requests.person[request]!;
  const lastUs = people.lastActiveUs[person]!;
  const binding = BINDINGS[requests.binding[request]!]!;
  const hasTable = balancer.persistenceMemory !== null;
  if (looksAtAddress(run, request) && people.movedUs[person]! > lastUs) return 'address-changed';
  // Where only the beginning of a session is learned, being served since by chance has bound nobody anew.
  const { options } = run.persistenceContext;
  const boundUs = run.persistence.learnsOnlyBeginnings?.(options) === true ? people.sessionSinceUs[person]! : lastUs;
  if (hasTable && balancer.forgotUs > boundUs) return 'balancer-restarted';
  if (run.persistence.isPerConnection) return 'connection-closed';
  if (binding === 'redispatched' || binding === 'pinned') return 're-bound';
  if (binding === 'hashed') return 'remapped';
  if (hasTable && balancers.length > 1) return 'other-balancer';
  if (hasTable || requests.pin[request]! >= 0) return 'binding-expired';
  if (requests.pin[request] !== NONE) return 're-bound';
  return run.carrier === null ? 'not-bound' : 'cookies-lost';
}

function looksAtAddress(run: Run, request: number): boolean {
  run.request.row = request;
  const { persistence, persistenceContext, balancing, balancingContext } = run;
  if (persistence.clue(run.request, persistenceContext).kind === 'address') return true;
  return balancing.clue(run.request, balancingContext.options).kind === 'address';
}

/** What ended the session that the request's person believed in; undefined where it was nothing that ended. */
export function endingOf(run: Run, request: number): Ending | undefined {
  const { requests, people, endings } = run.world;
  const person = requests.person[request]!;
  const isTheirs = people.session[person] === requests.believedSession[request];
  return isTheirs ? endings[people.ending[person]! - 1] : undefined;
}
