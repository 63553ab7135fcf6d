/** Why an answer showed less than had been told: who had been told of what, and what kept the server that answered behind. */
import type { Step } from '../evidence.ts';
import { documentOf, type Run } from '../run.ts';
import { foundIn } from './accepted.ts';
import { type Cause, cause, ofServer } from './causes.ts';
import { cutBetween, cutInStore } from './lostSession.ts';
import { wayOf } from './way.ts';

export function causesOfStaleRead(run: Run, request: number, steps: readonly Step[]): Cause[] {
  const { personNames, requests, servers, nowUs } = run.world;
  const person = personNames[requests.person[request]!]!;
  const server = servers[requests.server[request]!]!.id;
  const [version, told] = [requests.loadedVersion[request]!, requests.believedVersion[request]!];
  const readMs = foundIn(steps)?.atMs ?? nowUs / 1000;
  return [
    ...[...toldOf(run, request), ...whatKeepsBehind(run, request, steps)].sort((a, b) => a.atMs - b.atMs),
    ...wayOf(run, request, steps),
    ofServer(readMs, 'read-older', server, { person, version, told }),
    cause(nowUs / 1000, 'showed-less'),
  ];
}

/** Who was told last that the version is stored, and by which server. */
function toldOf(run: Run, request: number): Cause[] {
  const { people, personNames, servers, requests } = run.world;
  const document = documentOf(run, request);
  const version = requests.believedVersion[request]!;
  const row = requests.person[request]!;
  const own = { person: row, server: people.changedOn[row]!, atUs: people.changedUs[row]! };
  const told = document === null ? own : document.tellings.find((telling) => telling.version === version);
  const server = servers[told?.server ?? -1]?.id;
  if (told === undefined || server === undefined || told.atUs > requests.sentUs[request]!) return [];
  return [ofServer(told.atUs / 1000, 'told', server, { person: personNames[told.person]!, version })];
}

function whatKeepsBehind(run: Run, request: number, steps: readonly Step[]): Cause[] {
  const { world, sessionState } = run;
  const { requests, people, personNames, servers, endings } = world;
  const row = requests.person[request]!;
  const sentMs = requests.sentUs[request]! / 1000;
  if (sessionState.carriedAs !== 'number') {
    if (documentOf(run, request) !== null) return [cause(sentMs, 'own-carried')];
    const carried = cause(sentMs, 'carried', { version: requests.tokenVersion[request]! });
    const person = personNames[row]!;
    if (people.editedUs[row] !== 0) return [cause(people.editedUs[row]! / 1000, 'edited', { person }), carried];
    const droppedUs = people.droppedUs[row]!;
    return droppedUs === 0 ? [carried] : [cause(droppedUs / 1000, 'cookie-dropped', { person }), carried];
  }
  if (sessionState.affinity === 'needed') {
    return [ofServer(sentMs, 'own-copies', servers[requests.server[request]!]!.id)];
  }
  if (sessionState.affinity === 'helps') return cutBetween(run, request);
  const cut = cutInStore(run);
  if (cut.length > 0) return cut;
  // The machine that answers, and the one whose place it has taken.
  const node = String(foundIn(steps)?.values['node']);
  const other = node.endsWith('-replica') ? node.slice(0, -'-replica'.length) : `${node}-replica`;
  const ending = endings.findLast(({ what, where }) => what === 'node-killed' && where === other);
  if (ending === undefined) return [];
  return [cause(ending.atUs / 1000, 'node-killed', { node: other }), cause(sentMs, 'stood-in')];
}
