/** What can be done to a run: names, what it does to people, its parameters, and why it can't be done now. */
import type { Action, Refusal } from '../../engine/index.ts';

interface ActionWords {
  /** "Kill s3": what is done and to whom. Of several at once `whom` is "3 servers". */
  readonly name: (whom: string) => string;
  /** One line: what it does to people. */
  readonly says: string;
}

const list = {
  kill: { name: (whom) => `Kill ${whom}`, says: 'its process dies, and what was only in its memory with it' },
  restart: { name: (whom) => `Restart ${whom}`, says: 'it comes up with an empty memory' },
  drain: {
    name: (whom) => `Drain ${whom}`,
    says: 'no strangers come; whether those pinned to it stay is the product’s choice',
  },
  maintenance: {
    name: (whom) => `Put ${whom} in maintenance`,
    says: 'nobody is sent there, not even those pinned to it',
  },
  ready: { name: (whom) => `Make ${whom} ready`, says: 'the drain or the maintenance ends: strangers come again' },
  setWeight: {
    name: (whom) => `Set the weight of ${whom}`,
    says: 'its share of strangers from now on; its own people stay',
  },
  slowDown: {
    name: (whom) => `Slow down ${whom}`,
    says: 'its people wait, and its checks pass as before: a grey failure',
  },
  speedUp: { name: (whom) => `Let ${whom} work as fast as before`, says: 'from its next request on' },
  hang: {
    name: (whom) => `Hang ${whom}`,
    says: 'it takes requests and never answers: its people wait until a timeout',
  },
  unhang: { name: (whom) => `End the hang of ${whom}`, says: 'it answers again; its memory is as it was' },
  flap: { name: (whom) => `Flap ${whom}`, says: 'killed and restarted, again and again' },
  skewClock: {
    name: (whom) => `Set the clock of ${whom} wrong`,
    says: 'it takes fresh tokens for expired, or expired ones for fresh; 0 sets it right',
  },
  forgeCookie: {
    name: (whom) => `Aim an attack at ${whom}`,
    says: 'an attacker makes up the cookie that names it, and floods it past balancing',
  },
  removeServer: {
    name: (whom) => `Remove ${whom}`,
    says: 'out of the pool; it finishes its work, then its memory is gone',
  },
  cutLink: { name: (whom) => `Cut the link ${whom}`, says: 'nothing gets through; both ends go on running' },
  mendLink: { name: (whom) => `Mend the link ${whom}`, says: 'what was cut gets through again' },
  addServer: { name: () => 'Add server', says: 'like the first one; strangers come to it at once' },
  scaleOut: { name: () => 'Scale out', says: 'so many more servers like the last one' },
  scaleIn: {
    name: () => 'Scale in',
    says: 'the last so many servers are removed, and what only they remember is lost',
  },
  rollingDeploy: {
    name: () => 'Rolling deploy',
    says: 'one server after the other is drained, restarted and made ready',
  },
  setLoad: {
    name: () => 'Set the load',
    says: 'how many people there are and how long they think between two requests',
  },
  surge: { name: () => 'Surge', says: 'many more people for a while; then as many as now' },
  killNode: { name: (whom) => `Kill ${whom}`, says: 'that part of the store dies, and what was only there' },
  startNode: { name: (whom) => `Restart ${whom}`, says: 'that part of the store runs again, empty' },
  changeNetwork: {
    name: (whom) => `Move ${whom} to another network`,
    says: 'the next request comes from an address there',
  },
  blockCookies: { name: (whom) => `Block cookies of ${whom}`, says: 'the client neither sends nor keeps any' },
  allowCookies: { name: (whom) => `Allow cookies of ${whom}`, says: 'new ones are kept and sent again' },
  clearCookies: { name: (whom) => `Clear cookies of ${whom}`, says: 'those there are gone; new ones are kept' },
  reconnect: {
    name: (whom) => `Open a new connection of ${whom}`,
    says: 'with no TLS session to resume, as after a restart of the browser',
  },
  openTab: {
    name: (whom) => `Open a second tab of ${whom}`,
    says: 'parallel requests with the same cookies: updates may overwrite one another',
  },
  closeTab: { name: (whom) => `Close the second tab of ${whom}`, says: 'one request after the other again' },
  addDevice: {
    name: (whom) => `Add a second device of ${whom}`,
    says: 'the same account, with cookies and a session of its own',
  },
  removeDevice: { name: (whom) => `Put the second device of ${whom} away`, says: 'it asks for nothing any more' },
  editCookie: {
    name: (whom) => `Edit a cookie of ${whom}`,
    says: 'sent as written until an answer sets it anew; a forgery may be found out',
  },
  signOutEverywhere: {
    name: (whom) => `Sign out ${whom} everywhere`,
    says: 'what servers keep ends at once; what clients carry only when it expires',
  },
  stealCookie: {
    name: (whom) => `Steal the cookies of ${whom}`,
    says: 'an attacker copies them and asks with them from now on',
  },
  fixSession: {
    name: (whom) => `Plant a session id on ${whom}`,
    says: 'the next sign-in is made under an id that an attacker knows',
  },
  forgeToken: {
    name: (whom) => `Forge a token of ${whom}`,
    says: 'an attacker makes one up that claims to need no signature',
  },
  stopAttack: { name: (whom) => `Stop ${whom}`, says: 'this attacker sends nothing any more' },
  rotateKey: {
    name: () => 'Rotate the signing key',
    says: 'tokens are signed with a new key; old ones are accepted for a while',
  },
  restartBalancer: {
    name: (whom) => `Restart ${whom}`,
    says: 'its tables start empty, unless peers teach them back',
  },
  killBalancer: {
    name: (whom) => `Kill ${whom}`,
    says: 'its machine loses power: open connections and requests in its hands are lost',
  },
  startBalancer: {
    name: (whom) => `Start ${whom}`,
    says: 'with empty tables, unless a peer teaches it',
  },
  failOver: {
    name: () => 'Fail over',
    says: 'the virtual address moves to the standby; once more, and it moves back',
  },
} as const satisfies Readonly<Record<Action['do'], ActionWords>>;

/** The same actions, where the load balancer need not find out by itself. */
const variants = {
  killNoticed: {
    name: (whom) => `Kill ${whom}, noticed at once`,
    says: 'as by a kill, but the load balancer believes it DOWN from that moment: no window between the two',
  },
  restartNoticed: {
    name: (whom) => `Restart ${whom}, noticed at once`,
    says: 'the load balancer believes it UP the moment it listens, before any check',
  },
} as const satisfies Readonly<Record<string, ActionWords>>;

const parameters = {
  weight: 'its share of strangers beside the weights of the others; 0 is none',
  factor: 'so many times as long it works on each request',
  flapPeriod: 'from one kill to the next; it is down for half of it',
  flapTimes: 'so many times',
  skew: 'so far its clock is ahead of the true time; behind, if negative',
  perSecond: 'requests of the attacker in a second',
  by: 'which attacker; without a name a new one comes',
  scaleOut: 'so many servers more',
  scaleIn: 'so many servers fewer',
  drain: 'so long each server drains before it restarts; 0 is not at all',
  pause: 'so long after one server before the next',
  people: 'so many people in all',
  surgeFor: 'so long until those who were added leave again',
  think: 'between two requests of a person',
  network: 'where the next request comes from',
  cookie: 'which cookie: the load balancer’s or the application’s',
  cookieName: 'the name of a cookie',
  value: 'what stands in it from now on',
  cookieValue: 'what can stand in a cookie: no blanks, commas, semicolons; quotes only around it all',
} as const;

/** Actions and refusals name the ends by id: `load-balancer`. */
const linkName = (ends: string): string => ends.replaceAll('load-balancer', 'load balancer');

const refusals: Readonly<Record<Refusal['code'], (value: string) => string>> = {
  'no-such-server': (value) => `There is no server ${value}.`,
  'no-such-person': (value) => `There is nobody called ${value}.`,
  'no-such-balancer': (value) => `There is no load balancer ${value}.`,
  'no-standby': () => 'There is no standby that could take the address.',
  'do-not-hear-each-other': (value) => `${value}: they do not hear each other.`,
  'no-such-node': (value) => `The store has no part called ${value}.`,
  'already-down': (value) => `${value} is down already.`,
  'not-running': (value) => `${value} does not run.`,
  'no-such-link': (value) => `There is no link ${linkName(value)}.`,
  'weight-already-so': (value) => `${value} has that weight already.`,
  'pace-already-so': (value) => `${value} is that slow already.`,
  'pace-is-usual': (value) => `${value} works at its usual speed.`,
  'already-hung': (value) => `${value} hangs already.`,
  'not-hung': (value) => `${value} does not hang.`,
  'already-cut': (value) => `Nothing gets through ${linkName(value)} already.`,
  'not-cut': (value) => `Nothing is cut between ${linkName(value).replace(' – ', ' and ')}.`,
  'already-draining': (value) => `${value} drains already.`,
  'already-in-maintenance': (value) => `${value} is in maintenance already.`,
  'too-few-servers': (value) => `There are only ${value} servers.`,
  'not-draining': (value) => `${value} does not drain.`,
  'server-exists': (value) => `There is a server ${value} already.`,
  'too-many-servers': () => 'There is no room for another server.',
  'too-many-people': () => 'There is no room for more people.',
  'recorded-traffic': () => 'Recorded traffic has the people it has.',
  'already-there': (value) => `${value} is there already.`,
  'cookies-already-blocked': (value) => `${value} blocks cookies already.`,
  'cookies-already-allowed': (value) => `${value} keeps cookies already.`,
  'tab-already-open': (value) => `${value} has a second tab already.`,
  'no-tab-open': (value) => `${value} has no second tab.`,
  'nothing-to-steal': (value) => `${value} carries nothing worth stealing.`,
  'nothing-to-forge': () => 'There is no cookie or token here that could be made up.',
  'nothing-to-fix': () => 'There is no session id here that could be planted.',
  'not-an-attacker': (value) => `${value} is no attacker.`,
  'nothing-to-revoke': (value) => `${value} has no session that could be ended.`,
  'shared-session': (value) =>
    `${value} works in a document. Here the document is the session, the same for all who work in it: to end it would sign everybody out.`,
  'no-such-cookie': (value) => `There is no cookie ${value} here.`,
  'no-device': (value) => `${value} has no second device.`,
  'no-key': () => 'Nothing here is signed with a key.',
};

export const actions = {
  list,
  variants,
  parameters,
  /** On a button beside the thing itself, where there is room for one word. */
  verbs: { kill: 'Kill', restart: 'Restart', killNode: 'Kill', startNode: 'Restart' },
  /** In the place of an attacker's name. */
  someoneNew: 'somebody new',
  refusal: ({ code, value }: Refusal): string => refusals[code](value),
  things: {
    balancer: 'the load balancer',
    pair: 'the load balancers',
    pool: 'the pool',
    everybody: 'everybody',
    links: 'Links',
    linkState: (link: string, isCut: boolean): string => `Link ${link}${isCut ? ', cut' : ''}`,
    link: (a: string, b: string): string => linkName(`${a} – ${b}`),
    several: (count: number, kind: 'server' | 'person' | 'attacker' | 'node'): string =>
      `${count} ${{ server: 'servers', person: 'people', attacker: 'attackers', node: 'parts of the store' }[kind]}`,
  },
  several: {
    of: (whom: string): string => `Actions on ${whom}`,
    selected: (whom: string): string => `${whom} selected`,
    clear: 'Select none',
    verbs: {
      kill: 'Kill',
      restart: 'Restart',
      drain: 'Drain',
      clearCookies: 'Clear cookies',
      reconnect: 'Reconnect',
      changeNetwork: 'Move …',
    },
    names: {
      allUp: 'all servers that are up',
      allDown: 'all servers that are down',
      firstHalf: 'the first half of the servers',
      secondHalf: 'the second half of the servers',
      everybody: 'everybody',
      signedIn: 'all who are signed in',
      inOffice: 'all in the office',
    },
  },
  load: {
    title: 'Load',
    now: (people: string): string => `Load: ${people}`,
    people: 'People',
    think: 'They think between two requests for',
    surge: 'Surge: many more for a while …',
    distance: (ms: number): string =>
      `Each round trip between them and the load balancer takes ${ms} ms longer: they live an ocean away, so that a request can be followed by eye.`,
  },
  pool: {
    add: 'add server',
    isFull: (most: number): string => `no more than ${most} are drawn`,
  },
  keys: {
    it: 'what is selected',
    does: (action: string, endsAgain: boolean): string =>
      `${action[0]?.toLowerCase()}${action.slice(1)}${endsAgain ? ', or end that' : ''}`,
    selectFirst: 'Select a server first: press 1 for the first one, 2 for the second.',
  },
  menu: {
    of: (whom: string): string => `Actions on ${whom}`,
    more: (whom: string): string => `More for ${whom}`,
    cancel: 'Cancel',
    partlyRefused: (done: number, asked: number): string => `Done to ${done} of ${asked}.`,
  },
} as const;
