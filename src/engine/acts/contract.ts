/** What a user can do to a run, one family per file: why it can't be done now, and doing it. */
import type { Action, Refusal } from '../actions.ts';
import { ownersOnServer } from '../ledger.ts';
import { sessionsPerServer } from '../load.ts';
import type { Run } from '../run.ts';
import { LIMITS } from '../scenario.ts';
import type { Happening } from '../snapshot.ts';
import type { ServerState, World } from '../world.ts';

export type ActionNamed<Name extends Action['do']> = Extract<Action, { do: Name }>;

export interface Act<Name extends Action['do']> {
  /** Why it can't be done now; null if it can. */
  readonly refusal: (run: Run, action: ActionNamed<Name>) => Refusal | null;
  /** Does it, at this moment. It was found possible. */
  readonly perform: (run: Run, action: ActionNamed<Name>) => void;
}

/** A family of actions, each under its name. */
export type Acts<Names extends Action['do']> = { readonly [Name in Names]: Act<Name> };

export function refuse(code: Refusal['code'], field: string, value: string): Refusal {
  return { code, field, value };
}

/** A removed server has left the configuration: no action finds it any more. */
export function serverRow(world: World, id: string): number {
  return world.servers.findIndex((server) => server.id === id && server.admin !== 'removed');
}

/** The server, where `why` finds nothing against it. */
export function serverRefusal(
  { world }: Run,
  id: string,
  why: (server: ServerState) => Refusal['code'] | null = () => null,
): Refusal | null {
  const server = world.servers[serverRow(world, id)];
  if (server === undefined) return refuse('no-such-server', 'server', id);
  const code = why(server);
  return code === null ? null : refuse(code, 'server', id);
}

/** Who lives by a plan can be told to do something; recorded traffic has happened already. */
export function personRefusal(run: Run, person: string): Refusal | null {
  if (run.recorded.length > 0) return refuse('recorded-traffic', 'person', person);
  return knownPersonRefusal(run, person);
}

export function knownPersonRefusal({ world }: Run, person: string): Refusal | null {
  return world.personIds.includes(person) ? null : refuse('no-such-person', 'person', person);
}

export function roomRefusal(run: Run): Refusal | null {
  const isFull = run.world.peopleCount >= LIMITS.people;
  return isFull ? refuse('too-many-people', 'person', String(LIMITS.people)) : null;
}

/** How many sessions the server holds, and how many there are; nothing has died. */
function standing(run: Run, row: number): { held: number; died: number; inAll: number } {
  const inAll = sessionsPerServer(run).reduce((sum, count) => sum + count, 0);
  return { held: ownersOnServer(run, row).length, died: 0, inAll };
}

/** Tells of what was done to a server, and notes it: how many sessions it held, and how many of them died with it. */
export function tellOfServer(
  run: Run,
  what: Extract<Happening, { kind: 'action' }>['what'],
  row: number,
  { held, died, inAll }: { held: number; died: number; inAll: number } = standing(run, row),
): void {
  const { actionsDone, nowUs, servers } = run.world;
  const { id } = servers[row]!;
  const atMs = nowUs / 1000;
  if (actionsDone.length < LIMITS.actions)
    actionsDone.push({ atMs, what, server: id, sessionsThen: inAll, sessionsHeld: held, sessionsDied: died });
  run.sink.happened?.({ kind: 'action', atMs, what, server: id, sessions: died });
}
