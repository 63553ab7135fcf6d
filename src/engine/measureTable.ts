/** What each measure means, as data: for charts, for help, for whoever reads a report. */
export interface MeasureDescription {
  readonly id: string;
  readonly name: string;
  /** What it is counted in; "share" is 0–1. */
  readonly unit: string;
  readonly definition: string;
  /** Where the definition comes from. */
  readonly source: string;
  /** Where it stands in the measures, and in each window if it is there. */
  readonly at: string;
  readonly inWindow: string | null;
}

const OWN = 'the engine’s ledger of what each person was told was done';

const define = (
  id: string,
  name: string,
  unit: string,
  definition: string,
  source: string,
  at: string,
  inWindow: string | null = at,
): MeasureDescription => ({ id, name, unit, definition, source, at, inWindow });

export const MEASURES: readonly MeasureDescription[] = [
  define(
    'affinity-ratio',
    'Affinity',
    'share',
    'Requests that reached the server holding the session ÷ requests of people with a session that a server answered.',
    'Traefik, HAProxy and AWS call it stickiness; defined by the server that holds the session or served it last',
    'affinityRatio',
  ),
  define(
    'sessions-lost',
    'Sessions lost',
    'sessions',
    'Sessions whose state was gone when their person came back; each counts once, by what ended it.',
    OWN,
    'sessionsLost, sessionsLostBy',
  ),
  define(
    'sessions-expired',
    'Sessions expired',
    'sessions',
    'Sessions that ended as the system says they do: unused for longer than they live.',
    OWN,
    'sessionsLostBy.expired',
  ),
  define(
    'sessions-unnoticed',
    'Sessions gone unnoticed',
    'sessions',
    'Sessions whose state is gone and whose person does not know yet: not back since, or shown an error page.',
    OWN,
    'sessionsLostUnnoticed',
    null,
  ),
  define('items-lost', 'Items lost', 'items', 'What was in the sessions that were lost.', OWN, 'itemsLost'),
  define(
    'stale-reads',
    'Stale reads',
    'requests',
    'Answers that showed less than their person, or anyone who shares the document, had been told was done.',
    OWN,
    'outcomes.stale-read',
  ),
  define(
    'lost-updates',
    'Lost updates',
    'requests',
    'Changes that overwrote another change nobody had seen.',
    OWN,
    'outcomes.lost-update',
  ),
  define(
    'hijacks',
    'Hijacks',
    'requests',
    'Requests that were answered as if they were somebody else’s.',
    OWN,
    'outcomes.hijacked',
  ),
  define(
    'token-rejected',
    'Tokens rejected',
    'requests',
    'Requests whose token or sealed cookie was refused although it had not expired.',
    'RFC 7519 § 7.2',
    'outcomes.token-rejected',
  ),
  define(
    'revoked-served',
    'Served after sign-out',
    'requests',
    'Requests of a session that was signed out everywhere, answered all the same.',
    OWN,
    'outcomes.revoked-but-served',
  ),
  define(
    'unavailable',
    'Unavailable',
    'requests',
    'Requests without a useful answer: a status of 500 and above.',
    'RFC 9110 § 15.6',
    'outcomes.unavailable',
  ),
  define(
    'remap-fraction',
    'Remap fraction',
    'share',
    'People whose server was another one after a change of the pool ÷ people who had one before and came back after it.',
    'Karger et al. 1997, monotonicity, counted over people in place of keys',
    'remaps',
    null,
  ),
  define(
    'imbalance-requests',
    'Imbalance of requests',
    'max/mean, CV, Jain’s index',
    'How unevenly answered requests are spread over the servers, each divided by its weight.',
    'Jain, Chiu, Hawe 1984: J = (Σx)² ÷ (N Σx²)',
    'imbalance.requests',
  ),
  define(
    'imbalance-sessions',
    'Imbalance of sessions',
    'max/mean, CV, Jain’s index',
    'The same of the sessions whose home each server is at that moment.',
    'Jain, Chiu, Hawe 1984',
    'imbalance.sessions',
  ),
  define(
    'imbalance-work',
    'Imbalance of work',
    'max/mean, CV, Jain’s index',
    'The same of the time that workers were busy.',
    'Jain, Chiu, Hawe 1984',
    'imbalance.work',
  ),
  define(
    'latency',
    'Latency',
    'ms',
    'From sending to the end of the answer, as the client sees it; failures and timeouts included.',
    'percentiles over all requests, never averaged over servers; in buckets of 0.8 % (HdrHistogram), in windows of 13 %',
    'latencyMs',
  ),
  define(
    'late-answers',
    'Late answers',
    'requests',
    'Answers that came too late to be of use: a gamer’s after 100 ms.',
    'the behaviours’ own limits',
    'lateAnswers',
  ),
  define(
    'wire-bytes',
    'Bytes on the wire',
    'bytes',
    'Heads of requests and answers between clients and the load balancer, without TLS and bodies.',
    'lengths of the texts of RFC 9112 that the wire shows',
    'wire.up, wire.down',
  ),
  define(
    'session-bytes',
    'Bytes for the session',
    'bytes',
    'Of those, what brings or sets a session or a mark: cookies, tokens, credentials.',
    'RFC 6265, RFC 7617',
    'wire.upSession, wire.downSession',
  ),
  define(
    'messages',
    'Messages between servers',
    'messages',
    'Copies of sessions sent from server to server, or from a store to its replica.',
    'counted where they are sent',
    'costs.messages',
    'messages',
  ),
  define(
    'message-bytes',
    'Bytes between servers',
    'bytes',
    'Sessions in those messages, without heads.',
    'option `sessionBytes`; where there is none 4096, an assumption',
    'costs.bytes',
    'messageBytes',
  ),
  define(
    'round-trips',
    'Store round trips',
    'round trips',
    'Trips from a server to the store and back.',
    'counted where they set out',
    'store.roundTrips',
    'roundTrips',
  ),
  define(
    'store-load',
    'Load of the store',
    'requests',
    'Requests waiting for the store, or for other servers, on average.',
    'Little 1961: L = λW',
    'store.inHand',
    'storeInHand',
  ),
  define(
    'memory',
    'Memory',
    'bytes',
    'The load balancer’s table, the sessions in each server, and those in each part of the store.',
    'HAProxy manual: about 50 bytes a row and its text key; a session as `sessionBytes`, else 4096 (assumption)',
    'memory',
    'memoryBytes',
  ),
  define(
    'utilisation',
    'Utilisation',
    'share',
    'Busy worker time ÷ worker time while the process ran.',
    'Kleinrock 1975',
    'perServer[].utilisation',
    null,
  ),
];
