/** What ends a session for somebody who comes back. */

/** A closed set, each with what it says of a session that was lost. */
export const LOSS_CAUSES = {
  killed: 'its server was killed',
  restarted: 'its server was restarted',
  removed: 'its server was taken out of the pool',
  'node-killed': 'the part of the store that had it was killed',
  evicted: 'the store had no room and dropped it, or could not find it any more',
  expired: 'nobody used it for longer than it lives',
  'token-rejected': 'the servers refused what the client carried: a wrong clock or a retired key',
  'balancer-restarted': 'the load balancer was restarted and forgot where it was',
  'other-balancer': 'another load balancer got the request, which did not know where it was',
  'address-changed': 'the person came from another address',
  'cookies-lost': 'the client had lost its cookies, or keeps none',
  'cookie-edited': 'somebody had changed a cookie in the client',
  'connection-closed': 'the connection that led to its server was closed',
  'binding-expired': 'what bound the person to its server had expired, or made room for others',
  're-bound': 'its server could not take a request, and the person was bound to another one',
  remapped: 'the key belonged to another server after the pool had changed',
  'not-copied': 'its copy had not reached the server, or the replica, that was asked',
  'not-bound': 'nothing bound the person to its server',
} as const satisfies Record<string, string>;
export type LossCause = keyof typeof LOSS_CAUSES;

/** In the order in which they are counted. */
export const LOSS_CAUSE_LIST = Object.keys(LOSS_CAUSES) as readonly LossCause[];

/** These end a session as the system says it does, and do not count as lost. */
export const NOT_LOST: readonly LossCause[] = ['expired', 'token-rejected'];
