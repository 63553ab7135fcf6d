/** What happens in a run, a sentence each: for the picture, the text view and those who listen. */
import type { Happening } from '../../engine/index.ts';
import { counted } from '../counted.ts';

type Kind<K extends Happening['kind']> = Extract<Happening, { kind: K }>;

/** "1 session dies with it." */
const dieWith = (sessions: number): string =>
  sessions === 0
    ? 'No session dies with it.'
    : `${counted(sessions, 'session')} ${sessions === 1 ? 'dies' : 'die'} with it.`;

/** That it ends, and what ends with it. */
const ends = (what: string, sessions: number): string =>
  sessions === 0 ? `${what}. ${dieWith(0)}` : `${what}: ${dieWith(sessions)}`;

const actions = {
  killed: (server, sessions) => ends(`${server} is killed`, sessions),
  restarted: (server, sessions) =>
    sessions === 0
      ? `${server} restarts.`
      : `${server} restarts, and its memory is emptied: ${counted(sessions, 'session')} ${sessions === 1 ? 'dies' : 'die'}.`,
  drained: (server, _, bindsPeople, keepsInDrain) => {
    if (!bindsPeople) return `${server} drains: no more requests go there. Nothing binds its people.`;
    return keepsInDrain
      ? `${server} drains: it keeps its people and takes no strangers.`
      : `${server} drains: no more requests go there, not even of those pinned to it.`;
  },
  maintained: (server) => `${server} is in maintenance: nobody is sent there.`,
  ready: (server, _, bindsPeople) => `${server} takes ${bindsPeople ? 'strangers' : 'requests'} again.`,
  added: (server) => `${server} is added.`,
  hung: (server) => `${server} hangs: it accepts connections and never answers.`,
  unhung: (server) => `${server} goes on.`,
  removed: (server) => `${server} is taken out of the pool. It finishes its work, then ends.`,
} as const satisfies Record<
  Kind<'action'>['what'],
  (server: string, sessions: number, bindsPeople: boolean, keepsInDrain: boolean) => string
>;

const attacks = {
  'cookie-stolen': (by, whom) => `${by} has stolen the cookies of ${whom}.`,
  'cookie-forged': (by, _, server) => `${by} makes up a cookie that names ${server}.`,
  'session-fixed': (by, whom) => `${by} plants a session id in the client of ${whom}.`,
  'token-forged': (by, whom) => `${by} makes up a token in the name of ${whom}.`,
  stopped: (by) => `${by} stops.`,
} as const satisfies Record<Kind<'attack'>['what'], (by: string, whom: string, server: string) => string>;

const clients = {
  'cookies-blocked': 'blocks cookies now',
  'cookies-allowed': 'keeps cookies again',
  'cookies-cleared': 'has deleted all cookies',
  'cookie-edited': 'has changed a cookie by hand',
  reconnected: 'opens a new connection',
  'tab-opened': 'opens a second tab',
  'tab-closed': 'closes the second tab',
} as const satisfies Record<Kind<'client-changed'>['what'], string>;

export const happenings = {
  actions,
  attacks,
  runs: (server: string) => `${server} runs, with an empty memory.`,
  pace: (server: string, factor: number) =>
    factor === 1
      ? `${server} works as fast as before.`
      : `${server} takes ${factor} times as long, and passes its checks.`,
  weight: (server: string, weight: number) => `${server} has weight ${weight} now.`,
  link: (a: string, b: string, what: string) => `The link between ${a} and ${b} is ${what}.`,
  ended: (server: string, sessions: number) => ends(`${server} has finished its work and ends`, sessions),
  believedDown: (server: string, after: string, since: string) =>
    `The load balancer believes ${server} down, ${after} after ${since}.`,
  believedUp: (server: string) => `The load balancer believes ${server} up.`,
  nodeRuns: (node: string) => `${node} runs.`,
  nodeKilled: (node: string, sessions: number) => ends(`${node} is killed`, sessions),
  load: (people: number, think: string) =>
    `${counted(people, 'person', 'people')}, who think ${think} between two requests.`,
  moved: (person: string, network: string, address: string) => `${person} is ${network} now: ${address}.`,
  client: (person: string, what: keyof typeof clients) => `${person} ${clients[what]}.`,
  deviceAdded: (person: string) => `${person} signs in with a second device.`,
  deviceRemoved: (person: string) => `${person} puts a second device away.`,
  hijacked: (by: string, person: string, server: string) => `${by} is taken for ${person} by ${server}.`,
  signedOutEverywhere: (person: string, sessions: number) =>
    `${person} is signed out everywhere: ${counted(sessions, 'session')}.`,
  keyRotated: 'Servers sign with a new key.',
  clock: (server: string, skew: string) => `The clock of ${server} is off by ${skew}.`,
  sessionLost: (person: string, items: number, server: string) =>
    `${person} is signed out${items > 0 ? `, ${counted(items, 'item')} gone` : ''}: ${server} does not know the session.`,
  errorPage: (person: string, status: number) => `${person} gets an error page (${status}).`,
} as const;
