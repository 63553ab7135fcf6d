/**
 * Why a request came to harm: a chain from what was done, or went wrong, to what came of it. Made from the steps of the
 * evidence and from what the world remembers of what was done before; only for the one request whose evidence is taken.
 */
import { assertNever } from '../invariant.ts';
import type { Outcome } from '../outcomes.ts';
import type { Run } from '../run.ts';
import type { Cause } from './causes.ts';
import { causesOfHijack } from './hijack.ts';
import { causesOfLoss } from './lostSession.ts';
import { causesOfLostUpdate } from './lostUpdate.ts';
import { causesOfRejection } from './rejectedToken.ts';
import { causesOfServing } from './servedRevoked.ts';
import { causesOfStaleRead } from './staleRead.ts';
import { causesOfNoAnswer } from './unavailable.ts';

/** The chain of the request that has just reached its client, in order of time; empty where no harm was done. */
export function causesOf(run: Run, request: number, outcome: Outcome, items: number): readonly Cause[] {
  const { steps, witnessed } = run.trace!;
  switch (outcome) {
    case 'served':
      return [];
    case 'unavailable':
      return causesOfNoAnswer(run, request, steps);
    case 'session-lost':
    case 'expired':
      return causesOfLoss(run, request, outcome, { steps, items });
    case 'token-rejected':
      return causesOfRejection(run, request, { steps, items });
    case 'hijacked':
      return causesOfHijack(run, request, steps);
    case 'revoked-but-served':
      return causesOfServing(run, request, steps);
    case 'stale-read':
      return causesOfStaleRead(run, request, steps);
    case 'lost-update':
      return causesOfLostUpdate(run, request, { steps, witnessed });
    default:
      return assertNever(outcome);
  }
}
