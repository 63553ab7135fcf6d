/** What a run starts from: the product, the people, the servers, the work. */
interface Change {
  readonly field: string;
  readonly before: string | null;
  readonly after: string | null;
}

/** `healthCheck.intervalMs` → "health check interval, ms" */
const fieldName = (field: string): string =>
  field
    .replace(/Ms$/, ', ms')
    .replace(/\./g, ' ')
    .replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);

const unsaid = 'as the module has it';
const MOST_CHANGES = 3;

export const scenario = {
  /** Its title, of what the lab opens with. */
  opening: 'A cart and a crash',
  open: 'Scenario',
  title: 'What the run starts from',
  restarts: 'The run starts anew; what was done to it is gone.',
  options: {
    open: 'Options',
    title: 'Options of this strategy',
    none: 'Nothing can be set here.',
    restarts: 'A change starts the run anew: same people, same seed.',
  },
  field: {
    oneOf: (values: string) => `one of ${values}`,
    whole: (min: number, max: number) => `a whole number from ${min} to ${max}`,
    seconds: (min: number, max: number) => `seconds from ${min} to ${max}`,
    note: (says: string, source: string) => `${says}. Default: ${source}`,
    /** Values that are read as words; names of products, directives and the like stay as they are. */
    valueOf: (value: string): string =>
      ({
        unset: 'not set',
        'when-needed': 'when needed',
        'every-response': 'on every response',
        'as-the-token-says': 'as the token says',
        'last-write-wins': 'last write wins',
        'all-to-all': 'all to all',
        'primary-backup': 'primary and backup',
        'x-forwarded-for': 'X-Forwarded-For',
        'tls1.2-session-id': 'TLS 1.2, session ID',
        'tls1.2-ticket': 'TLS 1.2, ticket',
        'tls1.3': 'TLS 1.3',
        'haproxy-map-based': 'HAProxy, map-based',
        'nginx-rehash': 'nginx, rehash',
        haproxy: 'HAProxy',
      })[value] ?? value,
    inSeconds: (name: string) => `${name}, seconds`,
  },
  profile: 'Load balancer like',
  differs: 'Where the real one does otherwise',
  assumed: (count: number): string => (count === 1 ? 'One value is assumed' : `${count} values are assumed`),
  assumption: (field: string, source: string): string => `${fieldName(field)}: ${source}`,
  changes: 'What changes with it',
  noChange: 'Nothing changes but how it answers when no server can.',
  change: ({ field, before, after }: Change): string => `${fieldName(field)}: ${before ?? unsaid} → ${after ?? unsaid}`,
  profileTaken: (name: string, changes: readonly Change[]): string => {
    const told = changes.slice(0, MOST_CHANGES).map(({ field, after }) => `${fieldName(field)} ${after ?? unsaid}`);
    const rest = changes.length - told.length;
    const what = told.length === 0 ? 'no option changed' : told.join('; ');
    return `The load balancer is like ${name} now: ${what}${rest > 0 ? `; and ${rest} more` : ''}.`;
  },
  take: (name: string): string => `Start over as ${name}`,
  people: 'People',
  group: (index: number): string => `Group ${index + 1}`,
  addGroup: 'Add a group',
  removeGroup: (index: number): string => `Remove group ${index + 1}`,
  serversAndWork: 'Servers and work',
  balancers: 'Load balancers',
  balancersSay:
    'Two share the traffic as their arrangement says. Peers teach their stick tables to one another, and to one that restarts.',
  fields: {
    balancers: 'how many load balancers',
    arrangement: 'how two share the traffic',
    peers: 'peers',
    count: 'how many',
    behaviour: 'who they are',
    network: 'where they are',
    blocksCookies: 'block cookies',
    serverCount: 'servers',
    workers: 'requests each works on at once',
    thinkMs: 'they think for, seconds',
    visitRequests: 'requests in a visit',
    serviceMedianMs: 'work on a request, median, seconds',
    serviceP99Ms: 'work, 99th percentile, seconds',
    distanceMs: 'added to each round trip, seconds',
    rotatesAtSignIn: 'a new session id at sign-in',
    seed: 'seed',
  },
  problems: {
    'too-many-people': (most: number): string => `At most ${most} people in all groups together.`,
    'p99-below': (): string => 'The 99th percentile of the work is below its median.',
  },
  start: 'Start over with these',
} as const;
