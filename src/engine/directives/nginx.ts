import { BESIDE_PROXY, type Directives, none } from './contract.ts';

const FAILS = '`server … max_fails={maxFails} fail_timeout={failTimeout}`';
const NO_TABLE = none('it keeps no table of that kind; `hash $…` of the same value comes nearest');

/** nginx 1.31 open source, ngx_http_upstream_module and ngx_http_proxy_module. */
export const nginxDirectives: Directives = {
  balancing: {
    'round-robin': '`upstream` without a method',
    'weighted-round-robin': '`upstream` without a method, with `server … weight=`',
    'least-connections': '`least_conn`',
    random: '`random`',
    'two-choices': '`random two least_conn`',
    'hash-modulo': '`hash {key}`',
    'ip-hash': '`ip_hash`',
    'consistent-hash': '`hash {key} consistent`',
    'bounded-load': none('its ring has no bounds'),
    maglev: none('its consistent hash is a ring'),
    rendezvous: none('its consistent hash is a ring'),
  },
  persistence: {
    none: 'no `sticky`',
    'source-ip-stick-table': none('no table of addresses; `ip_hash` or `hash $remote_addr` comes nearest'),
    'inserted-cookie': '`sticky cookie {name}`',
    'prefixed-cookie': NO_TABLE,
    'rewritten-cookie': none('it changes no cookie of the application'),
    'learned-cookie': '`sticky learn create=$upstream_cookie_… lookup=$cookie_…`',
    'route-suffix': '`sticky route $…` with `server … route=`',
    'tls-session-id': '`hash $ssl_session_id`, where it ends TLS itself',
    'url-parameter': '`sticky route $…` of `$arg_…` or the URL',
    path: none('`hash` of a part of `$uri` by `map` comes nearest'),
    'request-header': none('it sets no header of that kind; `sticky route $http_…` reads one'),
    connection: '`stream { … }`: one decision per connection',
  },
  steps: {
    'inserted-cookie/too-old': none('dates are not in its cookie; `sticky cookie … expires=` tells the client'),
    'inserted-cookie/idle-too-long': none('dates are not in its cookie; `sticky cookie … expires=` tells the client'),
    'learned-cookie/row-expired': '`sticky learn … timeout=`',
    'learned-cookie/full': '`sticky learn … zone=name:size`',
  },
  common: {
    ...BESIDE_PROXY,
    'pinned-usable': FAILS,
    'pinned-draining': '`server … drain`',
    'pinned-drained': none('those bound to a server that drains stay; `down` lets nobody through'),
    'pinned-down': FAILS,
    'pinned-failed': FAILS,
    'pinned-maintenance': '`server … down`',
    'pinned-removed': 'a reload without `server …`',
    'no-server': '“no live upstreams”: 502; `error_page 502` writes the page',
    connect: '`proxy_next_upstream_tries 0`: as many as there are servers',
    'timed-out': '`proxy_connect_timeout {connectTimeout}`',
    'turn-around': none('the next attempt follows at once, at another server'),
    redispatch: '`proxy_next_upstream error timeout`: the next attempt is always at another server',
    'retries-exhausted': '`proxy_next_upstream_tries`, `proxy_next_upstream_timeout`',
    'next-server': '`proxy_next_upstream error timeout`',
    'server-timeout': '`proxy_read_timeout {serverTimeout}`',
    'not-repeated': '`proxy_next_upstream` without `non_idempotent`',
  },
  key: {
    'source-address': '$remote_addr',
    'source-network': '$network',
    url: '$uri',
    'url-parameter': '$arg_{name}',
    header: '$http_{inVariable}',
    cookie: '$cookie_{name}',
    connection: '$remote_addr$remote_port',
  },
};
