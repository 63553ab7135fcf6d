import { type Directives, none } from './contract.ts';

const PROBE = '`readinessProbe.periodSeconds`, `failureThreshold: {fall}`, `successThreshold: {rise}`';
const BELOW_HTTP = none('a Service passes packets on and sees no HTTP');
const CLIENT = none('a Service only passes packets on; that is for the client to decide');
const OTHER_MODE = none('kube-proxy with iptables or nftables draws at random; IPVS had schedulers');

/** Kubernetes Service, kube-proxy with iptables or nftables. */
export const kubernetesDirectives: Directives = {
  balancing: {
    'round-robin': 'kube-proxy `--ipvs-scheduler=rr`, in IPVS mode only',
    'weighted-round-robin': OTHER_MODE,
    'least-connections': 'kube-proxy `--ipvs-scheduler=lc`, in IPVS mode only',
    random: 'a rule with `statistic mode random` for each endpoint',
    'two-choices': OTHER_MODE,
    'hash-modulo': 'kube-proxy `--ipvs-scheduler=sh`, in IPVS mode only',
    'ip-hash': OTHER_MODE,
    'consistent-hash': OTHER_MODE,
    'bounded-load': OTHER_MODE,
    maglev: 'kube-proxy `--ipvs-scheduler=mh`, in IPVS mode only',
    rendezvous: OTHER_MODE,
  },
  persistence: {
    none: '`sessionAffinity: None`',
    'source-ip-stick-table': '`sessionAffinity: ClientIP`',
    'inserted-cookie': BELOW_HTTP,
    'prefixed-cookie': BELOW_HTTP,
    'rewritten-cookie': BELOW_HTTP,
    'learned-cookie': BELOW_HTTP,
    'route-suffix': BELOW_HTTP,
    'tls-session-id': BELOW_HTTP,
    'url-parameter': BELOW_HTTP,
    path: BELOW_HTTP,
    'request-header': BELOW_HTTP,
    connection: 'conntrack: what belongs to a connection goes where its first packet went',
  },
  steps: {
    'source-ip-stick-table/row-expired': '`sessionAffinityConfig.clientIP.timeoutSeconds`',
    'source-ip-stick-table/full': none('a row has no bound but the kernel’s `ip_list_tot` of xt_recent'),
  },
  common: {
    'has-address': none('every node has the Service’s address'),
    routed: none('every node has the Service’s address'),
    'connection-lost': CLIENT,
    'pinned-usable': PROBE,
    'pinned-draining': 'EndpointSlice condition `terminating`, while `serving`: only where no other endpoint is ready',
    'pinned-drained': 'EndpointSlice condition `terminating`: the endpoint is not drawn any more',
    'pinned-down': PROBE,
    'pinned-failed': none('requests that fail take no endpoint out; its readiness probe does'),
    'pinned-maintenance': 'the readiness probe made to fail, or the Pod’s label taken off',
    'pinned-removed': '`terminationGracePeriodSeconds`: the endpoint is gone at once, the Pod has so long',
    'no-server': 'a rule with `REJECT`: the connection is refused',
    connect: CLIENT,
    'timed-out': CLIENT,
    'turn-around': CLIENT,
    redispatch: CLIENT,
    'retries-exhausted': CLIENT,
    'next-server': CLIENT,
    'server-timeout': CLIENT,
    'not-repeated': CLIENT,
  },
  key: {
    'source-address': 'of the client’s address',
    'source-network': BELOW_HTTP,
    url: BELOW_HTTP,
    'url-parameter': BELOW_HTTP,
    header: BELOW_HTTP,
    cookie: BELOW_HTTP,
    connection: 'of addresses and ports',
  },
};
