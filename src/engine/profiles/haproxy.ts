import { by, defineProfile } from './contract.ts';
import { haproxyHttp } from './http/haproxy.ts';

export const haproxy = defineProfile({
  id: 'haproxy',
  about: {
    name: 'HAProxy',
    says: 'Checks its servers, insists on a server that fails, and leaves clients alone that have their cookie.',
    models: 'HAProxy 2.6.12 with the timeouts of Debian 12',
    differs: ['`option redispatch` is off as in the program; Debian’s haproxy.cfg leaves it off as well.'],
  },
  loadBalancer: {
    balancing: by('HAProxy manual, `balance`: roundrobin', { id: 'round-robin' }),
    healthCheck: by('HAProxy manual, `check`: inter 2 s, fall 3, rise 2; a check may take as long as the interval', {
      ...{ intervalMs: 2000, fall: 3, rise: 2 },
    }),
    detection: by('HAProxy manual, `server … check`; without it nothing is found out', 'active'),
    passive: by('none (`observe` is off); nginx’s values stand here', { maxFails: 1, failTimeoutMs: 10_000 }),
    retries: by('HAProxy manual, `retries` 3', 3),
    retryOn: by('measured: each attempt goes to the same server, 1 s after the one before', 'same-server'),
    redispatch: by('HAProxy manual, `option redispatch`: off', false),
    connectTimeoutMs: by('Debian’s haproxy.cfg, `timeout connect 5000`', 5000),
    serverTimeoutMs: by('Debian’s haproxy.cfg, `timeout server 50000`', 50_000),
    keepAliveMs: by('Debian’s haproxy.cfg, `timeout client 50000`', 50_000),
  },
  options: {},
  http: haproxyHttp,
  has: by('HAProxy manual, `balance`, `cookie`, `stick`', {
    balancing: [
      'round-robin',
      'weighted-round-robin',
      'random',
      'two-choices',
      'least-connections',
      'hash-modulo',
      'consistent-hash',
      'bounded-load',
    ],
    persistence: [
      'none',
      'connection',
      'source-ip-stick-table',
      'inserted-cookie',
      'prefixed-cookie',
      'rewritten-cookie',
      'learned-cookie',
      'route-suffix',
      'url-parameter',
      'path',
      'tls-session-id',
    ],
  }),
  drain: by('measured: `set server … state drain` keeps those with a cookie', 'keeps-pinned'),
  answers: by('measured at 2.6.12', { refused: 503, connectTimedOut: 503, reset: 502, noServer: 503 }),
});
