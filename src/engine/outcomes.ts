/** All that can befall a request, as its person lived it, and how the load balancer came to its server. */

export const OUTCOMES = [
  /** Answered, and the system knew them (or there was nothing to know yet). */
  'served',
  /** They were signed in; the server that answered did not know it. */
  'session-lost',
  /** Silent for longer than a session lives: the system forgot them as it says it does. */
  'expired',
  /** The answer showed less than the person, or anyone who shares the document, had already been told was done. */
  'stale-read',
  /** Their change overwrote another change of theirs, or of somebody who shares the document. */
  'lost-update',
  /** No useful answer: 500 of the application, 502 or 503 of the load balancer, or none at all. */
  'unavailable',
  /** An attacker was answered as if they were their victim. */
  'hijacked',
  /** What the client carried was refused, although it had not expired: a wrong clock, an old key, a forgery. */
  'token-rejected',
  /** Their account was signed out everywhere, and the system served this session all the same. */
  'revoked-but-served',
] as const;
export type Outcome = (typeof OUTCOMES)[number];

export const BINDINGS = [
  /** Nothing bound the request: balancing picked the server. */
  'stranger',
  /** Persistence recognised it, and it went where it was pinned. */
  'pinned',
  /** Pinned or assigned to a server that could not take it, and sent to another one. */
  'redispatched',
  /** A stranger to persistence whose server was computed from a key of the request. */
  'hashed',
] as const;
export type Binding = (typeof BINDINGS)[number];
