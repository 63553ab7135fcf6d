import { absent, defineProfile, documented, inSource, measured } from './contract.ts';
import { haproxyHttp } from './http/haproxy.ts';

const manual = documented('https://docs.haproxy.org/2.6/configuration.html');
const debian = documented('/etc/haproxy/haproxy.cfg of haproxy 2.6.12-1+deb12u4 (Debian 12)');

export const haproxy = defineProfile({
  id: 'haproxy',
  about: {
    name: 'HAProxy',
    says: 'Checks its servers, insists on a server that fails, and leaves clients alone that have their cookie.',
    models: 'HAProxy 2.6.12 with the timeouts of Debian 12',
    differs: ['`option redispatch` is off as in the program; Debian’s haproxy.cfg leaves it off as well.'],
  },
  loadBalancer: {
    balancing: manual('`balance`: roundrobin where nothing else is set', { id: 'round-robin' }),
    healthCheck: manual('`inter` 2 s, `fall` 3, `rise` 2; a check may take as long as the interval', {
      ...{ intervalMs: 2000, fall: 3, rise: 2 },
    }),
    detection: manual('`server … check`; without it nothing is found out', 'active'),
    passive: absent('`observe` is off; nginx’s values stand here', { maxFails: 1, failTimeoutMs: 10_000 }),
    retries: inSource('include/haproxy/defaults.h of HAProxy 2.6')('`CONN_RETRIES` 3, for `retries`', 3),
    retryOn: measured('each attempt goes to the same server, 1 s after the one before', 'same-server'),
    redispatch: manual('`option redispatch`: off where it is not set', false),
    connectTimeoutMs: debian('`timeout connect 5000`', 5000),
    serverTimeoutMs: debian('`timeout server 50000`', 50_000),
    keepAliveMs: debian('`timeout client 50000`, which holds between requests as well', 50_000),
  },
  options: {},
  http: haproxyHttp,
  drain: measured('`set server … state drain` keeps those with a cookie', 'keeps-pinned'),
  answers: measured('at 2.6.12: 503 refused or not connected in time, 502 reset, 503 without servers', {
    ...{ refused: 503, connectTimedOut: 503, reset: 502, noServer: 503 },
  }),
  clock: absent('without passive detection', 'exact'),
});
