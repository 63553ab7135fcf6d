/** Why a session was served although its account had been signed out everywhere. */
import type { Step } from '../evidence.ts';
import type { Run } from '../run.ts';
import { acceptedBy, foundIn } from './accepted.ts';
import { type Cause, cause, ofServer } from './causes.ts';
import { wayOf } from './way.ts';

export function causesOfServing(run: Run, request: number, steps: readonly Step[]): Cause[] {
  const { people, personNames, requests, revoked, servers, nowUs } = run.world;
  const account = people.account[requests.person[request]!]!;
  const revokedUs = revoked.get(requests.believedSession[request]!)!;
  const sentMs = requests.sentUs[request]! / 1000;
  const expiresUs = requests.tokenExpiresUs[request]!;
  const isCarried = requests.hasToken[request] === 1;
  const server = servers[requests.server[request]!]!.id;
  const leftS = Math.round((expiresUs - requests.sentUs[request]!) / 1e6);
  return [
    cause(revokedUs / 1000, 'signed-out-everywhere', { person: personNames[account]! }),
    ...(isCarried ? [cause(sentMs, 'valid', { leftS })] : []),
    ...wayOf(run, request, steps),
    ...(isCarried
      ? acceptedBy(run, request, steps)
      : [ofServer(foundIn(steps)?.atMs ?? nowUs / 1000, 'copy-left', server)]),
    cause(nowUs / 1000, 'served-revoked'),
  ];
}
