import { BESIDE_PROXY, type Directives, none } from './contract.ts';

const OUTLIERS = '`outlier_detection.consecutive_5xx: {maxFails}`, or `health_checks`';
const NO_TABLE = none(
  'it keeps no table: hash the value by `hash_policy`, or put it into a cookie or header of its own',
);

/** Envoy, API v3. */
export const envoyDirectives: Directives = {
  balancing: {
    'round-robin': '`lb_policy: ROUND_ROBIN`',
    'weighted-round-robin': '`lb_policy: ROUND_ROBIN` with `load_balancing_weight`',
    'least-connections': '`lb_policy: LEAST_REQUEST` with `choice_count` as many as there are servers',
    random: '`lb_policy: RANDOM`',
    'two-choices': '`lb_policy: LEAST_REQUEST`, `choice_count: {draws}`',
    'hash-modulo': none('its hashes are consistent: `RING_HASH`, `MAGLEV`'),
    'ip-hash': none('a source address is hashed whole'),
    'consistent-hash': '`lb_policy: RING_HASH` with `hash_policy: {key}`',
    'bounded-load': '`lb_policy: RING_HASH`, `hash_balance_factor: {factorPercent}`, `hash_policy: {key}`',
    maglev: '`lb_policy: MAGLEV`, `table_size: {tableSize}`, `hash_policy: {key}`',
    rendezvous: none('it has `RING_HASH` and `MAGLEV`'),
  },
  persistence: {
    none: 'neither `stateful_session` nor `hash_policy`',
    'source-ip-stick-table': NO_TABLE,
    'inserted-cookie': '`envoy.filters.http.stateful_session` with `CookieBasedSessionState`, `cookie.name: {name}`',
    'prefixed-cookie': none('it changes no cookie of the application'),
    'rewritten-cookie': none('it changes no cookie of the application'),
    'learned-cookie': NO_TABLE,
    'route-suffix': none('`hash_policy: cookie`, or a route that matches the suffix, comes nearest'),
    'tls-session-id': none('it looks at no TLS session id'),
    'url-parameter': none('`hash_policy: query_parameter` comes nearest'),
    path: none('`hash_policy` of a part of the path comes nearest'),
    'request-header': '`envoy.filters.http.stateful_session` with `HeaderBasedSessionState`, `name: {name}`',
    connection: '`envoy.filters.network.tcp_proxy`: one decision per connection',
  },
  steps: {
    'inserted-cookie/too-old': '`cookie.ttl`: the client drops it; Envoy has no date in it',
    'inserted-cookie/idle-too-long': none('its cookie has no date'),
  },
  common: {
    ...BESIDE_PROXY,
    'pinned-usable': OUTLIERS,
    'pinned-draining': '`health_status: DRAINING`, with `override_host_status`',
    'pinned-drained': '`health_status: DRAINING`, without `override_host_status`',
    'pinned-down': OUTLIERS,
    'pinned-failed': OUTLIERS,
    'pinned-maintenance': '`health_status: UNHEALTHY` of the endpoint',
    'pinned-removed': 'an EDS update without the endpoint',
    'no-server': 'no healthy upstream: 503, response flag `UH`; `healthy_panic_threshold`',
    connect: '`retry_policy.num_retries: {retries}`',
    'timed-out': '`connect_timeout: {connectTimeout}`',
    'turn-around': '`retry_policy.retry_back_off`',
    redispatch: '`retry_policy.retry_host_predicate: previous_hosts`',
    'retries-exhausted': '`retry_policy.num_retries: {retries}`',
    'next-server': '`retry_policy.retry_on: connect-failure`',
    'server-timeout': 'the route’s `timeout: {serverTimeout}`',
    'not-repeated': '`retry_policy.retry_on`: not for what has been sent',
  },
  key: {
    'source-address': 'connection_properties: {source_ip: true}',
    'source-network': 'filter_state of the network',
    url: 'header: {header_name: ":path"}',
    'url-parameter': 'query_parameter: {name: {name}}',
    header: 'header: {header_name: {name}}',
    cookie: 'cookie: {name: {name}}',
    connection: 'none: a filter of the network layer decides once per connection',
  },
};
