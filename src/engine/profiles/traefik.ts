import { by, deadlineOrder, defineProfile } from './contract.ts';
import { traefikHttp } from './http/traefik.ts';

export const traefik = defineProfile({
  id: 'traefik',
  about: {
    name: 'Traefik',
    says: 'One failed check takes a server out, one that passes brings it back; nothing is tried twice.',
    models: 'Traefik 3.7 with `healthCheck`',
    differs: [
      'Health checks are off until a path is configured; then a server is checked from the start.',
      'By default it waits for an answer without end; here it gives up after an hour.',
      'The cookie’s name is made from the service; here it is `SRV`, as long as no other is chosen.',
    ],
  },
  loadBalancer: {
    balancing: by('Traefik source, `wrr`: earliest deadline first', deadlineOrder),
    healthCheck: by('Traefik documentation, `interval` 30 s, `timeout` 5 s; it has no counts', {
      ...{ intervalMs: 30_000, timeoutMs: 5000, fall: 1, rise: 1 },
    }),
    detection: by('Traefik documentation, `healthCheck`', 'active'),
    passive: by('Traefik documentation, `passiveHealthCheck`: 1 failed attempt within 10 s', {
      ...{ maxFails: 1, failTimeoutMs: 10_000 },
    }),
    retries: by('Traefik documentation, none without the `retry` middleware', 0),
    retryOn: by('the `retry` middleware picks again', 'next-server'),
    redispatch: by('no such option', false),
    connectTimeoutMs: by('Traefik documentation, `forwardingTimeouts.dialTimeout` 30 s', 30_000),
    serverTimeoutMs: by('Traefik documentation, `responseHeaderTimeout` 0: without end', 3_600_000),
    keepAliveMs: by('Traefik documentation, `respondingTimeouts.idleTimeout` 180 s', 180_000),
  },
  options: {
    'inserted-cookie': {
      form: by('Traefik source, pkg/server/service/loadbalancer/sticky.go', 'traefik'),
      indirect: by('Traefik source: the cookie is passed on to the server', false),
    },
    'weighted-round-robin': { order: by('Traefik source, `wrr`', 'earliest-deadline') },
  },
  http: traefikHttp,
  has: by('Traefik documentation, `strategy`, `sticky.cookie`, TCP routers', {
    balancing: ['round-robin', 'weighted-round-robin', 'two-choices', 'rendezvous'],
    persistence: ['none', 'connection', 'inserted-cookie'],
  }),
  drain: by('Traefik source, `fenced` servers keep those with their cookie, and no others', 'keeps-pinned'),
  answers: by(
    'Traefik source, pkg/proxy/httputil/proxy.go `ComputeStatusCode`: 504 where it timed out, else 502; 503 without servers is an assumption',
    {
      ...{ refused: 502, connectTimedOut: 504, reset: 502, noServer: 503 },
    },
  ),
});
