/** The text view: the run as a narration and as a table of events; and what is said to those who listen. */
import type { Binding, Outcome } from '../../engine/index.ts';

const counted = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`;

export const text = {
  view: 'Show the run as',
  views: { picture: 'Picture', text: 'Text', both: 'Both' },
  title: 'The run in words',
  story: 'Narration',
  events: 'Events',
  forms: 'Narration or events',
  seek: (moment: string) => `Go to ${moment}`,
  why: 'Why?',
  whyOf: (whose: string, request: number) => `Why? ${whose}’s request ${request}`,

  scene: 'The scene',
  now: 'Now',
  earlier: 'Earlier',
  earlierBeats: 'Tell more of what was before',
  nothing: 'Nothing has happened yet.',
  follow: 'Followed',
  sceneOf: (people: number, servers: number, names: string) =>
    `${counted(people, 'person', 'people')} and ${counted(servers, 'server')}: ${names}.`,
  strategyOf: (balancing: string, persistence: string, sessionState: string) =>
    `Who is new goes to a server by: ${balancing}. Who comes back is recognised by: ${persistence}. Sessions live in: ${sessionState}.`,
  serverNow: (id: string, state: string, sessions: number) => `${id}: ${state}, ${counted(sessions, 'session')}`,
  process: { running: 'runs', dead: 'is dead', starting: 'starts' },
  believed: (belief: string) => `the load balancer believes it ${belief}`,
  beliefs: { up: 'up', down: 'down', 'going-down': 'up, though checks fail', 'going-up': 'down, though checks pass' },
  admins: { ready: '', drain: 'drains', maintenance: 'in maintenance', removed: 'taken out of the pool' },
  hangs: 'hangs',
  slow: (factor: number) => `takes ${factor} times as long`,
  storeNow: (name: string, sessions: number) => `The ${name} holds ${counted(sessions, 'session')}.`,

  served: (count: number) =>
    count === 1 ? 'Another request is served.' : `${counted(count, 'other request')} are served.`,
  signedOut: (names: string, count: number, items: string) =>
    `${names} ${count === 1 ? 'comes back and is' : 'come back and are'} not known: signed out${items}.`,
  itemsGone: (items: number) => (items === 0 ? '' : `, ${counted(items, 'item')} gone`),
  befell: (names: string, what: string) => `${names}: ${what}.`,
  answer: (asks: string, way: string, end: string) => `${asks}; ${way}; ${end}.`,
  wayOf: {
    pinned: (server) => `recognised, and sent to ${server}`,
    stranger: (server) => `nothing binds it, and balancing picks ${server}`,
    redispatched: (server) => `its own server can’t take it, and it is sent to ${server}`,
    hashed: (server) => `its key leads to ${server}`,
  } satisfies Record<Binding, (server: string) => string>,
  noServer: 'no server answers',
  servedIn: (ms: number) => `served in ${ms} ms`,

  wishes: {
    'POST /login': 'signs in',
    'POST /logout': 'signs out',
    'POST /cart/items': 'puts an item into the cart',
    'GET /cart': 'asks for the cart',
    'POST /checkout': 'checks out',
    'GET /products': 'looks at a product',
    'GET /accounts/balance': 'asks for the balance',
    'GET /accounts/statement': 'asks for a statement',
    'POST /transfers/payee': 'names a payee',
    'POST /transfers/amount': 'names an amount',
    'POST /transfers/confirm': 'confirms the transfer',
    'GET /game/board': 'asks for the board',
    'POST /game/moves': 'makes a move',
    'GET /documents': 'reads the document',
    'POST /documents': 'edits the document',
  } as Readonly<Record<string, string>>,
  asksFor: (method: string, url: string) => `asks: ${method} ${url}`,

  table: 'All events',
  columns: { time: 'time', who: 'who', what: 'what', server: 'server', outcome: 'outcome', took: 'took', why: 'why' },
  filters: 'Filter',
  person: 'Person',
  server: 'Server',
  kind: 'Kind',
  anybody: 'anybody',
  anyServer: 'any server',
  kinds: { all: 'everything', request: 'requests', happening: 'what was done and noticed' },
  isHarm: 'only harm',
  pages: 'Pages of events',
  first: 'First',
  previous: 'Previous',
  next: 'Next',
  latest: 'Latest',
  rows: (from: string, to: string, count: string, total: string) =>
    count === total
      ? `${from}–${to} of ${count} events`
      : `${from}–${to} of ${count} events that pass, ${total} in all`,
  noRows: (total: string) => `None of ${total} events passes.`,
  kept: (moment: string) => `The run is long: events before ${moment} are not kept.`,
  outcomes: {
    served: 'served',
    'session-lost': 'session lost',
    expired: 'session expired',
    'stale-read': 'stale read',
    'lost-update': 'lost update',
    unavailable: 'unavailable',
    hijacked: 'hijacked',
    'token-rejected': 'token rejected',
    'revoked-but-served': 'served after revocation',
  } satisfies Record<Outcome, string>,
  status: (outcome: string, status: number) => `${outcome} (${status})`,
  took: (ms: number) => `${ms} ms`,
  and: (count: number) => `And ${count} more things happened.`,
} as const;
