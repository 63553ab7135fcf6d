import { absent, assumed, defineProfile, documented } from './contract.ts';
import { awsAlbHttp } from './http/awsAlb.ts';

const GUIDE = 'https://docs.aws.amazon.com/elasticloadbalancing/latest/application';
const groups = documented(`${GUIDE}/load-balancer-target-groups.html`);
const checks = documented(`${GUIDE}/target-group-health-checks.html`);
const sticky = documented(`${GUIDE}/sticky-sessions.html`);
const troubles = documented(`${GUIDE}/load-balancer-troubleshooting.html`);
const attributes = documented(
  'https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_LoadBalancerAttribute.html',
);

export const awsAlb = defineProfile({
  id: 'aws-alb',
  about: {
    name: 'AWS Application Load Balancer',
    says: 'Takes a minute to notice a death and two and a half to trust a return; its cookie lives a day and slides.',
    models: 'AWS ALB as documented in 2026; stickiness `lb_cookie`',
    differs: [
      'A target that is deregistered (here `drain`) gets no new requests, not even of those pinned to it. It has 300 s at most to finish what it has, and less if it has nothing; here it has as long as it needs.',
      'Where every target is unhealthy all of them get requests; here there is a 503.',
      'The cookie is encrypted, anew with each answer; here a value that can’t be read stands for it, always the same for a server.',
      'It is several machines behind one name; here it is one.',
    ],
  },
  loadBalancer: {
    balancing: groups('`load_balancing.algorithm.type` round_robin', { id: 'round-robin' }),
    healthCheck: checks('every 30 s, timeout 5 s, 2 unhealthy, 5 healthy', {
      ...{ intervalMs: 30_000, timeoutMs: 5000, fall: 2, rise: 5 },
    }),
    detection: checks('each target is checked', 'active'),
    passive: absent('none; nginx’s values stand here', { maxFails: 1, failTimeoutMs: 10_000 }),
    retries: assumed('nothing is said of a second attempt: none', 0),
    retryOn: absent('none', 'same-server'),
    redispatch: absent('none', false),
    connectTimeoutMs: troubles('HTTP 504: no connection before the connection timeout expired (10 seconds)', 10_000),
    serverTimeoutMs: attributes('`idle_timeout.timeout_seconds` 60', 60_000),
    keepAliveMs: attributes('`client_keep_alive.seconds` 3600, `idle_timeout.timeout_seconds` 60: the shorter', 60_000),
  },
  options: {
    'inserted-cookie': {
      name: sticky('`AWSALB` is the only name', 'AWSALB'),
      form: sticky(
        'encrypted; AWSALBCORS beside it with SameSite=None; a week, as published answers of awselb/2.0',
        'aws-alb',
      ),
      indirect: assumed('the cookies are passed on to the target', false),
      setOn: sticky('the expiry is reset after every request', 'every-response'),
      maxIdleMs: groups('`stickiness.lb_cookie.duration_seconds` 86400', 86_400_000),
    },
  },
  http: awsAlbHttp,
  drain: groups('deregistration: no new requests go to a target that is draining', 'sends-on'),
  answers: troubles('502 refused or reset, 503 without registered targets, 504 no connection in time', {
    ...{ refused: 502, connectTimedOut: 504, reset: 502, noServer: 503 },
  }),
  clock: absent('without passive detection', 'exact'),
});
