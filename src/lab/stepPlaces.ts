/** Which part of the picture a step speaks of: a place for every code that the rules and the modules can say. */
import type { COMMON_STEPS, Step } from '../engine/index.ts';
import type { Lit } from './lit.ts';

export type Place =
  /** What the request carries. */
  | 'clue'
  | 'remembers'
  | 'strangers'
  | 'beliefs'
  /** The server that the step names. */
  | 'server'
  /** Where sessions are kept: the store, or where there is none the server. */
  | 'keeper'
  | 'answer';

export const COMMON_PLACES: Readonly<Record<keyof typeof COMMON_STEPS, Place>> = {
  'has-address': 'clue',
  routed: 'clue',
  'nobody-answers': 'clue',
  'client-gave-up': 'answer',
  'connection-lost': 'answer',
  'pinned-usable': 'beliefs',
  'pinned-draining': 'beliefs',
  'pinned-drained': 'beliefs',
  'pinned-down': 'beliefs',
  'pinned-failed': 'beliefs',
  'pinned-maintenance': 'beliefs',
  'pinned-removed': 'beliefs',
  'no-server': 'beliefs',
  connect: 'server',
  refused: 'server',
  'queue-full': 'server',
  'cut-off': 'server',
  'timed-out': 'server',
  'turn-around': 'server',
  redispatch: 'strangers',
  'retries-exhausted': 'answer',
  reset: 'server',
  'server-timeout': 'server',
  'not-repeated': 'answer',
  'next-server': 'strangers',
  hangs: 'server',
  stalls: 'server',
  'store-cut-off': 'keeper',
  queued: 'server',
  'session-started': 'keeper',
  'not-issued-anew': 'server',
  'cookie-too-large': 'answer',
  'session-found': 'server',
  'session-changed': 'server',
  'session-missing': 'server',
  'not-accepted': 'server',
  'session-unreachable': 'keeper',
  anonymous: 'clue',
  'session-ended': 'keeper',
};

/** Balancing has one place, whatever it says. */
export const BALANCING_PLACE: Place = 'strangers';

export const PERSISTENCE_PLACES: Readonly<Record<string, Place>> = {
  stranger: 'clue',
  'no-mark': 'clue',
  'unknown-mark': 'clue',
  'names-server': 'clue',
  'too-old': 'clue',
  'idle-too-long': 'clue',
  'no-address': 'clue',
  'no-cookie': 'clue',
  'no-word': 'clue',
  'no-id': 'clue',
  'new-connection': 'clue',
  'no-row': 'remembers',
  'row-expired': 'remembers',
  row: 'remembers',
  stored: 'remembers',
  replaced: 'remembers',
  refreshed: 'remembers',
  full: 'remembers',
  'open-connection': 'remembers',
  connected: 'remembers',
  'set-encrypted': 'answer',
  'set-cookie': 'answer',
  'cookie-holds': 'answer',
  prefixed: 'answer',
  unchanged: 'answer',
  rewritten: 'answer',
  'header-set': 'answer',
  'header-holds': 'answer',
  'wrote-route': 'server',
  'wrote-links': 'server',
  resumed: 'server',
  'new-ticket': 'server',
  'new-id': 'server',
};

export const SESSION_PLACES: Readonly<Record<string, Place>> = {
  'no-token': 'clue',
  'no-credentials': 'clue',
  authenticated: 'server',
  'token-expired': 'server',
  'expired-by-clock': 'server',
  'not-yet-valid': 'server',
  forged: 'server',
  unsigned: 'server',
  'unsigned-accepted': 'server',
  'old-key': 'server',
  'old-key-accepted': 'server',
  verified: 'server',
  answered: 'answer',
  issued: 'answer',
  fetched: 'keeper',
  'not-there': 'keeper',
  stored: 'keeper',
  'node-down': 'keeper',
  'link-cut': 'keeper',
  full: 'keeper',
  conflict: 'keeper',
  down: 'keeper',
  'pool-dry': 'keeper',
  behind: 'keeper',
  local: 'server',
  unknown: 'server',
  copied: 'server',
};

const COMMON: Readonly<Record<string, Place>> = COMMON_PLACES;

export function placeOf({ source, code }: Step): Place | null {
  switch (source) {
    case 'balancing':
      return BALANCING_PLACE;
    case 'persistence':
      return PERSISTENCE_PLACES[code] ?? null;
    case 'session-state':
      return SESSION_PLACES[code] ?? COMMON[code] ?? null;
    case 'load-balancer':
    case 'application':
      return COMMON[code] ?? null;
  }
}

export interface Explained {
  readonly person: string;
  /** Who answered; null where nobody did. */
  readonly server: string | null;
  readonly hasStore: boolean;
}

/** What is lit while a step is read; null for a step of which nothing is known. */
export function litBy(step: Step, { person, server, hasStore }: Explained): Lit | null {
  const place = placeOf(step);
  switch (place) {
    case null:
      return null;
    case 'clue':
    case 'answer':
      return { part: place, person };
    case 'remembers':
    case 'strangers':
    case 'beliefs':
      return { part: 'balancer', section: place };
    case 'keeper':
      return hasStore ? { part: 'store' } : serverLit(step, server);
    case 'server':
      return serverLit(step, server);
  }
}

function serverLit(step: Step, answered: string | null): Lit | null {
  const server = step.server ?? answered;
  return server === null ? null : { part: 'server', server };
}
