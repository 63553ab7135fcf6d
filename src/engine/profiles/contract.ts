/**
 * A product as a set of defaults: what its load balancer does when its configuration does not say. Each value names its
 * source and how it is known; what can't be modelled is said. A profile decides nothing itself, it only fills in fields of
 * the scenario; apart from these there are the statuses it answers with, which no product lets one choose.
 */
import type { Choice, LoadBalancerSpec } from '../scenario.ts';
import type { Manners } from './http/contract.ts';

/** How a value is known. Only of the last is it not known that the product does so. */
export type Known =
  /** Read in the product's documentation, or in its source. */
  | 'documented'
  | 'source'
  /** Seen at the program itself: by hand, or by the tests in `e2e/proxies`. */
  | 'measured'
  /** The product has nothing of the kind; the value stands in for it, or is never used. */
  | 'absent'
  | 'assumed';

export interface Default<Value> {
  readonly value: Value;
  /** What it says there, and which directive it is. */
  readonly source: string;
  readonly known: Known;
  /** The page, or the file and package, where it was read; null where it was not read. */
  readonly at: string | null;
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
  /** How it measures how long a server has been left out by passive detection. */
  readonly clock: Default<Clock>;
}

export type Drain = 'keeps-pinned' | 'sends-on';

/** `whole-seconds`: both moments are cut to the second, and more than the time must have passed. */
export type Clock = 'exact' | 'whole-seconds';

/** What it says itself when a server can't. A server that does not answer in time is a 504 with all of them. */
export interface Answers {
  readonly refused: 502 | 503;
  readonly connectTimedOut: 502 | 503 | 504;
  readonly reset: 502 | 503;
  readonly noServer: 502 | 503;
}

export const defineProfile = (profile: Profile): Profile => profile;

/** Where something was read, for the values of one page. */
export const documented =
  (at: string) =>
  <const Value>(source: string, value: Value): Default<Value> => ({ value, source, known: 'documented', at });

export const inSource =
  (at: string) =>
  <const Value>(source: string, value: Value): Default<Value> => ({ value, source, known: 'source', at });

const unread =
  (known: Known) =>
  <const Value>(source: string, value: Value): Default<Value> => ({ value, source, known, at: null });

export const measured = unread('measured');
export const absent = unread('absent');
export const assumed = unread('assumed');

export const smoothOrder: Choice = { id: 'weighted-round-robin', order: 'nginx-smooth' };
export const deadlineOrder: Choice = { id: 'weighted-round-robin', order: 'earliest-deadline' };
