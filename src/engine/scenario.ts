/**
 * A run as data: with the seed and the timed actions, a scenario fully determines what happens. These are the shapes
 * the engine runs on, all defaults filled in; `src/scenario` reads them from JSON and says what is wrong with a file.
 */
import type { TimedAction } from './actions.ts';

export const SCENARIO_VERSION = 1;

/** What bounds a run, so that a hostile file gets a message and not a hang. */
export const LIMITS = { people: 100_000, servers: 1_000, actions: 10_000 } as const;

export const NETWORKS = ['home', 'office-nat', 'mobile', 'carrier-nat', 'proxy-farm'] as const;
/** How a person reaches the load balancer, and so which address it sees; each is described in `network.ts`. */
export type Network = (typeof NETWORKS)[number];

/** What people do; each is described in `behaviours/`. */
export const BEHAVIOURS = ['shopper', 'banker', 'gamer', 'editor'] as const;
export type Behaviour = (typeof BEHAVIOURS)[number];

export interface PeopleGroup {
  readonly count: number;
  readonly behaviour: Behaviour;
  readonly network: Network;
  /** Whether their clients keep cookies; allowed where nothing is said. */
  readonly cookies?: 'allowed' | 'blocked';
}

export interface ServerSpec {
  readonly id: string;
  /** HAProxy `weight`, 0–256: its share of strangers. */
  readonly weight: number;
  /** host:port, as in logs and configurations. */
  readonly address: string;
  /** Requests worked on at once. */
  readonly workers: number;
  /** Requests waiting for a worker at most; for one more the SYN is dropped, as by a full accept queue. */
  readonly queueSlots: number;
}

/** One value of an axis with its options, flat: `{ "id": "consistent-hash", "key": "url" }`. */
export interface Choice {
  readonly id: string;
  readonly [option: string]: unknown;
}

export const DETECTIONS = ['active', 'passive', 'none'] as const;
export const ARRANGEMENTS = ['active-standby', 'active-active'] as const;
export const RETRIES_ON = ['same-server', 'next-server'] as const;

export interface LoadBalancerSpec {
  /** The product it stands for: see `profiles/`. Its defaults are filled in already; what is left is how it answers. */
  readonly profile: string;
  readonly balancing: Choice;
  readonly persistence: Choice;
  /** HAProxy `check inter … fall … rise …`. */
  readonly healthCheck: {
    /** From the end of a check to the start of the next. */
    readonly intervalMs: number;
    /** HAProxy `timeout check`: how long a check waits for its answer; as long as the interval where not given. */
    readonly timeoutMs?: number;
    readonly fall: number;
    readonly rise: number;
  };
  /** How it finds out about servers: by checks of its own (HAProxy), by what becomes of requests (nginx), or not at all. */
  readonly detection: (typeof DETECTIONS)[number];
  /** nginx `max_fails`, `fail_timeout`: with detection `passive`, so many failures leave a server out for so long. */
  readonly passive: { readonly maxFails: number; readonly failTimeoutMs: number };
  /** HAProxy `retries`: further attempts after one that failed. */
  readonly retries: number;
  /**
   * HAProxy insists on the same server, after a pause; nginx (`proxy_next_upstream`) goes to the next one at once, to each
   * only once, and also where the server broke down with a request that may be sent twice.
   */
  readonly retryOn: (typeof RETRIES_ON)[number];
  /** HAProxy `option redispatch`: the last of these attempts may go to another server. */
  readonly redispatch: boolean;
  /** HAProxy `timeout connect`; a retry on the same server waits the smaller of this and 1 s. */
  readonly connectTimeoutMs: number;
  /** HAProxy `timeout server`: how long it waits for the answer of a server that took the request; then 504. */
  readonly serverTimeoutMs: number;
  /** HAProxy `slowstart`: for so long a server that comes up gets less than its share of strangers; 0: off. */
  readonly slowStartMs: number;
  /** How long an idle client connection stays open. */
  readonly keepAliveMs: number;
  /** How many there are, each with beliefs, counts and tables of its own. */
  readonly balancers: 1 | 2;
  /** Which of two a request comes to; see `balancers.ts`. */
  readonly arrangement: (typeof ARRANGEMENTS)[number];
  /** HAProxy `peers`: tables are taught back to it after a restart, and the rows of two are pushed to one another. */
  readonly peers: boolean;
}

export interface Workload {
  /** Median time between two wishes of a person; 99 % are below five times that. */
  readonly thinkMs: number;
  /** Mean number of requests in one visit, signing in and out included. */
  readonly visitRequests: number;
  /** Work of the application on one request: median and 99th percentile. */
  readonly serviceMs: { readonly median: number; readonly p99: number };
  /** Added to every round trip between clients and the load balancer: how far away the people are. */
  readonly distanceMs: number;
  /**
   * Whether the application gives a new session id at each sign-in, whatever the client brings; it does where nothing is
   * said. If not, it takes over the id that it is brought (session fixation).
   */
  readonly rotatesAtSignIn?: boolean;
}

export interface Scenario {
  readonly version: typeof SCENARIO_VERSION;
  readonly title: string;
  readonly seed: number;
  /** How long the command line runs it when not told otherwise. */
  readonly durationMs: number;
  readonly people: readonly PeopleGroup[];
  readonly servers: readonly ServerSpec[];
  readonly loadBalancer: LoadBalancerSpec;
  readonly sessionState: Choice;
  readonly workload: Workload;
  readonly actions: readonly TimedAction[];
}

/** One request of recorded traffic, replayed at its own moment whatever became of the others. */
export interface RecordedRequest {
  readonly atMs: number;
  readonly person: string;
  readonly address: string;
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Whether the client keeps cookies. */
  readonly cookies: boolean;
}
