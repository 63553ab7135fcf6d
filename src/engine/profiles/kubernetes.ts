import { by, defineProfile } from './contract.ts';
import { kubernetesHttp } from './http/kubernetes.ts';

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
    balancing: by('Kubernetes documentation, virtual IPs: a backend is chosen at random', { id: 'random' }),
    healthCheck: by('Kubernetes documentation, readiness: every 10 s, timeout 1 s, 3 failures, 1 success', {
      ...{ intervalMs: 10_000, timeoutMs: 1000, fall: 3, rise: 1 },
    }),
    detection: by('Kubernetes documentation, `readinessProbe`', 'active'),
    passive: by('none; nginx’s values stand here', { maxFails: 1, failTimeoutMs: 10_000 }),
    retries: by('none: packets are only passed on', 0),
    retryOn: by('none', 'same-server'),
    redispatch: by('none', false),
    connectTimeoutMs: by('the client’s: Linux gives up after 127 s (`tcp_syn_retries` 6)', 127_000),
    serverTimeoutMs: by('the client’s; browsers wait 5 min (Chrome), an assumption', 300_000),
    keepAliveMs: by('the server’s; Tomcat `keepAliveTimeout` is `connectionTimeout`, 20 s in its server.xml', 20_000),
  },
  options: {
    'source-ip-stick-table': {
      expireMs: by('Kubernetes documentation, `sessionAffinityConfig.clientIP.timeoutSeconds` 10800', 10_800_000),
    },
  },
  http: kubernetesHttp,
  has: by('Kubernetes documentation, virtual IPs, `sessionAffinity`', {
    balancing: ['random'],
    persistence: ['none', 'connection', 'source-ip-stick-table'],
  }),
  drain: by(
    'Kubernetes documentation: a terminating endpoint leaves the Service; open connections live on',
    'sends-on',
  ),
  answers: by('has none; stands for a connection that fails', {
    ...{ refused: 503, connectTimedOut: 503, reset: 502, noServer: 503 },
  }),
});
