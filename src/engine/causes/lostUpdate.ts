/** Why a change was lost: two had read the same version, and the later one wrote over the other. */
import type { Step } from '../evidence.ts';
import type { Run } from '../run.ts';
import type { Witnessed } from '../trace.ts';
import { foundIn } from './accepted.ts';
import { type Cause, cause, ofServer } from './causes.ts';
import { wayOf } from './way.ts';

export function causesOfLostUpdate(
  run: Run,
  request: number,
  { steps, witnessed }: { readonly steps: readonly Step[]; readonly witnessed: readonly Witnessed[] },
): Cause[] {
  const { requests, personNames, servers, nowUs } = run.world;
  const row = requests.person[request]!;
  const person = personNames[row]!;
  const server = servers[requests.server[request]!]!.id;
  const version = requests.loadedVersion[request]!;
  const written = { person, version: requests.version[request]! };
  const isCarried = requests.hasToken[request] === 1;
  const writtenUs = isCarried ? nowUs : requests.answeredUs[request]!;
  const other = witnessed.findLast((one) => one.version > version && one.atUs <= writtenUs);
  const otherName = other === undefined || other.person === row ? 'another tab' : personNames[other.person]!;
  return [
    ...wayOf(run, request, steps),
    ofServer(foundIn(steps)?.atMs ?? requests.workingFromUs[request]! / 1000, 'read-version', server, { version }),
    ...(other === undefined ? toldBefore(run, row, otherName) : whatTheyDid(run, other, otherName)),
    isCarried ? cause(writtenUs / 1000, 'kept-over', written) : cause(writtenUs / 1000, 'wrote-over', written),
    cause(nowUs / 1000, 'update-lost', { other: otherName }),
  ].sort((a, b) => a.atMs - b.atMs);
}

/** What was done before this request set out nobody has watched; but its person was told of it. */
function toldBefore({ world: { people } }: Run, row: number, other: string): Cause[] {
  return [cause(people.changedUs[row]! / 1000, 'other-told', { other, version: people.tokenVersion[row]! })];
}

function whatTheyDid(
  { world }: Run,
  { server, beganUs, atUs, readVersion, version }: Witnessed,
  other: string,
): Cause[] {
  const { id } = world.servers[server]!;
  return [
    ofServer(beganUs / 1000, 'other-began', id, { other, version: readVersion }),
    ofServer(atUs / 1000, 'other-wrote', id, { other, version }),
  ];
}
