/** All that a user can do to a run. An action takes effect after everything else that happens at its moment. */
import type { Network, ServerSpec } from './scenario.ts';

export type Action =
  /** The server's process dies: connections reset, memory gone. */
  | { readonly do: 'kill'; readonly server: string }
  /** The process is started (after a kill) or stopped and started; it comes up with an empty memory. */
  | { readonly do: 'restart'; readonly server: string }
  /** HAProxy `set server … state drain`: those pinned to it stay, no strangers. */
  | { readonly do: 'drain'; readonly server: string }
  /** HAProxy `set server … state ready`: the end of a drain. */
  | { readonly do: 'ready'; readonly server: string }
  | { readonly do: 'addServer'; readonly server: ServerSpec }
  /** Taken out of the configuration at once; what it works on it finishes, then its process ends. */
  | { readonly do: 'removeServer'; readonly server: string }
  /** How many people there are and how long they think; what is not given stays. */
  | { readonly do: 'setLoad'; readonly people?: number; readonly thinkMs?: number }
  /** A part of the session store dies (`cache-1`, `primary`), or is started again. */
  | { readonly do: 'killNode'; readonly node: string }
  | { readonly do: 'startNode'; readonly node: string }
  /** The person's next request comes from an address of that network, over a new connection. */
  | { readonly do: 'changeNetwork'; readonly person: string; readonly network: Network };

export type TimedAction = Action & { readonly atMs: number };

/** Why an action can't be done now. `field` is the part of the action that is to blame. */
export interface Refusal {
  readonly code:
    | 'no-such-server'
    | 'no-such-person'
    | 'no-such-node'
    | 'already-down'
    | 'not-running'
    | 'already-draining'
    | 'not-draining'
    | 'server-exists'
    | 'too-many-servers'
    | 'too-many-people'
    | 'recorded-traffic'
    | 'already-there';
  readonly field: string;
  readonly value: string;
}
