import { absent, assumed, deadlineOrder, defineProfile, documented, inSource } from './contract.ts';
import { traefikHttp } from './http/traefik.ts';

const services = documented(
  'https://doc.traefik.io/traefik/reference/routing-configuration/http/load-balancing/service/',
);

const cookies = inSource('pkg/server/service/loadbalancer/sticky.go of Traefik 3');

export const traefik = defineProfile({
  id: 'traefik',
  about: {
    name: 'Traefik',
    says: 'One failed check takes a server out, one that passes brings it back; nothing is tried twice.',
    models: 'Traefik 3.7 with `healthCheck`',
    differs: [
      'Health checks are off until a path is configured; then a server is checked from the start.',
      'By default it waits for an answer without end; here it gives up after an hour.',
      'The cookie’s name is the beginning of a hash, `_1d52e`, as long as none is chosen; here it is `SRV`.',
    ],
  },
  loadBalancer: {
    balancing: services('`strategy: wrr`, its default: earliest deadline first', deadlineOrder),
    healthCheck: services('`interval` 30 s, `timeout` 5 s; it has no counts', {
      ...{ intervalMs: 30_000, timeoutMs: 5000, fall: 1, rise: 1 },
    }),
    detection: services('`healthCheck`', 'active'),
    passive: services('`passiveHealthCheck`: `maxFailedAttempts` 1 within `failureWindow` 10 s', {
      ...{ maxFails: 1, failTimeoutMs: 10_000 },
    }),
    retries: absent('none without the `retry` middleware', 0),
    retryOn: absent('the `retry` middleware picks again', 'next-server'),
    redispatch: absent('no such option', false),
    connectTimeoutMs: inSource('pkg/config/dynamic/http_config.go of Traefik 3, `ForwardingTimeouts.SetDefaults`')(
      '`forwardingTimeouts.dialTimeout` 30 s',
      30_000,
    ),
    serverTimeoutMs: absent('`responseHeaderTimeout` has no default: without end; an hour stands here', 3_600_000),
    keepAliveMs: inSource('pkg/config/static/static_config.go of Traefik, `DefaultIdleTimeout`')(
      '`respondingTimeouts.idleTimeout` 180 s',
      180_000,
    ),
  },
  options: {
    'inserted-cookie': {
      form: cookies('the first 16 digits of the SHA-256 of the server’s URL', 'traefik'),
      indirect: cookies('the cookie is passed on to the server', false),
    },
    'weighted-round-robin': { order: services('`strategy: wrr`', 'earliest-deadline') },
  },
  http: traefikHttp,
  drain: inSource('pkg/server/service/loadbalancer/wrr/wrr.go of Traefik 3')(
    '`fenced` servers keep those with their cookie, and no others',
    'keeps-pinned',
  ),
  answers: inSource(
    'pkg/proxy/httputil/proxy.go `ComputeStatusCode`, pkg/server/service/loadbalancer/wrr/wrr.go of Traefik 3',
  )('504 where it timed out, else 502; 503 “no available server”', {
    ...{ refused: 502, connectTimedOut: 504, reset: 502, noServer: 503 },
  }),
  clock: assumed('fractions of a second count', 'exact'),
});
