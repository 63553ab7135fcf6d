import { by, defineProfile } from './contract.ts';
import { awsAlbHttp } from './http/awsAlb.ts';

export const awsAlb = defineProfile({
  id: 'aws-alb',
  about: {
    name: 'AWS Application Load Balancer',
    says: 'Takes a minute to notice a death and two and a half to trust a return; its cookie lives a day and slides.',
    models: 'AWS ALB as documented in 2026; stickiness `lb_cookie`',
    differs: [
      'A target that is deregistered (here `drain`) gets no new requests, not even of those pinned to it. It has 300 s at most to finish what it has, and less if it has nothing; here it has as long as it needs.',
      'The cookie is encrypted, anew with each answer; here a value that can’t be read stands for it, always the same for a server.',
      'It is several machines behind one name; here it is one.',
    ],
  },
  loadBalancer: {
    balancing: by('AWS documentation, `load_balancing.algorithm.type` round_robin', { id: 'round-robin' }),
    healthCheck: by('AWS documentation: every 30 s, timeout 5 s, 2 unhealthy, 5 healthy', {
      ...{ intervalMs: 30_000, timeoutMs: 5000, fall: 2, rise: 5 },
    }),
    detection: by('AWS documentation: health checks can’t be switched off', 'active'),
    passive: by('none; nginx’s values stand here', { maxFails: 1, failTimeoutMs: 10_000 }),
    retries: by('from memory, an assumption: none', 0),
    retryOn: by('none', 'same-server'),
    redispatch: by('none', false),
    connectTimeoutMs: by('AWS documentation, HTTP 504: no connection within 10 s', 10_000),
    serverTimeoutMs: by('AWS documentation, `idle_timeout.timeout_seconds` 60', 60_000),
    keepAliveMs: by('AWS documentation, `client_keep_alive.seconds` 3600, `idle_timeout` 60 s: the shorter', 60_000),
  },
  options: {
    'inserted-cookie': {
      name: by('AWS documentation, `AWSALB`', 'AWSALB'),
      form: by('AWS documentation, sticky sessions; published captures of answers of awselb/2.0', 'aws-alb'),
      indirect: by('the cookies are passed on to the target; from memory, an assumption', false),
      setOn: by('from memory, an assumption: reissued with each response, so that it slides', 'every-response'),
      maxIdleMs: by('AWS documentation, `stickiness.lb_cookie.duration_seconds` 86400', 86_400_000),
    },
  },
  http: awsAlbHttp,
  has: by('AWS documentation, `load_balancing.algorithm.type`, `stickiness.type`', {
    balancing: ['round-robin', 'least-connections', 'random'],
    persistence: ['none', 'inserted-cookie'],
  }),
  drain: by('AWS documentation, deregistration: no new requests go to a target that is draining', 'sends-on'),
  answers: by('AWS documentation, troubleshooting: 502 refused or reset, 503 no targets, 504 no connection in time', {
    ...{ refused: 502, connectTimedOut: 504, reset: 502, noServer: 503 },
  }),
});
