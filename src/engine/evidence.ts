/**
 * Evidence: what a decision looked at and what it found, told by the code that decides, as codes and values. It is
 * taken down only when asked for (the run is replayed to just before the request), and never influences a decision.
 */
import type { Cause } from './causes/causes.ts';
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
  /** What in a configuration it corresponds to: "HAProxy: `retries 3`". Not there where nobody has configured it. */
  readonly directive?: string;
}

/** How a module words a step: `{name}` stands for a value, and `{held}` for `items` in the words of who asks. The title is a sentence, the detail what was found. */
export interface StepWords {
  readonly title: string;
  readonly detail: string;
}

/**
 * Steps that belong to no axis: the rules every strategy shares, as HAProxy has them, and what the application found.
 */
export const COMMON_STEPS = {
  'has-address': words('{balancer} has the request', 'it holds the virtual address'),
  routed: words('{balancer} has the request', 'the router’s hash of addresses and ports says so'),
  'nobody-answers': words('No load balancer answers', 'the client sends its SYN again after {afterS} s'),
  'client-gave-up': words('The client gives up', 'no connection in {waitS} s'),
  'connection-lost': words(
    '{balancer} does not have the connection any more',
    'the client waits in vain for {waitS} s',
  ),
  'pinned-usable': words('{server} is believed UP: it goes there', 'persistence overrides balancing'),
  'pinned-draining': words('{server} drains, and keeps those pinned to it', 'no strangers come here any more'),
  'pinned-drained': words('{server} drains: the pin is broken', '{product} sends nobody there, since {sinceS} s'),
  'pinned-down': words('{server} is DOWN: the pin is broken', 'health checks say so since {sinceS} s'),
  'pinned-failed': words('{server} is left out: the pin is broken', 'failed requests say so since {sinceS} s'),
  'pinned-maintenance': words(
    '{server} is in maintenance: the pin is broken',
    'nobody is sent there, since {sinceS} s',
  ),
  'pinned-removed': words('{server} is not in the pool any more', 'taken out {sinceS} s ago; pick again'),
  'no-server': words('No server can take it', '{status} at once'),
  connect: words('Connect to {server}', 'attempt {attempt} of {attempts}'),
  refused: words('{server} refuses the connection', '{why}'),
  'queue-full': words('{server} does not take the connection', 'its queue is full, the SYN is dropped; sent again'),
  'cut-off': words('Nothing comes back from {server}', 'the link is cut; the SYN is sent again'),
  'timed-out': words('No connection to {server}', 'after {waitMs} ms'),
  'turn-around': words('Wait, then try {server} again', 'after {waitMs} ms'),
  redispatch: words('Give up on {server}, pick again', 'this attempt may go to another server'),
  'retries-exhausted': words('No attempts left', '{status} after {attempts} attempts'),
  reset: words('{server} died with the request in its hands', 'the connection is reset'),
  'server-timeout': words('{server} took the request and has not answered', 'after {waitMs} ms'),
  'not-repeated': words('It is not sent again', 'it may have had an effect'),
  'next-server': words('{server} failed: the next one', 'at once, in the same request'),
  hangs: words('{server} accepts the connection, and nothing more', 'it hangs; place {place} in its queue'),
  stalls: words('{server} goes no further', 'what it has for the load balancer does not leave it', 'application'),
  'store-cut-off': words('{server} does not reach the store', 'no answer for {waitMs} ms', 'application'),
  queued: words('All {workers} workers of {server} are busy', 'place {place} in its queue', 'application'),
  'session-started': words('{server} starts a session', '{session}', 'application'),
  'not-issued-anew': words('This session was signed out everywhere', 'nothing is issued anew', 'application'),
  'cookie-too-large': words('The cookie is too large', '{bytes} bytes, more than 4096: clients drop it', 'application'),
  'session-found': words('{server} knows this session', '{held}', 'application'),
  'session-changed': words('{server} changes the session', '{held} now', 'application'),
  'session-missing': words('{server} does not know this session', 'to the sign-in page', 'application'),
  'not-accepted': words('{server} takes nobody for signed in', 'to the sign-in page', 'application'),
  'session-unreachable': words('{server} could not ask for the session', '500', 'application'),
  anonymous: words('The request names no session', 'nothing to look up', 'application'),
  'session-ended': words('{server} ends the session', 'signed out', 'application'),
} as const satisfies Record<string, StepWords & { readonly speaker: StepSource }>;

function words(
  title: string,
  detail: string,
  speaker: StepSource = 'load-balancer',
): StepWords & { readonly speaker: StepSource } {
  return { title, detail, speaker };
}

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
  /** 0 where the client gave up waiting for one. */
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
  /** For whoever came to harm: from what was done to what came of it. Else empty. */
  readonly causes: readonly Cause[];
  readonly wire: Wire;
}
