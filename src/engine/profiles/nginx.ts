import { by, defineProfile, smoothOrder } from './contract.ts';
import { nginxHttp } from './http/nginx.ts';

export const nginx = defineProfile({
  id: 'nginx',
  about: {
    name: 'nginx',
    says: 'Notices a dead server by a failed request, and tries the next one inside the same request.',
    models: 'nginx 1.31, open source, one upstream with a `zone`',
    differs: [
      'Without a `zone` each worker process counts failures, connections and turns for itself; here there is one.',
      'A server that comes back after a failure fades in by its effective weight only with smooth weighted orders.',
    ],
  },
  loadBalancer: {
    balancing: by('nginx documentation, `upstream`: weighted round robin', smoothOrder),
    healthCheck: by('none in open source; the values of Plus: 5 s, 1 failure, 1 success', {
      ...{ intervalMs: 5000, fall: 1, rise: 1 },
    }),
    detection: by('nginx documentation, `server … max_fails`', 'passive'),
    passive: by('nginx documentation, `max_fails` 1, `fail_timeout` 10 s', { maxFails: 1, failTimeoutMs: 10_000 }),
    retries: by('nginx documentation, `proxy_next_upstream_tries` 0: as many as there are servers', 100),
    retryOn: by('nginx documentation, `proxy_next_upstream error timeout`; measured: no pause', 'next-server'),
    redispatch: by('not needed: the next attempt is always at another server', false),
    connectTimeoutMs: by('nginx documentation, `proxy_connect_timeout` 60 s', 60_000),
    serverTimeoutMs: by('nginx documentation, `proxy_read_timeout` 60 s', 60_000),
    keepAliveMs: by('nginx documentation, `keepalive_timeout` 75 s', 75_000),
  },
  options: {
    'inserted-cookie': {
      setOn: by('measured: Set-Cookie on every response', 'every-response'),
      form: by('measured: `sticky cookie srv path=/`, the value is the MD5 of address and port', 'nginx'),
      indirect: by('read: the cookie is passed on to the server', false),
    },
    'learned-cookie': {
      repoints: by('measured: a reply of another server moves the entry', true),
    },
    'least-connections': { rule: by('nginx source, `least_conn`', 'nginx') },
    'hash-modulo': { rule: by('nginx source, `hash`', 'nginx-rehash') },
    'consistent-hash': { ring: by('nginx source, `hash … consistent`', 'ketama') },
    random: { rule: by('nginx source, `random`', 'nginx') },
    'two-choices': { rule: by('nginx source, `random two`', 'nginx') },
  },
  http: nginxHttp,
  has: by('nginx documentation, `upstream`, `sticky` (open source since 1.29.6), `stream`', {
    balancing: [
      'round-robin',
      'weighted-round-robin',
      'random',
      'two-choices',
      'least-connections',
      'hash-modulo',
      'ip-hash',
      'consistent-hash',
    ],
    persistence: ['none', 'connection', 'inserted-cookie', 'learned-cookie', 'route-suffix', 'url-parameter'],
  }),
  drain: by('measured: `server … drain` still serves those bound to it; open source since 1.29.6', 'keeps-pinned'),
  answers: by('nginx source: 502 where it gets no connection or none is left to try, 504 where it waited', {
    ...{ refused: 502, connectTimedOut: 504, reset: 502, noServer: 502 },
  }),
});
