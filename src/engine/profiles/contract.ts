/**
 * A product as a set of defaults: what its load balancer does when its configuration does not say. Each value names its
 * source; what can't be modelled is said. A profile decides nothing itself, it only fills in fields of the scenario; apart
 * from these there are the statuses it answers with, which no product lets one choose.
 */
import type { Choice, LoadBalancerSpec } from '../scenario.ts';
import type { Manners } from './http/contract.ts';

export interface Default<Value> {
  readonly value: Value;
  readonly source: string;
}

type Filled =
  | 'balancing'
  | 'healthCheck'
  | 'detection'
  | 'passive'
  | 'retries'
  | 'retryOn'
  | 'redispatch'
  | 'connectTimeoutMs'
  | 'serverTimeoutMs'
  | 'keepAliveMs';

export interface Profile {
  readonly id: string;
  readonly about: {
    readonly name: string;
    readonly says: string;
    /** Product and version. */
    readonly models: string;
    /** Where the real one does something else, one sentence each. */
    readonly differs: readonly string[];
  };
  readonly loadBalancer: { readonly [Field in Filled]: Default<LoadBalancerSpec[Field]> };
  /** Defaults of options that the product has otherwise than the module, by the module's id. */
  readonly options: Readonly<Record<string, Readonly<Record<string, Default<string | number | boolean>>>>>;
  readonly answers: Default<Answers>;
  readonly http: Manners;
  /** Whether a server that drains keeps those pinned to it, or their next request goes elsewhere like a stranger's. */
  readonly drain: Default<Drain>;
  /** Ids of the modules that the product has. Any other runs as it does where it exists; `remarksOn` says so. */
  readonly has: Default<{ readonly balancing: readonly string[]; readonly persistence: readonly string[] }>;
}

export type Drain = 'keeps-pinned' | 'sends-on';

/** What it says itself when a server can't. A server that does not answer in time is a 504 with all of them. */
export interface Answers {
  readonly refused: 502 | 503;
  readonly connectTimedOut: 502 | 503 | 504;
  readonly reset: 502 | 503;
  readonly noServer: 502 | 503;
}

export const defineProfile = (profile: Profile): Profile => profile;

/** The value and where it comes from. */
export const by = <const Value>(source: string, value: Value): Default<Value> => ({ value, source });

export const smoothOrder: Choice = { id: 'weighted-round-robin', order: 'nginx-smooth' };
export const deadlineOrder: Choice = { id: 'weighted-round-robin', order: 'earliest-deadline' };
