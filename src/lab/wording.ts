/** People and events in words: one wording for the picture, the text view and the live region, so that none disagrees. */
import type { Happening, Network, PersonSnapshot } from '../engine/index.ts';

export const counted = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`;

export const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;

export const NETWORK_NAMES: Readonly<Record<Network, string>> = {
  home: 'at home',
  'office-nat': 'in the office, behind one address',
  mobile: 'on a phone network',
  'carrier-nat': 'behind a carrier’s NAT',
  'proxy-farm': 'behind a farm of proxies',
};

export type Standing = 'visitor' | 'fine' | 'unaware' | 'signed-out' | 'failed';

/** How a person stands: what they believe, and whether the system agrees. */
export function standingOf(person: PersonSnapshot): Standing {
  if (person.lastOutcome === 'session-lost') return 'signed-out';
  if (person.lastOutcome === 'unavailable') return 'failed';
  if (!person.believesSignedIn) return 'visitor';
  return person.sessionAlive ? 'fine' : 'unaware';
}

export function standingText(person: PersonSnapshot): string {
  const items = person.believesItems;
  switch (standingOf(person)) {
    case 'visitor':
      return 'looking around';
    case 'signed-out':
      return person.lastItemsLost > 0 ? `signed out · −${counted(person.lastItemsLost, 'item')}` : 'signed out';
    case 'failed':
      return 'got an error page';
    case 'unaware':
      return items > 0 ? `${counted(items, 'item')}, believes all is well` : 'believes all is well';
    case 'fine':
      return items > 0 ? `${counted(items, 'item')} in the cart` : 'signed in';
  }
}

/** "Ada, 3 items in the cart, session on s2": what a picture of a person says to someone who does not see it. */
export function personText(person: PersonSnapshot, store: string | null): string {
  const place = sessionPlace(person, store);
  return `${person.name}, ${standingText(person)}${place === null ? '' : `, ${place}`}`;
}

function sessionPlace(person: PersonSnapshot, store: string | null): string | null {
  if (!person.believesSignedIn) return null;
  if (!person.sessionAlive) return 'session gone';
  if (person.carriesSession) return 'carries the session';
  if (store !== null) return `session in ${store}`;
  return person.homeServer === null ? null : `session on ${person.homeServer}`;
}

export function happeningText(happening: Happening, nameOf: (person: string) => string): string {
  switch (happening.kind) {
    case 'action':
      return actionText(happening);
    case 'started':
      return `${happening.server} runs again, with an empty memory.`;
    case 'ended':
      return happening.sessions > 0
        ? `${happening.server} has ended. ${counted(happening.sessions, 'session')} died with it.`
        : `${happening.server} has ended.`;
    case 'believed-down':
      return `The load balancer believes ${happening.server} down, ${seconds(happening.afterMs)} after it died.`;
    case 'believed-up':
      return `The load balancer believes ${happening.server} up again.`;
    case 'node': {
      const lost = happening.sessions > 0 ? ` ${counted(happening.sessions, 'session')} are gone with it.` : '';
      return happening.what === 'killed' ? `${happening.node} is killed.${lost}` : `${happening.node} runs again.`;
    }
    case 'load-set':
      return `${counted(happening.people, 'person', 'people')}, who think ${seconds(happening.thinkMs)} between two requests.`;
    case 'network-changed':
      return `${nameOf(happening.person)} is ${NETWORK_NAMES[happening.network]} now: ${happening.address}.`;
    case 'client-changed':
      return `${nameOf(happening.person)} ${CLIENT_CHANGES[happening.what]}.`;
    case 'device-added':
      return `${nameOf(happening.person)} signs in with a second device.`;
    case 'attack':
      return attackText(happening, nameOf);
    case 'hijacked':
      return `${nameOf(happening.by)} is taken for ${nameOf(happening.person)} by ${happening.server}.`;
    case 'signed-out-everywhere':
      return `${nameOf(happening.person)} is signed out everywhere: ${counted(happening.sessions, 'session')}.`;
    case 'key-rotated':
      return 'Servers sign with a new key.';
    case 'clock-skewed':
      return `The clock of ${happening.server} is off by ${seconds(happening.skewMs)}.`;
    case 'balancer-restarted':
      return `The load balancer restarts${happening.peers ? ', and its peers teach it its tables' : ' with empty tables'}.`;
    case 'session-lost': {
      const lost = happening.items > 0 ? `, ${counted(happening.items, 'item')} gone` : '';
      return `${nameOf(happening.person)} is signed out${lost}: ${happening.server} does not know the session.`;
    }
    case 'unavailable':
      return `${nameOf(happening.person)} gets an error page (${happening.status}).`;
  }
}

function attackText(
  { what, by, victim, server }: Extract<Happening, { kind: 'attack' }>,
  nameOf: (person: string) => string,
): string {
  const whom = victim === null ? '' : nameOf(victim);
  switch (what) {
    case 'cookie-stolen':
      return `${nameOf(by)} has stolen the cookies of ${whom}.`;
    case 'cookie-forged':
      return `${nameOf(by)} makes up a cookie that names ${server}.`;
    case 'session-fixed':
      return `${nameOf(by)} plants a session id in the client of ${whom}.`;
    case 'token-forged':
      return `${nameOf(by)} makes up a token in the name of ${whom}.`;
    case 'stopped':
      return `${nameOf(by)} stops.`;
  }
}

const CLIENT_CHANGES = {
  'cookies-blocked': 'blocks cookies now',
  'cookies-allowed': 'keeps cookies again',
  'cookies-cleared': 'has deleted all cookies',
  reconnected: 'opens a new connection',
  'tab-opened': 'opens a second tab',
  'tab-closed': 'closes the second tab',
} as const;

function actionText({ what, server, sessions }: Extract<Happening, { kind: 'action' }>): string {
  const held = counted(sessions, 'session');
  switch (what) {
    case 'killed':
      return sessions > 0
        ? `${server} is killed, with ${held} in its memory.`
        : `${server} is killed. No session was on it.`;
    case 'restarted':
      return `${server} restarts.`;
    case 'drained':
      return `${server} drains: it keeps its people and takes no strangers.`;
    case 'ready':
      return `${server} takes strangers again.`;
    case 'added':
      return `${server} is added.`;
    case 'removed':
      return `${server} is removed.`;
  }
}
