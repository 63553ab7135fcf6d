/** What a server took for good: the step that says that it knows the session, as a link of the chain. */
import type { Step } from '../evidence.ts';
import type { Run } from '../run.ts';
import { type Cause, type CauseCode, ofServer } from './causes.ts';

const KNOWN: ReadonlySet<string> = new Set([
  ...['session-found', 'fetched', 'local', 'verified', 'authenticated', 'unsigned-accepted'],
]);

/** The step with which a server found the session; the last one, where it looked it up again. */
export const foundIn = (steps: readonly Step[]): Step | undefined => steps.findLast(({ code }) => KNOWN.has(code));

const BY_CARRIED = {
  number: 'id-accepted',
  jwt: 'token-accepted',
  encrypted: 'token-accepted',
  credentials: 'credentials-accepted',
} as const satisfies Record<string, CauseCode>;

export function acceptedBy(run: Run, request: number, steps: readonly Step[]): Cause[] {
  const { servers, requests } = run.world;
  const isUnsigned = steps.some(({ code }) => code === 'unsigned-accepted');
  const code = isUnsigned ? 'unsigned-accepted' : BY_CARRIED[run.sessionState.carriedAs];
  const atMs = foundIn(steps)?.atMs ?? requests.answeredUs[request]! / 1000;
  return [ofServer(atMs, code, servers[requests.server[request]!]!.id)];
}
