/** How somebody came to be served as somebody else: what they took or made up, and why a server believed it. */
import { ATTACK } from '../attackers.ts';
import type { Step } from '../evidence.ts';
import { networks } from '../network.ts';
import type { Run } from '../run.ts';
import { acceptedBy } from './accepted.ts';
import { type Cause, type CauseCode, cause } from './causes.ts';
import { wayOf } from './way.ts';

export function causesOfHijack(run: Run, request: number, steps: readonly Step[]): Cause[] {
  const { people, personNames, requests, nowUs } = run.world;
  const attacker = requests.person[request]!;
  const names = { by: personNames[attacker]!, person: personNames[people.victim[attacker]!]! };
  return [
    ...howTheyCameByIt(run, attacker),
    presented(run, request),
    ...wayOf(run, request, steps),
    ...acceptedBy(run, request, steps),
    cause(nowUs / 1000, 'hijacked', names),
  ];
}

const HOW = {
  [ATTACK.stolenCookie]: 'cookie-stolen',
  [ATTACK.forgedCookie]: 'mark-forged',
  [ATTACK.fixedSession]: 'session-planted',
  [ATTACK.forgedToken]: 'token-forged',
} as const satisfies Record<number, CauseCode>;

/** What was done before: by an attacker, or by a person with the cookies of their own client. */
export function howTheyCameByIt({ world }: Run, attacker: number): Cause[] {
  const { people, personNames, servers, attacks, addresses } = world;
  const by = personNames[attacker]!;
  const attack = attacks.get(attacker);
  const kind = people.attack[attacker] as keyof typeof HOW | 0;
  if (kind === 0 || attack === undefined) {
    const editedUs = people.editedUs[attacker]!;
    return editedUs === 0 ? [] : [cause(editedUs / 1000, 'edited', { person: by })];
  }
  const victim = people.victim[attacker]!;
  const [network, address] = [networks[attack.network]!.about.name, addresses.text[attack.address]!];
  const values = { by, person: personNames[victim] ?? '', network, address };
  const server = servers[people.aim[attacker]!]?.id ?? '';
  const did = cause(attack.atUs / 1000, HOW[kind], kind === ATTACK.forgedCookie ? { by, server } : values);
  const sinceUs = people.sessionSinceUs[victim] ?? 0;
  const isKept = kind === ATTACK.fixedSession && sinceUs > attack.atUs;
  return isKept ? [did, cause(sinceUs / 1000, 'kept-id', { person: values.person })] : [did];
}

export function presented({ world }: Run, request: number): Cause {
  const { people, personNames, addresses, requests } = world;
  const person = requests.person[request]!;
  const network = networks[people.network[person]!]!.about.name;
  const address = addresses.text[requests.address[request]!]!;
  return cause(requests.sentUs[request]! / 1000, 'presented', { by: personNames[person]!, network, address });
}
