/** The field's terms as the interface uses them: one short definition each. */
export interface Definition {
  readonly term: string;
  readonly says: string;
}

export const TERMS = {
  affinity: {
    term: 'same server again',
    says: 'Affinity: of the requests that belong to a session, the share that reached the server which holds it, or served it last. It is no harm by itself: where any server can know the session, it does not matter.',
  },
  clue: {
    term: 'clue',
    says: 'What a request carries that may tell whose it is: an address, a cookie, or nothing.',
  },
  'consistent-hash': {
    term: 'consistent hash',
    says: 'A key is hashed to a place on a ring and belongs to the server of the nearest point (with ketama: of the next one). No memory is needed; a server that leaves takes only its own keys with it.',
  },
  'health-check': {
    term: 'health check',
    says: 'The load balancer tries each server every few seconds. Only after several failures in a row does it believe that the server is down.',
  },
  'least-connections': {
    term: 'least connections',
    says: 'A stranger goes to the server with the fewest open connections for its weight.',
  },
  persistence: {
    term: 'persistence',
    says: 'How someone who comes back is recognised and sent to the same server. It overrides balancing; it does not balance.',
  },
  'round-robin': {
    term: 'round robin',
    says: 'Strangers go to the servers in turn.',
  },
  'request-failed': {
    term: 'request failed',
    says: 'The person got an error page or no answer in time. It is no lost session: theirs may still be there when they try again.',
  },
  session: {
    term: 'session',
    says: 'What the system knows about a person between two requests: that they signed in, and their cart.',
  },
  'session-state': {
    term: 'session state',
    says: 'Where sessions live: in a server’s memory, in a store that all servers share, or with the person.',
  },
} as const satisfies Record<string, Definition>;

export type TermId = keyof typeof TERMS;
