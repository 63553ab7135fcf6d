/** People and events in words: one wording for the picture, the text view and the live region, so that none disagrees. */
import {
  behaviours,
  type Happening,
  type Network,
  type Outcome,
  type PersonSnapshot,
  type Snapshot,
} from '../engine/index.ts';
import { counted } from '../language/counted.ts';
import { words } from '../language/words.ts';

export { counted };

export const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;

export const NETWORK_NAMES: Readonly<Record<Network, string>> = {
  home: 'at home',
  'office-nat': 'in the office, behind one address',
  mobile: 'on a phone network',
  'carrier-nat': 'behind a carrier’s NAT',
  'proxy-farm': 'behind a farm of proxies',
};

/** What an outcome did to its person: null where it did no harm. */
export const HARMS = {
  served: null,
  'session-lost': { one: 'session lost', many: 'sessions lost', standing: 'signed-out', says: 'signed out' },
  expired: {
    one: 'session expired',
    many: 'sessions expired',
    standing: 'expired',
    says: 'away too long: signed out',
  },
  'stale-read': { one: 'stale read', many: 'stale reads', standing: 'misled', says: 'was shown old data' },
  'lost-update': { one: 'lost update', many: 'lost updates', standing: 'misled', says: 'a change was overwritten' },
  'token-rejected': {
    one: 'token rejected',
    many: 'tokens rejected',
    standing: 'signed-out',
    says: 'signed out: the token was rejected',
  },
  hijacked: { one: 'hijack', many: 'hijacks', standing: 'misled', says: 'was served as somebody else' },
  'revoked-but-served': {
    one: 'request served after revocation',
    many: 'requests served after revocation',
    standing: 'misled',
    says: 'signed out everywhere, yet still served',
  },
  unavailable: { one: 'request failed', many: 'requests failed', standing: 'failed', says: 'got an error page' },
} as const satisfies Record<Outcome, Harmful | null>;

interface Harmful {
  readonly one: string;
  readonly many: string;
  readonly standing: Standing;
  /** Of the person, just now. */
  readonly says: string;
}

export const isHarm = (outcome: Outcome | null): boolean => outcome !== null && HARMS[outcome] !== null;

/** "3 stale reads · 1 lost update": what is not counted elsewhere; empty where there is none. */
export function otherHarmText(outcomes: Readonly<Record<Outcome, number>> | null): string {
  const told = [
    'expired',
    'stale-read',
    'lost-update',
    'token-rejected',
    'hijacked',
    'revoked-but-served',
  ] as const satisfies readonly Outcome[];
  return told
    .filter((outcome) => (outcomes?.[outcome] ?? 0) > 0)
    .map((outcome) => counted(outcomes?.[outcome] ?? 0, HARMS[outcome].one, HARMS[outcome].many))
    .join(' · ');
}

/** What a session of theirs counts, as the behaviour calls it: "3 items in the cart". */
function countsOf({ behaviour }: PersonSnapshot, count: number): string {
  const { one, many } = behaviours.find(({ id }) => id === behaviour)?.counts ?? { one: 'item', many: 'items' };
  return counted(count, one, many);
}

/** The same in a word: "3 items". */
const thingsOf = (person: PersonSnapshot, count: number): string => countsOf(person, count).split(' ', 2).join(' ');

export type Standing = 'visitor' | 'fine' | 'unaware' | 'signed-out' | 'expired' | 'misled' | 'failed';

/** Standings that something bad brought about just now. */
export const isHarmed = (standing: Standing): boolean =>
  Object.values(HARMS).some((harm) => harm !== null && harm.standing === standing);

/** How a person stands: what they believe, and whether the system agrees. */
export function standingOf(person: PersonSnapshot): Standing {
  const harm = person.lastOutcome === null ? null : HARMS[person.lastOutcome];
  if (harm !== null) return harm.standing;
  if (!person.believesSignedIn) return 'visitor';
  return person.sessionAlive ? 'fine' : 'unaware';
}

export function standingText(person: PersonSnapshot): string {
  const items = person.believesItems;
  switch (standingOf(person)) {
    case 'visitor':
      return visitorText(person);
    case 'signed-out':
      return person.lastItemsLost > 0 ? `signed out · −${thingsOf(person, person.lastItemsLost)}` : 'signed out';
    case 'failed':
    case 'expired':
    case 'misled':
      return person.lastOutcome === null ? '' : (HARMS[person.lastOutcome]?.says ?? '');
    case 'unaware':
      return items > 0 ? `${thingsOf(person, items)}, believes all is well` : 'believes all is well';
    case 'fine':
      if (items > 0) return countsOf(person, items);
      return person.lastWish === 'check-out' ? 'has checked out' : 'signed in';
  }
}

/** Whose request a step has answered, and how they stand now. */
export function steppedText(before: Snapshot | null, after: Snapshot | null): string {
  const answered = after?.people.find(
    ({ lastRequest }, row) => lastRequest !== null && lastRequest !== before?.people[row]?.lastRequest,
  );
  if (answered === undefined) return 'No request was answered within this step.';
  return `One request answered: ${answered.name}, ${standingText(answered)}.`;
}

/** Who is not signed in, and was not thrown out just now. */
function visitorText({ lastWish, behaviour }: PersonSnapshot): string {
  if (lastWish === null) return 'has not come yet';
  if (lastWish === 'sign-out') return behaviour === 'shopper' ? 'checked out and left' : 'signed out and left';
  return 'looking around';
}

/** What was done to them, for good: a session that is lost stays lost when they have signed in again. Null: nothing. */
export function scarText(person: PersonSnapshot): string | null {
  const { sessionsLost, itemsLost } = person;
  if (sessionsLost === 0) return null;
  const times = sessionsLost > 1 ? `, ${sessionsLost} sessions` : '';
  return itemsLost > 0 ? `lost ${thingsOf(person, itemsLost)}${times}` : `lost ${counted(sessionsLost, 'session')}`;
}

/** "Ada, 3 items in the cart, session on s2": what a picture of a person says to someone who does not see it. */
export function personText(person: PersonSnapshot, store: string | null): string {
  const scar = standingOf(person) === 'signed-out' && person.sessionsLost === 1 ? null : scarText(person);
  const said = [person.name, ...oddities(person), standingText(person), sessionPlace(person, store), scar];
  return said.filter((part) => part !== null).join(', ');
}

/** What makes somebody other than a person with one client, in words. */
function oddities({ id, account, isAttacker, hasTab, hijacks }: PersonSnapshot): readonly string[] {
  const said = words.stage.person;
  return [
    isAttacker ? said.attackerText : '',
    account !== id ? said.device(account) : '',
    hasTab ? said.tabText : '',
    hijacks > 0 ? said.hijacked(hijacks) : '',
  ].filter((part) => part !== '');
}

function sessionPlace(person: PersonSnapshot, store: string | null): string | null {
  if (!person.believesSignedIn) return null;
  if (!person.sessionAlive) return 'session gone';
  if (person.carriesSession) return 'carries the session';
  if (store !== null) return `session in ${store}`;
  return person.homeServer === null ? null : `session on ${person.homeServer}`;
}

/** What a happening can't tell by itself. */
export interface Telling {
  readonly nameOf: (person: string) => string;
  /** Whether persistence sends people back to their server. */
  readonly bindsPeople: boolean;
  /** Whether they stay with it while it drains. */
  readonly keepsInDrain: boolean;
}

export const tellingOf = (snapshot: Snapshot | null): Telling => {
  const names = new Map(snapshot?.people.map(({ id, name }) => [id, name]) ?? []);
  return {
    nameOf: (id) => names.get(id) ?? id,
    bindsPeople: snapshot !== null && bindsPeople(snapshot),
    keepsInDrain: snapshot?.keepsInDrain ?? true,
  };
};

export const bindsPeople = ({ persistence }: Snapshot): boolean => persistence.looksAt !== 'nothing';

export function happeningText(happening: Happening, telling: Telling): string {
  const { nameOf } = telling;
  switch (happening.kind) {
    case 'action':
      return actionText(happening, telling);
    case 'started':
      return `${happening.server} runs, with an empty memory.`;
    case 'pace-set':
      return happening.factor === 1
        ? `${happening.server} works as fast as before.`
        : `${happening.server} takes ${happening.factor} times as long, and passes its checks.`;
    case 'weight-set':
      return `${happening.server} has weight ${happening.weight} now.`;
    case 'link':
      return `The link between ${endText(happening.a)} and ${endText(happening.b)} is ${happening.what}.`;
    case 'ended':
      return happening.sessions > 0
        ? `${happening.server} has finished its work and ends: ${dieWith(happening.sessions)}`
        : `${happening.server} has finished its work and ends. No session dies with it.`;
    case 'believed-down':
      return `The load balancer believes ${happening.server} down, ${seconds(happening.afterMs)} after ${words.stage.trouble.since[happening.trouble ?? 'unknown']}.`;
    case 'believed-up':
      return `The load balancer believes ${happening.server} up.`;
    case 'node': {
      if (happening.what === 'started') return `${happening.node} runs.`;
      return happening.sessions > 0
        ? `${happening.node} is killed: ${dieWith(happening.sessions)}`
        : `${happening.node} is killed. No session dies with it.`;
    }
    case 'load-set':
      return `${counted(happening.people, 'person', 'people')}, who think ${seconds(happening.thinkMs)} between two requests.`;
    case 'network-changed':
      return `${nameOf(happening.person)} is ${NETWORK_NAMES[happening.network]} now: ${happening.address}.`;
    case 'client-changed':
      return `${nameOf(happening.person)} ${CLIENT_CHANGES[happening.what]}.`;
    case 'device-added':
      return `${nameOf(happening.person)} signs in with a second device.`;
    case 'device-removed':
      return `${nameOf(happening.person)} puts a second device away.`;
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
      return words.balancers.restarted(happening.balancer, happening.isAlone, happening.peers);
    case 'balancer':
      return balancerText(happening);
    case 'session-lost': {
      const lost = happening.items > 0 ? `, ${counted(happening.items, 'item')} gone` : '';
      return `${nameOf(happening.person)} is signed out${lost}: ${happening.server} does not know the session.`;
    }
    case 'unavailable':
      return happening.status === 0
        ? words.balancers.noAnswer(nameOf(happening.person))
        : `${nameOf(happening.person)} gets an error page (${happening.status}).`;
  }
}

const endText = (end: string): string => words.balancers.ends[end] ?? end;

function balancerText({ what, balancer, requests }: Extract<Happening, { kind: 'balancer' }>): string {
  const lost = requests === 0 ? '' : words.balancers.requestsLost(requests);
  return BALANCER_TEXTS[what](balancer, lost);
}

const BALANCER_TEXTS = {
  killed: words.balancers.killed,
  started: words.balancers.started,
  'took-address': words.balancers.tookAddress,
  'took-address-too': words.balancers.tookAddressToo,
  'route-lost': words.balancers.routeLost,
  'route-back': words.balancers.routeBack,
} as const;

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
  'cookie-edited': 'has changed a cookie by hand',
  reconnected: 'opens a new connection',
  'tab-opened': 'opens a second tab',
  'tab-closed': 'closes the second tab',
} as const;

/** "1 session dies with it." */
const dieWith = (sessions: number): string =>
  `${counted(sessions, 'session')} ${sessions === 1 ? 'dies' : 'die'} with it.`;

function actionText({ what, server, sessions }: Extract<Happening, { kind: 'action' }>, telling: Telling): string {
  switch (what) {
    case 'killed':
      return sessions > 0
        ? `${server} is killed: ${dieWith(sessions)}`
        : `${server} is killed. No session dies with it.`;
    case 'restarted':
      if (sessions === 0) return `${server} restarts.`;
      return `${server} restarts, and its memory is emptied: ${counted(sessions, 'session')} ${sessions === 1 ? 'dies' : 'die'}.`;
    case 'drained':
      if (!telling.bindsPeople) return `${server} drains: no more requests go there. Nothing binds its people.`;
      return telling.keepsInDrain
        ? `${server} drains: it keeps its people and takes no strangers.`
        : `${server} drains: no more requests go there, not even of those pinned to it.`;
    case 'maintained':
      return `${server} is in maintenance: nobody is sent there.`;
    case 'ready':
      return `${server} takes ${telling.bindsPeople ? 'strangers' : 'requests'} again.`;
    case 'added':
      return `${server} is added.`;
    case 'hung':
      return `${server} hangs: it accepts connections and never answers.`;
    case 'unhung':
      return `${server} goes on.`;
    case 'removed':
      return `${server} is taken out of the pool. It finishes its work, then ends.`;
  }
}

const MOST_NAMES = 3;

/** "Ada, Ben, Cleo and 4 more" */
export function shortList(names: readonly string[]): string {
  const rest = names.length - MOST_NAMES;
  return rest > 0 ? `${names.slice(0, MOST_NAMES).join(', ')} and ${rest} more` : names.join(', ');
}

/** "2 requests failed: Ben, Cleo"; empty where none did. */
export function failuresText(happenings: readonly Happening[], count: number, { nameOf }: Telling): string {
  if (count === 0) return '';
  const whose = new Set(happenings.flatMap((one) => (one.kind === 'unavailable' ? [nameOf(one.person)] : [])));
  return `${counted(count, 'request')} failed${whose.size === 0 ? '' : `: ${shortList([...whose])}`}`;
}
