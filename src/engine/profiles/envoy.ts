import { absent, assumed, deadlineOrder, defineProfile, documented, inSource } from './contract.ts';
import { envoyHttp } from './http/envoy.ts';

const outliers = documented(
  'https://www.envoyproxy.io/docs/envoy/latest/api-v3/config/cluster/v3/outlier_detection.proto',
);
const timeouts = documented('https://www.envoyproxy.io/docs/envoy/latest/faq/configuration/timeouts');
const cluster = documented('https://www.envoyproxy.io/docs/envoy/latest/api-v3/config/cluster/v3/cluster.proto');
const session = inSource('source/extensions/http/stateful_session/cookie/cookie.h of Envoy');
const edf = inSource('source/common/upstream/edf_scheduler.h of Envoy');

export const envoy = defineProfile({
  id: 'envoy',
  about: {
    name: 'Envoy',
    says: 'Ejects a server after five failures in a row, tries nothing twice, and has no table to lose.',
    models: 'Envoy, API v3, with `outlier_detection: {}`',
    differs: [
      'Outlier detection is off until it is configured, and so are active checks: without both nothing is found out.',
      'It counts failures in a row and ejects for 30 s times the number of ejections; here failures within 30 s count, and it is 30 s each time.',
      'At most 10 % of the servers (but at least one) are ejected, and below 50 % healthy all get traffic (panic); here there is no such limit.',
      'After an ejection all requests come back at once, at the next sweep (10 s); here a single request tries first.',
      'A host that is DRAINING loses its sessions, unless `override_host_status` lists it; here it always does.',
      '`timeout` counts for the whole request, not for a silence of the server.',
    ],
  },
  loadBalancer: {
    balancing: edf('`lb_policy` ROUND_ROBIN: earliest deadline first', deadlineOrder),
    healthCheck: absent('none unless configured; HAProxy’s values stand here', { intervalMs: 2000, fall: 3, rise: 2 }),
    detection: outliers('`outlier_detection`', 'passive'),
    passive: outliers('`consecutive_5xx` 5, `base_ejection_time` 30 s', { maxFails: 5, failTimeoutMs: 30_000 }),
    retries: absent('no `retry_policy` unless configured', 0),
    retryOn: absent('with a `retry_policy` another server may be picked', 'next-server'),
    redispatch: absent('no such option', false),
    connectTimeoutMs: cluster('`connect_timeout` 5 s', 5000),
    serverTimeoutMs: timeouts('the route’s `timeout` 15 s', 15_000),
    keepAliveMs: timeouts('`idle_timeout` of a connection 1 h', 3_600_000),
  },
  options: {
    'inserted-cookie': {
      form: session('`envoy.Cookie` in base64, `HttpOnly`', 'envoy'),
      indirect: session('the filter reads the cookie and leaves it in the request', false),
    },
    'weighted-round-robin': { order: edf('`EdfScheduler`', 'earliest-deadline') },
  },
  http: envoyHttp,
  drain: cluster('`override_host_status`: UNKNOWN, HEALTHY and DEGRADED unless listed; not DRAINING', 'sends-on'),
  answers: documented('https://www.envoyproxy.io/docs/envoy/latest/configuration/observability/access_log/usage')(
    'response flags UF, UC and UH, each “in addition to 503 response code”',
    { ...{ refused: 503, connectTimedOut: 503, reset: 503, noServer: 503 } },
  ),
  clock: assumed('fractions of a second count', 'exact'),
});
