import { absent, defineProfile, documented, inSource, measured, smoothOrder } from './contract.ts';
import { nginxHttp } from './http/nginx.ts';

const upstream = documented('https://nginx.org/en/docs/http/ngx_http_upstream_module.html');
const proxy = documented('https://nginx.org/en/docs/http/ngx_http_proxy_module.html');
const core = documented('https://nginx.org/en/docs/http/ngx_http_core_module.html');

export const nginx = defineProfile({
  id: 'nginx',
  about: {
    name: 'nginx',
    says: 'Notices a dead server by a failed request, and tries the next one inside the same request.',
    models: 'nginx 1.31, open source, one upstream with a `zone`',
    differs: [
      'Without a `zone` each worker process counts failures, connections and turns for itself; here there is one.',
      'Before 1.29.7 it spoke HTTP/1.0 to servers, with `Connection: close`.',
      'A server that comes back after a failure fades in by its effective weight only with smooth weighted orders.',
    ],
  },
  loadBalancer: {
    balancing: upstream('`upstream` without a method: weighted round robin', smoothOrder),
    healthCheck: absent('none in open source; the values of Plus stand here: 5 s, 1 failure, 1 success', {
      ...{ intervalMs: 5000, fall: 1, rise: 1 },
    }),
    detection: upstream('`server … max_fails`', 'passive'),
    passive: upstream('`max_fails` 1, `fail_timeout` 10 s', { maxFails: 1, failTimeoutMs: 10_000 }),
    retries: proxy('`proxy_next_upstream_tries` 0: as many as there are servers', 100),
    retryOn: proxy('`proxy_next_upstream error timeout`; no pause (measured)', 'next-server'),
    redispatch: absent('not needed: the next attempt is always at another server', false),
    connectTimeoutMs: proxy('`proxy_connect_timeout` 60 s', 60_000),
    serverTimeoutMs: proxy('`proxy_read_timeout` 60 s', 60_000),
    keepAliveMs: core('`keepalive_timeout` 75 s', 75_000),
  },
  options: {
    'inserted-cookie': {
      setOn: measured('`sticky cookie` of 1.31: Set-Cookie on every response', 'every-response'),
      form: measured('`sticky cookie … path=/` of 1.31: the value is the MD5 of address and port', 'nginx'),
      indirect: inSource('src/http/modules/ngx_http_upstream_sticky_module.c of nginx 1.31')(
        'the cookie is passed on to the server',
        false,
      ),
    },
    'learned-cookie': {
      repoints: measured('`sticky learn` of 1.31: a reply of another server moves the entry', true),
    },
    'least-connections': { rule: measured('`least_conn` of 1.22.1, request by request', 'nginx') },
    'hash-modulo': { rule: measured('`hash` of 1.22.1, request by request', 'nginx-rehash') },
    'consistent-hash': { ring: measured('`hash … consistent` of 1.22.1, request by request', 'ketama') },
    random: { rule: measured('`random` of 1.22.1, by its distribution', 'nginx') },
    'two-choices': { rule: measured('`random two` of 1.22.1, by its distribution', 'nginx') },
  },
  http: nginxHttp,
  drain: measured('`server … drain` of 1.31 still serves those bound to it', 'keeps-pinned'),
  answers: measured('at 1.22.1: 502 refused, reset or none left to try, 504 where it waited', {
    ...{ refused: 502, connectTimedOut: 504, reset: 502, noServer: 502 },
  }),
  clock: measured('at 1.22.1: `fail_timeout` counts in whole seconds, so 10 s are between 10 and 11', 'whole-seconds'),
});
