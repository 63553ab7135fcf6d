/** One event of the engine, named for somebody who steps from each to the next. */
import type { TimedAction } from './actions.ts';
import { type Run, serverIn } from './run.ts';
import { EVENT, NONE } from './world.ts';

export type EngineEventKind = Exclude<keyof typeof EVENT, 'sweep'>;

export type EngineEvent = { readonly atMs: number } & (
  | {
      readonly kind: EngineEventKind;
      /** Id of whom it concerns; null where it concerns nobody. */
      readonly person: string | null;
      readonly server: string | null;
      /** Number of the request it is about. */
      readonly request: number | null;
    }
  /** An action, or the next step of one that takes several. */
  | { readonly kind: 'action'; readonly action: TimedAction }
);

const NAMES = new Map<number, EngineEventKind>(
  Object.entries(EVENT).map(([name, number]) => [number, name as EngineEventKind]),
);
const OF_SERVERS: readonly string[] = ['healthCheck', 'started', 'probe', 'warmUp'];
const OF_BALANCERS: readonly string[] = ['addressMoves', 'peerPushes', 'peerTeaches'];
const OF_PEOPLE: readonly string[] = ['personActs', 'moves', 'tabActs', 'attacks'];

/** To be asked before it happens: what it is about may be gone afterwards. */
export function engineEvent(run: Run, what: number | TimedAction, row: number): EngineEvent {
  const { world } = run;
  const atMs = world.nowUs / 1000;
  if (typeof what !== 'number') return { atMs, kind: 'action', action: what };
  const kind = NAMES.get(what)!;
  const none = { atMs, kind, person: null, server: null, request: null };
  if (OF_SERVERS.includes(kind)) return { ...none, server: world.servers[serverIn(row)]!.id };
  if (OF_PEOPLE.includes(kind)) return { ...none, person: world.personIds[row] ?? null };
  if (kind === 'recordedActs' || OF_BALANCERS.includes(kind)) return none;
  const server = world.requests.server[row]!;
  return {
    ...none,
    person: world.personIds[world.requests.person[row]!] ?? null,
    server: server === NONE ? null : (world.servers[server]?.id ?? null),
    request: world.requests.id[row]!,
  };
}
