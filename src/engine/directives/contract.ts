/**
 * Which directive of a product's configuration a step of the evidence corresponds to; where a product has none, it is said
 * why. Data, by product; what it means for a step of a run: `directiveOf.ts`.
 */
import type { CommonStep } from '../evidence.ts';

/** As it stands in the configuration, with `{name}` for an option's value; or why there is nothing of the kind. */
export type Directive = string | { readonly none: string };

/** Steps in which the load balancer decides by its configuration; in the others something befalls it, or the application speaks. */
export const DECISIONS = [
  ...['has-address', 'routed', 'connection-lost'],
  ...[
    'pinned-usable',
    'pinned-draining',
    'pinned-drained',
    'pinned-down',
    'pinned-failed',
    'pinned-maintenance',
    'pinned-removed',
    'no-server',
  ],
  ...['connect', 'timed-out', 'turn-around', 'redispatch', 'retries-exhausted', 'next-server'],
  ...['server-timeout', 'not-repeated'],
] as const satisfies readonly CommonStep[];
export type Decision = (typeof DECISIONS)[number];

export interface Directives {
  /** By the id of a module. A hashing one has `{key}` in it. */
  readonly balancing: Readonly<Record<string, Directive>>;
  readonly persistence: Readonly<Record<string, Directive>>;
  /** Where a step of a module has one of its own, by `module/step`. */
  readonly steps: Readonly<Record<string, Directive>>;
  readonly common: Readonly<Record<Decision, Directive>>;
  /** How it writes the key of a hash, of `keyOption`: in place of `{key}`. `name` is empty where the kind has none. */
  readonly key: Readonly<Record<KeyKind, Directive>>;
}

/** Kinds of keys; `{name}` stands for the name of the parameter, header or cookie. */
export const KEY_KINDS = [
  ...['source-address', 'source-network', 'url', 'url-parameter', 'header', 'cookie', 'connection'],
] as const;
export type KeyKind = (typeof KEY_KINDS)[number];

export const none = (why: string): Directive => ({ none: why });

/** What is said of all proxies that run on machines of one's own: how two of them share an address is not their business. */
export const BESIDE_PROXY = {
  'has-address': 'keepalived `vrrp_instance`, `priority`, `advert_int`',
  routed: 'the router’s ECMP, as `ip route … nexthop … nexthop …`',
  'connection-lost': 'keepalived, or BFD of the router: connections are not handed over',
} as const;
