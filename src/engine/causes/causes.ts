/** The links of a chain from what was done, or went wrong, to what came of it: how each reads, and what one is. */
import type { StepValues } from '../evidence.ts';

/** How each link of the chain reads: `{name}` stands for a value. */
export const CAUSES = {
  // What was done, or happened by itself.
  killed: '{server} is killed',
  restarted: '{server} is restarted',
  removed: '{server} is taken out, and its process ends',
  drained: '{server} is drained',
  maintained: '{server} goes into maintenance',
  ready: '{server} is ready again',
  'weight-set': '{server} gets another weight',
  up: '{server} is UP',
  'node-killed': '{node} is killed',
  hung: '{server} hangs',
  slowed: '{server} takes {factor} times as long',
  cut: '{server} is cut off from the load balancer',
  'cut-from-store': '{server} is cut off from the store',
  'cut-from-node': '{server} is cut off from {node}',
  'cut-between': '{a} and {b} are cut off from each other',
  'balancer-killed': '{balancer} loses power',
  'balancer-forgot': '{balancer} is restarted, and its table is empty',
  'address-moved': 'connections to {balancer} go to the other load balancer now',
  moved: '{person} has another address now: {address}',
  'cookies-cleared': '{person}’s cookies are cleared',
  'cookies-blocked': '{person}’s client keeps no cookies',
  edited: '{person} writes another value into a cookie',
  'cookie-dropped': 'a cookie of more than 4096 bytes: {person}’s client drops it and keeps the one before',
  'key-rotated': 'the servers sign with key {key} from now on',
  'clock-skewed': 'the clock of {server} is {skewS} s ahead',
  'clock-behind': 'the clock of {server} is {skewS} s behind',
  'cookie-stolen': '{by} copies {person}’s cookies, sent from {address} ({network})',
  'session-planted': '{by} plants a session id in {person}’s client',
  'token-forged': '{by} makes up a token in {person}’s name',
  'mark-forged': '{by} makes up a cookie that names {server}',
  'signed-out-everywhere': '{person} signs out everywhere',
  // How the session stood.
  'only-there': 'the session was only in the memory of {server}',
  'only-in-store': 'the session was only in {node}',
  'still-there': 'the session is in the memory of {server}',
  'in-primary': 'the session is in the store’s primary, and not in its replica yet',
  dropped: 'the store had dropped the session',
  silent: 'nothing was heard of them for {silentS} s: longer than a session lives',
  'kept-id': '{person} signs in with it, and the server keeps the id',
  told: '{person} is told by {server} that version {version} is stored',
  'own-copies': '{server} keeps a session of its own, and hears of no changes on other servers',
  'own-carried': 'each client carries a session of its own, and hears of no changes by others',
  'stood-in': 'its replica stands in, with what had reached it',
  behind: 'changes up to version {latest} have not all arrived there: the last {when}',
  carried: 'the client carries version {version}',
  'signed-with': 'the client carries a token signed with key {key}',
  'issued-ahead': 'the client carries a token issued {aheadS} s from now: by a clock that is ahead',
  valid: 'the client carries a token that is valid for {leftS} s more, and nobody has a list of revoked ones',
  'copy-left': '{server} still has a copy of the session',
  // The way of the request.
  presented: '{by} sends a request with it, from {address} ({network})',
  pinned: 'the request is pinned to {server}',
  'not-bound': 'nothing binds the request to a server',
  'other-balancer': '{balancer} has the request, and its own table',
  'connection-new': 'a new connection: the one that led to {server} is gone',
  forgotten: 'what bound the request to {server} is not there any more',
  hashed: 'the request’s key decides on its server',
  drains: '{server} drains',
  down: '{server} is DOWN',
  'left-out': '{server} is left out after failed requests',
  maintenance: '{server} is in maintenance',
  gone: '{server} is not in the pool any more',
  'sent-to': 'it goes to {server}',
  refused: '{server} refuses the connection',
  'timed-out': 'no connection to {server} in {waitMs} ms',
  full: 'the queue of {server} is full',
  'broke-off': '{server} dies with the request in its hands',
  'no-answer': 'no answer from {server} in {waitMs} ms',
  'no-server': 'no server can take it',
  'nobody-there': 'no load balancer answers',
  'connection-lost': 'the connection to {balancer} is lost',
  // What the server made of it.
  'no-session-sent': 'the request carries no session',
  'unknown-there': 'no session there',
  'not-known-there': '{server} takes nobody for signed in',
  'store-silent': '{server} does not reach the store',
  'node-silent': '{node} does not answer',
  'store-full': '{node} is full, and refuses to store the session',
  'id-accepted': '{server} knows the session, and asks for no more than its id',
  'token-accepted': '{server} accepts it: genuine, valid, and bound to nobody',
  'credentials-accepted': '{server} accepts the credentials, whoever sends them',
  'unsigned-accepted': '{server} believes a token that it needs no signature',
  'old-key-refused': '{server} takes only key {current}: key {key} was retired {agoS} s ago',
  'expired-there': 'by the clock of {server} it has expired',
  'not-yet-valid-there': 'by the clock of {server} it is not valid yet',
  'forged-refused': '{server} refuses it: not made with the servers’ key',
  'unsigned-refused': '{server} refuses it: alg “none”',
  'read-version': '{server} finds version {version}',
  'read-older': '{server} finds version {version}; {person} had been told of version {told}',
  'other-began': '{other} begins with version {version} as well, on {server}',
  'other-wrote': '{other} writes version {version}',
  'other-told': '{other} is told that version {version} is stored',
  'wrote-over': '{person} writes version {version} over it',
  'kept-over': 'a cookie with version {version} takes the place of the one that the client has',
  // What came of it.
  'signed-out': 'signed out{lost}',
  failed: 'an error page: {status}',
  closed: 'the connection fails, and nobody says why',
  'gave-up': 'the client gives up',
  hijacked: '{by} is served as {person}',
  'turned-away': '{by} is turned away',
  'served-revoked': 'served, though signed out',
  'showed-less': 'the answer shows less than had been done',
  'update-lost': 'what {other} had changed is lost',
} as const satisfies Record<string, string>;

export type CauseCode = keyof typeof CAUSES;

export interface Cause {
  readonly atMs: number;
  readonly code: CauseCode;
  readonly values: StepValues;
  /** The server a link speaks of, so that the picture can light it. */
  readonly server: string | null;
}

export const cause = (atMs: number, code: CauseCode, values: StepValues = {}): Cause => ({
  ...{ atMs, code, values, server: null },
});

export const ofServer = (atMs: number, code: CauseCode, server: string, values: StepValues = {}): Cause => ({
  ...{ atMs, code, values: { ...values, server }, server },
});
