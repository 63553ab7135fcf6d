/**
 * Evidence: what a decision looked at and what it found, told by the code that decides, as codes and values. It is
 * taken down only when asked for (the run is replayed to just before the request), and never influences a decision.
 */
import type { Binding, Outcome } from './outcomes.ts';

export type StepValues = Readonly<Record<string, string | number>>;

/** Who speaks in a step: one of the three axes' modules (which words its own codes) or the common rules. */
export type StepSource = 'load-balancer' | 'balancing' | 'persistence' | 'session-state' | 'application';

export interface Step {
  readonly atMs: number;
  readonly source: StepSource;
  readonly code: string;
  readonly values: StepValues;
  /** The server a step speaks of, so that the picture can light it. */
  readonly server: string | null;
}

/** How a module words a step: `{name}` stands for a value. The title is a sentence, the detail what was found. */
export interface StepWords {
  readonly title: string;
  readonly detail: string;
}

/** Steps that belong to no axis: the rules every strategy shares, as HAProxy has them. */
export const COMMON_STEPS = {
  'pinned-usable': { title: '{server} is up: it goes there', detail: 'pinned by {persistence}' },
  'pinned-draining': { title: '{server} drains, and keeps those pinned to it', detail: 'state DRAIN' },
  'pinned-down': { title: '{server} is DOWN', detail: 'seen {sinceS} s ago: redispatch' },
  'pinned-removed': { title: '{server} is not in the pool any more', detail: 'pick again' },
  'no-server': { title: 'No server is up', detail: '503, at once' },
  connect: { title: 'Connect to {server}', detail: 'attempt {attempt} of {attempts}' },
  refused: { title: '{server} refuses the connection', detail: '{why}; still believed UP' },
  'turn-around': { title: 'Wait, then try {server} again', detail: 'after {waitMs} ms, as `retries` says' },
  redispatch: { title: 'Give up on {server}, pick again', detail: 'option redispatch' },
  'retries-exhausted': { title: 'No attempts left', detail: '503 after {attempts} attempts' },
  reset: { title: '{server} died with the request in its hands', detail: '502: it is not retried' },
  queued: { title: 'All workers of {server} are busy', detail: 'place {place} in its queue' },
  'signed-in': { title: '{server} starts a session', detail: '{session}' },
  'session-found': { title: '{server} knows this session', detail: '{items} in the cart' },
  'session-missing': { title: '{server} does not know this session', detail: 'signed out, {items} lost' },
  'session-expired': { title: 'The session has expired', detail: 'idle for more than {idleMinutes} min' },
  anonymous: { title: 'There is no session yet', detail: 'nothing to look up' },
  'signed-out': { title: 'The session ends', detail: 'signed out' },
} as const satisfies Record<string, StepWords>;

export type CommonStep = keyof typeof COMMON_STEPS;

/** The HTTP text on both sides of the load balancer (RFC 9110, RFC 6265); null where nothing was sent. */
export interface Wire {
  readonly clientToBalancer: string;
  readonly balancerToServer: string | null;
  readonly serverToBalancer: string | null;
  readonly balancerToClient: string | null;
}

export interface FinishedRequest {
  /** 1 for the run's first request. */
  readonly request: number;
  /** When the person sent it. */
  readonly atMs: number;
  readonly person: string;
  /** The source address the load balancer saw. */
  readonly address: string;
  readonly method: string;
  readonly url: string;
  /** Who answered; null where no server did. */
  readonly server: string | null;
  readonly status: number;
  readonly outcome: Outcome;
  readonly binding: Binding;
  /** From sending to the end of the answer, as the client sees it. */
  readonly latencyMs: number;
  /** Cart items that were gone (outcome `session-lost`). */
  readonly itemsLost: number;
}

export interface Explanation {
  readonly request: FinishedRequest;
  readonly steps: readonly Step[];
  readonly wire: Wire;
}
