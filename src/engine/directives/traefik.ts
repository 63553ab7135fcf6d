import { BESIDE_PROXY, type Directives, none } from './contract.ts';

const CHECK = '`healthCheck.interval: {interval}`, `timeout`; it has no counts';
const NO_TABLE = none('it keeps no table; `sticky.cookie` and `strategy: hrw` are all it has');

/** Traefik 3.7, reference of HTTP services. */
export const traefikDirectives: Directives = {
  balancing: {
    'round-robin': '`strategy: wrr`',
    'weighted-round-robin': '`strategy: wrr` with `servers[].weight`',
    'least-connections': none('`strategy: p2c` asks two, `leasttime` weighs time as well'),
    random: none('`strategy: p2c` draws two'),
    'two-choices': '`strategy: p2c`',
    'hash-modulo': none('its only hash is `strategy: hrw`'),
    'ip-hash': none('its only hash is `strategy: hrw`, of the whole address'),
    'consistent-hash': none('its only hash is `strategy: hrw`'),
    'bounded-load': none('its only hash is `strategy: hrw`'),
    maglev: none('its only hash is `strategy: hrw`'),
    rendezvous: '`strategy: hrw` {key}',
  },
  persistence: {
    none: 'no `sticky`',
    'source-ip-stick-table': NO_TABLE,
    'inserted-cookie': '`sticky.cookie.name: {name}`',
    'prefixed-cookie': NO_TABLE,
    'rewritten-cookie': NO_TABLE,
    'learned-cookie': NO_TABLE,
    'route-suffix': NO_TABLE,
    'tls-session-id': NO_TABLE,
    'url-parameter': NO_TABLE,
    path: none('a router with `PathPrefix(…)` for each server comes nearest'),
    'request-header': NO_TABLE,
    connection: 'a TCP router: one decision per connection',
  },
  steps: {
    'inserted-cookie/too-old': '`sticky.cookie.maxAge`: the client drops it; Traefik has no date in it',
    'inserted-cookie/idle-too-long': none('its cookie has no date'),
  },
  common: {
    ...BESIDE_PROXY,
    'pinned-usable': CHECK,
    'pinned-draining':
      'an endpoint that is `terminating` but `serving` (Kubernetes provider): sticky requests still go there',
    'pinned-drained': none('sticky requests stay with an endpoint that is `terminating` but `serving`'),
    'pinned-down': CHECK,
    'pinned-failed': '`passiveHealthCheck`: `maxFailedAttempts`, `failureWindow`',
    'pinned-maintenance': none('take the server out of the provider'),
    'pinned-removed': 'the provider’s next configuration, without the server',
    'no-server': '503 “no available server”',
    connect: 'middleware `retry.attempts: {attempts}`',
    'timed-out': '`serversTransport.forwardingTimeouts.dialTimeout: {connectTimeout}`',
    'turn-around': 'middleware `retry.initialInterval`',
    redispatch: none('middleware `retry` picks anew, which may be the same server'),
    'retries-exhausted': 'middleware `retry.attempts: {attempts}`',
    'next-server': 'middleware `retry`',
    'server-timeout': '`serversTransport.forwardingTimeouts.responseHeaderTimeout: {serverTimeout}`',
    'not-repeated': 'middleware `retry`: not once the server has begun to answer',
  },
  key: {
    'source-address': 'of the client’s address',
    'source-network': none('only the whole address'),
    url: none('only the address'),
    'url-parameter': none('only the address'),
    header: none('only the address'),
    cookie: none('only the address'),
    connection: none('only the address'),
  },
};
