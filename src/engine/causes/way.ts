/** The way of a request, from the load balancer to where it went wrong or well, as the steps of its evidence tell it. */
import type { Step } from '../evidence.ts';
import type { Run } from '../run.ts';
import { type Cause, type CauseCode, cause } from './causes.ts';

export function wayOf(run: Run, request: number, steps: readonly Step[]): Cause[] {
  const way: Cause[] = [];
  const add = (step: Step, code: CauseCode) => {
    const isTold = way.some((told) => told.code === code && told.server === step.server);
    if (!isTold)
      way.push({ atMs: step.atMs, code, values: { server: step.server ?? '', ...step.values }, server: step.server });
  };
  const isRecognised = steps.some(({ code }) => code.startsWith('pinned-'));
  const [arrival] = steps;
  // Where any server can answer, it does not matter what led to this one.
  const isBeside = run.sessionState.affinity === 'useless' && steps.some(({ code }) => OF_STORE.has(code));
  if (!isRecognised && arrival !== undefined && !isBeside) {
    const isHashed = run.world.requests.binding[request] === HASHED;
    way.push(cause(arrival.atMs, isHashed ? 'hashed' : 'not-bound'));
  }
  const isNodeNamed = steps.some(({ code }) => code === 'node-down');
  for (const step of steps) {
    if (step.code === 'session-unreachable' && isNodeNamed) continue;
    for (const code of LINKS[step.code] ?? []) add(step, code);
  }
  // Where the pin was followed, that it went there goes without saying.
  const followed = steps.find(({ code }) => code === 'pinned-usable' || code === 'pinned-draining')?.server;
  return way.filter(({ code, server }) => code !== 'sent-to' || server !== followed);
}

/** What a store says of itself, or its servers of it. */
const OF_STORE: ReadonlySet<string> = new Set([
  ...['node-down', 'link-cut', 'full', 'session-unreachable', 'store-cut-off', 'fetched', 'not-there', 'behind'],
]);

/** Index into `BINDINGS`. */
const HASHED = 3;

/** What a step means in a chain. Steps that are not here led to no harm. */
const LINKS: Readonly<Record<string, readonly CauseCode[]>> = {
  'pinned-usable': ['pinned'],
  'pinned-draining': ['pinned'],
  'pinned-drained': ['pinned', 'drains'],
  'pinned-down': ['pinned', 'down'],
  'pinned-failed': ['pinned', 'left-out'],
  'pinned-maintenance': ['pinned', 'maintenance'],
  'pinned-removed': ['pinned', 'gone'],
  'nobody-answers': ['nobody-there'],
  'client-gave-up': ['nobody-there'],
  'connection-lost': ['connection-lost'],
  connect: ['sent-to'],
  refused: ['refused'],
  'timed-out': ['timed-out'],
  'queue-full': ['full'],
  reset: ['broke-off'],
  'server-timeout': ['no-answer'],
  'no-server': ['no-server'],
  behind: ['behind'],
  anonymous: ['no-session-sent'],
  'session-missing': ['unknown-there'],
  'not-accepted': ['not-known-there'],
  'session-unreachable': ['store-silent'],
  'node-down': ['node-silent'],
  full: ['store-full'],
};
