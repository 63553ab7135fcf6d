/** People and events in words: one wording for the picture, the text view and the live region, so that none disagrees. */
import { behaviours, type Happening, type Outcome, type PersonSnapshot, type Snapshot } from '../engine/index.ts';
import { counted } from '../language/counted.ts';
import { words } from '../language/words.ts';

export { counted };

export const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;

const said = words.people;

export const NETWORK_NAMES = said.networks;

/** What an outcome did to its person: null where it did no harm. */
export const HARMS = {
  served: null,
  'session-lost': { ...said.harms['session-lost'], standing: 'signed-out' },
  expired: { ...said.harms.expired, standing: 'expired' },
  'stale-read': { ...said.harms['stale-read'], standing: 'misled' },
  'lost-update': { ...said.harms['lost-update'], standing: 'misled' },
  'token-rejected': { ...said.harms['token-rejected'], standing: 'signed-out' },
  hijacked: { ...said.harms.hijacked, standing: 'misled' },
  'revoked-but-served': { ...said.harms['revoked-but-served'], standing: 'misled' },
  unavailable: { ...said.harms.unavailable, standing: 'failed' },
} as const satisfies Record<Outcome, { readonly standing: Standing } | null>;

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
  const { one, many } = behaviours.find(({ id }) => id === behaviour)?.counts ?? said.counts;
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
      return person.lastItemsLost > 0 ? said.signedOutLess(thingsOf(person, person.lastItemsLost)) : said.signedOut;
    case 'failed':
    case 'expired':
    case 'misled':
      return person.lastOutcome === null ? '' : (HARMS[person.lastOutcome]?.says ?? '');
    case 'unaware':
      return items > 0 ? said.thingsAllWell(thingsOf(person, items)) : said.believesAllWell;
    case 'fine':
      if (items > 0) return countsOf(person, items);
      return person.lastWish === 'check-out' ? said.checkedOut : said.signedIn;
  }
}

/** Whose request a step has answered, and how they stand now. */
export function steppedText(before: Snapshot | null, after: Snapshot | null): string {
  const answered = answeredBetween(before, after);
  return answered === undefined ? said.noneStepped : said.stepped(answered.name, standingText(answered));
}

/** Whose request a step has answered. */
export const answeredBetween = (before: Snapshot | null, after: Snapshot | null): PersonSnapshot | undefined =>
  after?.people.find(
    ({ lastRequest }, row) => lastRequest !== null && lastRequest !== before?.people[row]?.lastRequest,
  );

/** Who is not signed in, and was not thrown out just now. */
function visitorText({ lastWish, behaviour, isAttacker }: PersonSnapshot): string {
  if (lastWish === null) return isAttacker ? said.notAttacked : said.notCome;
  if (lastWish === 'sign-out') return behaviour === 'shopper' ? said.left.shopper : said.left.others;
  return said.lookingAround;
}

/** What was done to them, for good: a session that is lost stays lost when they have signed in again. Null: nothing. */
export function scarText(person: PersonSnapshot): string | null {
  const { sessionsLost, itemsLost } = person;
  if (sessionsLost === 0) return null;
  return itemsLost > 0 ? said.scar.things(thingsOf(person, itemsLost), sessionsLost) : said.scar.sessions(sessionsLost);
}

/** "Ada, 3 items in the cart, session on s2": what a picture of a person says to someone who does not see it. */
export function personText(person: PersonSnapshot, store: string | null): string {
  const scar = standingOf(person) === 'signed-out' && person.sessionsLost === 1 ? null : scarText(person);
  const parts = [person.name, ...oddities(person), standingText(person), sessionPlace(person, store), scar];
  return parts.filter((part) => part !== null).join(', ');
}

/** What makes somebody other than a person with one client, in words. */
function oddities({ id, account, isAttacker, hasTab, hijacks }: PersonSnapshot): readonly string[] {
  const { person } = words.stage;
  return [
    isAttacker ? person.attackerText : '',
    account !== id ? person.device(account) : '',
    hasTab ? person.tabText : '',
    hijacks > 0 ? person.hijacked(hijacks) : '',
  ].filter((part) => part !== '');
}

function sessionPlace(person: PersonSnapshot, store: string | null): string | null {
  if (!person.believesSignedIn) return null;
  if (!person.sessionAlive) return said.session.gone;
  if (person.carriesSession) return said.session.carried;
  if (store !== null) return said.session.inStore(store);
  return person.homeServer === null ? null : said.session.on(person.homeServer);
}

/** What a happening can't tell by itself. */
export interface Telling {
  readonly nameOf: (person: string) => string;
  /** Whether persistence sends people back to their server. */
  readonly bindsPeople: boolean;
  /** Whether they stay with it while it drains. */
  readonly keepsInDrain: boolean;
}

export const tellingOf = (snapshot: Snapshot | null): Telling => ({
  nameOf: (id) => snapshot?.people.find((person) => person.id === id)?.name ?? id,
  bindsPeople: snapshot !== null && bindsPeople(snapshot),
  keepsInDrain: snapshot?.keepsInDrain ?? true,
});

export const bindsPeople = ({ persistence }: Snapshot): boolean => persistence.looksAt !== 'nothing';

export function happeningText(happening: Happening, telling: Telling): string {
  const { nameOf } = telling;
  const told = words.happenings;
  switch (happening.kind) {
    case 'action':
      return told.actions[happening.what](
        ...([happening.server, happening.sessions, telling.bindsPeople, telling.keepsInDrain] as const),
      );
    case 'started':
      return told.runs(happening.server);
    case 'pace-set':
      return told.pace(happening.server, happening.factor);
    case 'weight-set':
      return told.weight(happening.server, happening.weight);
    case 'link':
      return told.link(endText(happening.a), endText(happening.b), happening.what);
    case 'ended':
      return told.ended(happening.server, happening.sessions);
    case 'believed-down': {
      const since = words.stage.trouble.since[happening.trouble ?? 'unknown'];
      return told.believedDown(happening.server, seconds(happening.afterMs), since);
    }
    case 'believed-up':
      return told.believedUp(happening.server);
    case 'node':
      return happening.what === 'started'
        ? told.nodeRuns(happening.node)
        : told.nodeKilled(happening.node, happening.sessions);
    case 'load-set':
      return told.load(happening.people, seconds(happening.thinkMs));
    case 'network-changed':
      return told.moved(nameOf(happening.person), NETWORK_NAMES[happening.network], happening.address);
    case 'client-changed':
      return told.client(nameOf(happening.person), happening.what);
    case 'device-added':
      return told.deviceAdded(nameOf(happening.person));
    case 'device-removed':
      return told.deviceRemoved(nameOf(happening.person));
    case 'attack': {
      const whom = happening.victim === null ? '' : nameOf(happening.victim);
      return told.attacks[happening.what](nameOf(happening.by), whom, happening.server ?? '');
    }
    case 'hijacked':
      return told.hijacked(nameOf(happening.by), nameOf(happening.person), happening.server);
    case 'signed-out-everywhere':
      return told.signedOutEverywhere(nameOf(happening.person), happening.sessions);
    case 'key-rotated':
      return told.keyRotated;
    case 'clock-skewed':
      return told.clock(happening.server, seconds(happening.skewMs));
    case 'balancer-restarted':
      return words.balancers.restarted(happening.balancer, happening.isAlone, happening.peers);
    case 'balancer':
      return balancerText(happening);
    case 'session-lost':
      return told.sessionLost(nameOf(happening.person), happening.items, happening.server);
    case 'unavailable':
      return happening.status === 0
        ? words.balancers.noAnswer(nameOf(happening.person))
        : told.errorPage(nameOf(happening.person), happening.status);
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

const MOST_NAMES = 3;

/** "Ada, Ben, Cleo and 4 more" */
export function shortList(names: readonly string[]): string {
  const rest = names.length - MOST_NAMES;
  return rest > 0 ? said.andMore(names.slice(0, MOST_NAMES).join(', '), rest) : names.join(', ');
}

/** "2 requests failed: Ben, Cleo"; empty where none did. */
export function failuresText(happenings: readonly Happening[], count: number, { nameOf }: Telling): string {
  if (count === 0) return '';
  const whose = new Set(happenings.flatMap((one) => (one.kind === 'unavailable' ? [nameOf(one.person)] : [])));
  return said.failed(count, shortList([...whose]));
}
