import { type Directives, none } from './contract.ts';

const CHECK = '`HealthCheckIntervalSeconds`, `UnhealthyThresholdCount` {fall}, `HealthyThresholdCount` {rise}';
const NO_HASH = none(
  'an ALB hashes nothing; `load_balancing.algorithm.type` is round_robin, least_outstanding_requests or weighted_random',
);
const NO_TABLE = none('`stickiness.type` is lb_cookie or app_cookie');
const OWN = none('AWS runs several nodes behind one name; none of it can be set');
const NO_RETRY = none('it says nothing of a second attempt');

/** AWS Elastic Load Balancing, attributes of target groups and load balancers. */
export const awsAlbDirectives: Directives = {
  balancing: {
    'round-robin': '`load_balancing.algorithm.type` = round_robin',
    'weighted-round-robin': none('targets have no weights; target groups of one rule have'),
    'least-connections': '`load_balancing.algorithm.type` = least_outstanding_requests',
    random: '`load_balancing.algorithm.type` = weighted_random',
    'two-choices': none('it says nothing of draws'),
    'hash-modulo': NO_HASH,
    'ip-hash': NO_HASH,
    'consistent-hash': NO_HASH,
    'bounded-load': NO_HASH,
    maglev: NO_HASH,
    rendezvous: NO_HASH,
  },
  persistence: {
    none: '`stickiness.enabled` = false',
    'source-ip-stick-table': none('`stickiness.type` = source_ip is the Network Load Balancer’s'),
    'inserted-cookie': '`stickiness.type` = lb_cookie, `stickiness.lb_cookie.duration_seconds`',
    'prefixed-cookie': NO_TABLE,
    'rewritten-cookie': NO_TABLE,
    'learned-cookie': none(
      '`stickiness.type` = app_cookie sets a cookie of its own, AWSALBAPP, beside the application’s',
    ),
    'route-suffix': NO_TABLE,
    'tls-session-id': NO_TABLE,
    'url-parameter': NO_TABLE,
    path: none('a rule with a path condition and a target group for each server comes nearest'),
    'request-header': NO_TABLE,
    connection: none('the Network Load Balancer decides per connection; an ALB per request'),
  },
  steps: {
    'inserted-cookie/too-old': none('its cookie slides with every answer; there is no greatest age'),
    'inserted-cookie/idle-too-long': '`stickiness.lb_cookie.duration_seconds`',
    'inserted-cookie/set-cookie': 'the expiry of AWSALB is set anew with every answer',
    'inserted-cookie/set-encrypted': 'the expiry of AWSALB is set anew with every answer',
  },
  common: {
    'has-address': OWN,
    routed: OWN,
    'connection-lost': OWN,
    'pinned-usable': CHECK,
    'pinned-draining': none('a target that is deregistered gets nothing new, not even of those pinned to it'),
    'pinned-drained': '`deregister-targets`, `deregistration_delay.timeout_seconds`',
    'pinned-down': CHECK,
    'pinned-failed': none('requests that fail take no target out; its health checks do'),
    'pinned-maintenance': '`deregister-targets`, `deregistration_delay.timeout_seconds`',
    'pinned-removed': '`deregister-targets`, `deregistration_delay.timeout_seconds`',
    'no-server': '503 where nothing is registered; where all are unhealthy, all get requests',
    connect: NO_RETRY,
    'timed-out': none('10 s, which can’t be set'),
    'turn-around': NO_RETRY,
    redispatch: NO_RETRY,
    'retries-exhausted': NO_RETRY,
    'next-server': NO_RETRY,
    'server-timeout': '`idle_timeout.timeout_seconds`',
    'not-repeated': NO_RETRY,
  },
  key: Object.fromEntries(
    ['source-address', 'source-network', 'url', 'url-parameter', 'header', 'cookie', 'connection'].map((kind) => [
      kind,
      NO_HASH,
    ]),
  ) as Directives['key'],
};
