/** All that a user can do to a run. An action takes effect after everything else that happens at its moment. */
import type { Network, ServerSpec } from './scenario.ts';

export type Action =
  /** The server's process dies: connections reset, memory gone. `detected`: the load balancer knows at once. */
  | { readonly do: 'kill'; readonly server: string; readonly detected?: boolean }
  /** The process is started (after a kill) or stopped and started; it comes up with an empty memory. `detected`: the load balancer knows the moment it listens. */
  | { readonly do: 'restart'; readonly server: string; readonly detected?: boolean }
  /** HAProxy `set server … state drain`: no strangers; whether those pinned to it stay is the product's (`profiles/`). */
  | { readonly do: 'drain'; readonly server: string }
  /** HAProxy `set server … state maint`: nobody is sent there, not even those pinned to it; no checks. */
  | { readonly do: 'maintenance'; readonly server: string }
  /** HAProxy `set server … weight`: its share of strangers from now on; 0 is none, and its own people stay. */
  | { readonly do: 'setWeight'; readonly server: string; readonly weight: number }
  /** HAProxy `set server … state ready`: the end of a drain or of maintenance. */
  | { readonly do: 'ready'; readonly server: string }
  | { readonly do: 'addServer'; readonly server: ServerSpec }
  /** Grey failure: its work takes `factor` times as long, its checks pass as before. Begins with the next request. */
  | { readonly do: 'slowDown'; readonly server: string; readonly factor: number }
  | { readonly do: 'speedUp'; readonly server: string }
  /** The process accepts connections and never answers; a restart ends that as well. */
  | { readonly do: 'hang'; readonly server: string }
  | { readonly do: 'unhang'; readonly server: string }
  /**
   * Nothing gets through between the two, in either order: a server and `load-balancer` (all of them) or one of them
   * (`lb1`); a server and `store` or a part of it; two servers that replicate sessions; a part of the store and its
   * replica; two load balancers.
   */
  | { readonly do: 'cutLink'; readonly a: string; readonly b: string }
  | { readonly do: 'mendLink'; readonly a: string; readonly b: string }
  /** Taken out of the configuration at once; what it works on it finishes, then its process ends. */
  | { readonly do: 'removeServer'; readonly server: string }
  /** How many people there are and how long they think; what is not given stays. */
  | { readonly do: 'setLoad'; readonly people?: number; readonly thinkMs?: number }
  /** A part of the session store dies (`cache-1`, `primary`), or is started again. */
  | { readonly do: 'killNode'; readonly node: string }
  | { readonly do: 'startNode'; readonly node: string }
  /** The person's next request comes from an address of that network, over a new connection. */
  | { readonly do: 'changeNetwork'; readonly person: string; readonly network: Network }
  /** The person's client neither sends nor keeps cookies any more. */
  | { readonly do: 'blockCookies'; readonly person: string }
  | { readonly do: 'allowCookies'; readonly person: string }
  /** The cookies that the client has now are gone; new ones are kept as before. */
  | { readonly do: 'clearCookies'; readonly person: string }
  /** The next request opens a new connection, with nothing of TLS to resume: a restarted browser. */
  | { readonly do: 'reconnect'; readonly person: string }
  /** A second tab of the same browser: parallel requests with the same cookies. */
  | { readonly do: 'openTab'; readonly person: string }
  | { readonly do: 'closeTab'; readonly person: string }
  /** A second device of the same person: the same account, its own cookies and session; on a phone network if not said. */
  | { readonly do: 'addDevice'; readonly person: string; readonly network?: Network }
  /** That device is taken away; named by the person whose it is, the one that was added last. */
  | { readonly do: 'removeDevice'; readonly person: string }
  /**
   * The person changes a cookie in their own client, as in a browser's developer tools: the load balancer's, or the
   * application's with the session's id or the session itself. It is sent as written until an answer sets it anew.
   */
  | { readonly do: 'editCookie'; readonly person: string; readonly cookie: string; readonly value: string }
  /**
   * An attacker copies the cookies of that person's client as they are now, and asks with them from then on. `by` names
   * the attacker, in all attacks; without it a new one comes.
   */
  | { readonly do: 'stealCookie'; readonly from: string; readonly by?: string }
  /** An attacker makes up the load balancer's mark for that server, so many times a second (10). */
  | { readonly do: 'forgeCookie'; readonly server: string; readonly perSecond?: number; readonly by?: string }
  /** An attacker plants a session id, which the person's client brings to its next sign-in, and asks with it. */
  | { readonly do: 'fixSession'; readonly person: string; readonly by?: string }
  /** An attacker makes up a token in that person's name which claims to need no signature. */
  | { readonly do: 'forgeToken'; readonly person: string; readonly by?: string }
  | { readonly do: 'stopAttack'; readonly by: string }
  /** All sessions of that person's account are to end: what servers keep at once, what clients carry when it expires. */
  | { readonly do: 'signOutEverywhere'; readonly person: string }
  /** What clients carry is signed with a new key from now on; the old one is accepted for `acceptsOldKeyMs`. */
  | { readonly do: 'rotateKey' }
  /** The server's clock is so far ahead of the true time from now on (behind, if negative); 0 sets it right. */
  | { readonly do: 'skewClock'; readonly server: string; readonly skewMs: number }
  /**
   * The load balancer's process is replaced (HAProxy reload): what it has in its hands the old process finishes, idle
   * connections are closed, and the new one starts with empty tables unless peers teach them back.
   */
  | { readonly do: 'restartBalancer'; readonly balancer?: string }
  /** Its machine loses power: `lb1`, `lb2`; where none is named the one that is reached. Requests in its hands are lost. */
  | { readonly do: 'killBalancer'; readonly balancer?: string }
  /** It starts with empty tables, unless the other one is its peer and teaches it; where none is named, one that is down. */
  | { readonly do: 'startBalancer'; readonly balancer?: string }
  /** The virtual address moves to the standby, and stays there; once more, and it moves back. */
  | { readonly do: 'failOver' }
  | SteppedAction;

/** Actions that take several steps: at their moment the pool as it is then makes plain actions of them. */
export type SteppedAction =
  /** Killed and restarted, again and again: `times` times, one `periodMs` after the other, down for half of it. */
  | { readonly do: 'flap'; readonly server: string; readonly periodMs: number; readonly times: number }
  /** One server after the other: drained for `drainMs` (0: not), restarted, and made ready; `pauseMs`, then the next. */
  | { readonly do: 'rollingDeploy'; readonly drainMs: number; readonly pauseMs: number }
  /** So many people in all for `forMs`; then as many as there were when it began. */
  | { readonly do: 'surge'; readonly people: number; readonly forMs: number }
  /** So many more servers like the last one, named and addressed on from it. */
  | { readonly do: 'scaleOut'; readonly count: number }
  /** The last so many servers are removed. */
  | { readonly do: 'scaleIn'; readonly count: number };

export type TimedAction = Action & { readonly atMs: number };

/** Why an action can't be done now. `field` is the part of the action that is to blame. */
export interface Refusal {
  readonly code:
    | 'no-such-server'
    | 'no-such-person'
    | 'no-such-node'
    | 'no-such-balancer'
    | 'no-standby'
    | 'do-not-hear-each-other'
    | 'already-down'
    | 'not-running'
    | 'no-such-link'
    | 'weight-already-so'
    | 'pace-already-so'
    | 'pace-is-usual'
    | 'already-hung'
    | 'not-hung'
    | 'already-cut'
    | 'not-cut'
    | 'already-draining'
    | 'already-in-maintenance'
    | 'too-few-servers'
    | 'not-draining'
    | 'server-exists'
    | 'too-many-servers'
    | 'too-many-people'
    | 'recorded-traffic'
    | 'already-there'
    | 'cookies-already-blocked'
    | 'cookies-already-allowed'
    | 'tab-already-open'
    | 'no-tab-open'
    | 'nothing-to-steal'
    | 'nothing-to-forge'
    | 'nothing-to-fix'
    | 'not-an-attacker'
    | 'nothing-to-revoke'
    | 'shared-session'
    | 'no-such-cookie'
    | 'no-device'
    | 'no-key';
  readonly field: string;
  readonly value: string;
}
