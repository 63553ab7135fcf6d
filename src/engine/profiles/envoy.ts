import { by, deadlineOrder, defineProfile } from './contract.ts';
import { envoyHttp } from './http/envoy.ts';

export const envoy = defineProfile({
  id: 'envoy',
  about: {
    name: 'Envoy',
    says: 'Ejects a server after five failures in a row, tries nothing twice, and has no table to lose.',
    models: 'Envoy, recent versions, with `outlier_detection: {}`',
    differs: [
      'Outlier detection is off until it is configured, and so are active checks: without both nothing is found out.',
      'It counts failures in a row and ejects for 30 s times the number of ejections; here failures within 30 s count, and it is 30 s each time.',
      'At most 10 % of the servers (but at least one) are ejected, and below 50 % healthy all get traffic (panic); here there is no such limit.',
      'After an ejection all requests come back at once; here a single request tries first.',
      'A host that is DRAINING loses its sessions, unless `override_host_status` lists it; here it always does.',
      '`timeout` counts for the whole request, not for a silence of the server.',
    ],
  },
  loadBalancer: {
    balancing: by('Envoy source: ROUND_ROBIN is earliest deadline first', deadlineOrder),
    healthCheck: by('none unless configured; HAProxy’s values stand here', { intervalMs: 2000, fall: 3, rise: 2 }),
    detection: by('Envoy documentation, `outlier_detection`', 'passive'),
    passive: by('Envoy documentation, `consecutive_5xx` 5, `base_ejection_time` 30 s', {
      ...{ maxFails: 5, failTimeoutMs: 30_000 },
    }),
    retries: by('Envoy documentation, no `retry_policy` unless configured', 0),
    retryOn: by('with a `retry_policy` another server may be picked', 'next-server'),
    redispatch: by('no such option', false),
    connectTimeoutMs: by('Envoy documentation, `connect_timeout` 5 s', 5000),
    serverTimeoutMs: by('Envoy documentation, route `timeout` 15 s', 15_000),
    keepAliveMs: by('Envoy documentation, `idle_timeout` of the connection manager, 1 h', 3_600_000),
  },
  options: {
    'inserted-cookie': {
      form: by('Envoy source, cookie_based stateful session: `envoy.Cookie` in base64, HttpOnly', 'envoy'),
      indirect: by('Envoy source: the filter reads the cookie and leaves it in the request', false),
    },
    'weighted-round-robin': { order: by('Envoy source, `EdfScheduler`', 'earliest-deadline') },
  },
  http: envoyHttp,
  has: by('Envoy documentation, `lb_policy`, `stateful_session`, TCP proxy', {
    balancing: [
      'round-robin',
      'weighted-round-robin',
      'random',
      'two-choices',
      'least-connections',
      'consistent-hash',
      'bounded-load',
      'maglev',
    ],
    persistence: ['none', 'connection', 'inserted-cookie', 'request-header'],
  }),
  drain: by('Envoy API, `override_host_status`: UNKNOWN, HEALTHY, DEGRADED unless listed; not DRAINING', 'sends-on'),
  answers: by('Envoy documentation, response flags UF, UC, UH', {
    ...{ refused: 503, connectTimedOut: 503, reset: 503, noServer: 503 },
  }),
});
