/** The sentence above the picture, and the one beside the counters of harm. */
import { counted } from '../counted.ts';

const people = (count: number): string => counted(count, 'person', 'people');

export const narration = {
  ownLoss: (name: string, server: string, items: number) =>
    `${name} was sent to ${server}, which does not know ${name}: signed out${items > 0 ? `, ${counted(items, 'item')} lost` : ''}.`,
  ownFailure: (name: string, status: number, why: string) => `${name} got an error page (${status}): ${why}.`,
  failures: {
    noServer: 'no server took the request',
    noSession: (server: string) => `${server} could not ask for the session`,
    noAnswer: (server: string) => `${server} did not answer`,
  },
  ownMove: (name: string, network: string, address: string) => `${name} is ${network} now, and comes from ${address}.`,
  blind: (servers: string, isOne: boolean, since: string, checks: string) =>
    `${servers} ${isOne ? 'was' : 'were'} killed ${since} ago; the load balancer does not know yet. ${checks}.`,
  checks: (against: number, needed: number, every: string) =>
    `${against} of ${needed} health checks failed, one each ${every}`,
  slowMotion: (speed: number) => `Slow motion ${speed}×: `,
  toCome: (count: number) => `; ${people(count)} will come back`,
  cameBack: (names: string, isOne: boolean) =>
    `${names} came back and ${isOne ? 'was' : 'were'} not known: signed out.`,
  storeDown: (store: string) => `The ${store} is down: no server can ask for a session.`,
  unaware: (count: number) =>
    `${people(count)} ${count === 1 ? 'has' : 'have'} lost a session and ${count === 1 ? 'does' : 'do'} not know it until coming back.`,
  choose: 'Choose a person, and follow their requests.',
  noSession: (name: string) => `${name} has no session now.`,
  cart: (name: string) => `${name}’s cart`,
  session: (name: string) => `${name}’s session`,
  carried: (name: string) => `${name} carries the session along: any server can read it.`,
  inStore: (what: string, store: string) => `${what} is in the ${store}: any server can find it.`,
  onSeveral: (what: string, servers: string) => `${what} is on ${servers}.`,
  onOne: (what: string, server: string) => `${what} is only on ${server}.`,
  signedOut: (count: number, names: string) => `${counted(count, 'person is', 'people are')} signed out: ${names}.`,
} as const;

/** The cause of the harm so far, and how much of it is still to come. */
export const harmStory = {
  noneDied: (where: string) => `No session died with ${where}.`,
  how: {
    killed: () => '',
    restarted: () => ', which restarted,',
    removed: (isOne: boolean) => `, which ${isOne ? 'was' : 'were'} removed,`,
  },
  allBack: (count: number, server: string, how: string) =>
    count === 1
      ? `The one person of ${server}${how} has come back and knows.`
      : `All ${people(count)} of ${server}${how} have come back and know.`,
  noneBack: (count: number, server: string, how: string) =>
    count === 1
      ? `The one person of ${server}${how} has not come back yet.`
      : `None of the ${people(count)} of ${server}${how} has come back yet.`,
  someBack: (away: number, count: number, server: string, how: string) =>
    `${away} of the ${people(count)} of ${server}${how} ${away === 1 ? 'has' : 'have'} not come back yet.`,
  diedWith: (count: number, node: string) => `${counted(count, 'session')} died with ${node}.`,
  stillToCome: (count: number) =>
    `${people(count)} ${count === 1 ? 'has' : 'have'} a dead session and ${count === 1 ? 'does' : 'do'} not know it yet.`,
  nobody: 'Nobody was signed out.',
  invitation: 'Kill a server, and see who is signed out when they come back.',
  turnsElsewhere: 'Nobody killed anything: each turn lands on a server that does not know them.',
  mostly: (cause: string, count: number, all: number) =>
    count >= all
      ? `${all === 1 ? 'It was' : 'They were'} lost because ${cause}.`
      : `${count} of the ${all} because ${cause}.`,
} as const;
