import { absent, assumed, defineProfile, documented } from './contract.ts';
import { kubernetesHttp } from './http/kubernetes.ts';

const addresses = documented('https://kubernetes.io/docs/reference/networking/virtual-ips/');
const probes = documented(
  'https://kubernetes.io/docs/tasks/configure-pod-container/configure-liveness-readiness-startup-probes/',
);

export const kubernetes = defineProfile({
  id: 'kubernetes',
  about: {
    name: 'Kubernetes Service',
    says: 'Draws a server at random for each connection; with `sessionAffinity: ClientIP` an address keeps it for three hours.',
    models: 'kube-proxy of a current Kubernetes, iptables or nftables; readiness probes over HTTP',
    differs: [
      'It decides below HTTP, once per connection: choose the persistence `connection` to see that; the others decide per request.',
      'There is no answer of its own: a refused connection is refused to the client; here it is a 503.',
      'The node has a table of its own on each machine, and may see an address after translation; here there is one, which sees the client’s.',
      'An endpoint that drains is no longer drawn, whatever `ClientIP` remembers; connections that are open stay with it.',
      'A failing probe takes the endpoint away by way of the control plane, some moments later.',
    ],
  },
  loadBalancer: {
    balancing: addresses('kube-proxy chooses a backend at random', { id: 'random' }),
    healthCheck: probes('every 10 s, timeout 1 s, 3 failures, 1 success', {
      ...{ intervalMs: 10_000, timeoutMs: 1000, fall: 3, rise: 1 },
    }),
    detection: probes('`readinessProbe`', 'active'),
    passive: absent('none; nginx’s values stand here', { maxFails: 1, failTimeoutMs: 10_000 }),
    retries: absent('packets are only passed on', 0),
    retryOn: absent('none', 'same-server'),
    redispatch: absent('none', false),
    connectTimeoutMs: documented('https://man7.org/linux/man-pages/man7/tcp.7.html')(
      'the client’s: `tcp_syn_retries` 6, about 127 s',
      127_000,
    ),
    serverTimeoutMs: assumed('the client’s: a browser’s patience, 5 min', 300_000),
    keepAliveMs: documented('https://tomcat.apache.org/tomcat-10.1-doc/config/http.html')(
      'the server’s: Tomcat’s `keepAliveTimeout` is `connectionTimeout`, 20 s in its server.xml',
      20_000,
    ),
  },
  options: {
    'source-ip-stick-table': {
      expireMs: addresses('`sessionAffinityConfig.clientIP.timeoutSeconds` 10800', 10_800_000),
    },
  },
  http: kubernetesHttp,
  drain: addresses('a terminating endpoint leaves the Service; open connections live on', 'sends-on'),
  answers: assumed('has none; stands for a connection that fails', {
    ...{ refused: 503, connectTimedOut: 503, reset: 502, noServer: 503 },
  }),
  clock: absent('without passive detection', 'exact'),
});
