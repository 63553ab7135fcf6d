/** Why what a client carried was refused, although it had not expired: a retired key, a wrong clock, a forgery. */
import { ATTACK } from '../attackers.ts';
import type { Step } from '../evidence.ts';
import type { Run } from '../run.ts';
import type { ServerState } from '../world.ts';
import { type Cause, cause, ofServer } from './causes.ts';
import { howTheyCameByIt, presented } from './hijack.ts';
import { signedOut } from './lostSession.ts';
import { wayOf } from './way.ts';

export function causesOfRejection(
  run: Run,
  request: number,
  { steps, items }: { readonly steps: readonly Step[]; readonly items: number },
): Cause[] {
  const { people, requests, personNames, nowUs } = run.world;
  const person = requests.person[request]!;
  const isAttack = people.attack[person] !== ATTACK.none;
  return [
    ...howTheyCameByIt(run, person),
    ...behindIt(run, request, steps),
    ...(isAttack ? [presented(run, request)] : []),
    // That the session is not known follows from the refusal.
    ...wayOf(run, request, steps).filter(({ code }) => code !== 'not-known-there'),
    ...refused(run, request, steps),
    isAttack ? cause(nowUs / 1000, 'turned-away', { by: personNames[person]! }) : signedOut(run, request, items),
  ].sort((a, b) => a.atMs - b.atMs);
}

/** What was done to keys and clocks. */
function behindIt({ world }: Run, request: number, steps: readonly Step[]): Cause[] {
  const { servers, requests } = world;
  const server = servers[requests.server[request]!]!;
  const sentMs = requests.sentUs[request]! / 1000;
  const why = steps.find(({ code }) => code in REFUSED);
  if (why?.code === 'old-key') {
    const { retiredMs, current, key } = why.values;
    return [cause(Number(retiredMs), 'key-rotated', { key: current! }), cause(sentMs, 'signed-with', { key: key! })];
  }
  if (why?.code === 'expired-by-clock') return ofClock(server);
  if (why?.code !== 'not-yet-valid') return [];
  if (server.skewUs < 0) return ofClock(server);
  const fastest = servers.reduce((most, other) => (other.skewUs > most.skewUs ? other : most), server);
  return [...ofClock(fastest), cause(sentMs, 'issued-ahead', { aheadS: why.values['aheadS']! })];
}

function ofClock({ id, skewUs, skewedAtUs }: ServerState): Cause[] {
  if (skewUs === 0) return [];
  const skewS = Math.abs(skewUs) / 1e6;
  return [ofServer(skewedAtUs / 1000, skewUs > 0 ? 'clock-skewed' : 'clock-behind', id, { skewS })];
}

/** By the step with which a server refuses. */
const REFUSED = {
  'old-key': 'old-key-refused',
  'expired-by-clock': 'expired-there',
  'not-yet-valid': 'not-yet-valid-there',
  forged: 'forged-refused',
  unsigned: 'unsigned-refused',
} as const;

function refused({ world }: Run, request: number, steps: readonly Step[]): Cause[] {
  const { id } = world.servers[world.requests.server[request]!]!;
  return steps
    .filter(({ code }) => code in REFUSED)
    .slice(-1)
    .map(({ code, atMs, values }) => ofServer(atMs, REFUSED[code as keyof typeof REFUSED], id, values));
}
