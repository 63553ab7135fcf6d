/** The picture in one plain sentence, from the same happenings as the events and the live region. */
import type { Happening, PersonSnapshot, Snapshot } from '../engine/index.ts';
import { words } from '../language/words.ts';
import type { LabState } from './labState.ts';
import { lastOutage } from './lastOutage.ts';
import { inPool } from './present.ts';
import type { Outage } from './record.ts';
import { serversName } from './things.ts';
import { failuresText, happeningText, NETWORK_NAMES, seconds, shortList, type Telling, tellingOf } from './wording.ts';

const said = words.narration;

/** Virtual time for which something is news: short enough to be of now, long enough to be read at the opening speed. */
const NEWS_MS = 2500;
/** The same for a kill, which is slowed down to be watched. */
const DEED_MS = 1000;

export function beatOf(state: LabState): string {
  const { snapshot, record, selectedPerson } = state;
  if (snapshot === null) return '';
  const telling = tellingOf(snapshot);
  const news = record.happenings.filter(({ atMs }) => atMs <= snapshot.atMs && snapshot.atMs - atMs <= NEWS_MS);
  const person = snapshot.people.find(({ id }) => id === selectedPerson) ?? null;
  return (
    justKilled(state) ??
    own(news, person, telling) ??
    blindness(state) ??
    latest(news, telling) ??
    darkness(snapshot) ??
    waiting(snapshot, record.outages) ??
    calm(snapshot, person)
  );
}

/** Something was ended and its discovery, or those it hit, are still to come: slow motion makes a long wait of it. */
export const isWaitingInSlowMotion = (state: LabState): boolean =>
  state.speed < 1 &&
  state.record.outages.length > 0 &&
  (blindness(state) !== null || (state.snapshot?.harm.unnoticed ?? 0) > 0);

/** What has just befallen the one who is followed. */
function own(news: readonly Happening[], person: PersonSnapshot | null, telling: Telling): string | null {
  if (person === null) return null;
  const mine = news.findLast((one) => 'person' in one && one.person === person.id);
  switch (mine?.kind) {
    case 'session-lost':
      return said.ownLoss(person.name, mine.server, mine.items);
    case 'unavailable':
      return said.ownFailure(person.name, mine.status, whyFailed(mine));
    case 'network-changed':
      return said.ownMove(person.name, NETWORK_NAMES[mine.network], mine.address);
    default:
      return mine === undefined ? null : happeningText(mine, telling);
  }
}

function whyFailed({ server, status }: Extract<Happening, { kind: 'unavailable' }>): string {
  if (server === null) return said.failures.noServer;
  return status === 500 ? said.failures.noSession(server) : said.failures.noAnswer(server);
}

/** What somebody has just done comes before all that goes on anyway, or they would not see that they did it. */
function justKilled(state: LabState): string | null {
  const outage = state.record.outages.at(-1);
  const isNews = outage !== undefined && (state.snapshot?.atMs ?? 0) - outage.killedAtMs <= DEED_MS;
  return isNews ? blindness(state) : null;
}

/** A dead server in which the load balancer still believes. */
function blindness({ snapshot, record, scenario, speed }: LabState): string | null {
  if (snapshot === null) return null;
  const { atMs, servers, harm } = snapshot;
  const stateOf = new Map(servers.map((server) => [server.id, server]));
  const outage = lastOutage(record.outages, ({ cause, detectedAtMs, server }) => {
    const state = stateOf.get(server);
    const isBelievedIn = state?.belief === 'up' || state?.belief === 'going-down';
    return cause === 'killed' && detectedAtMs === null && isBelievedIn && state.process === 'dead' && inPool(state);
  });
  if (outage === null) return null;
  const { against, needed } = stateOf.get(outage.servers[0] ?? '')?.checks ?? { against: 0, needed: 0 };
  const every = seconds(scenario.loadBalancer.healthCheck.intervalMs);
  const pace = speed < 1 ? said.slowMotion(speed) : '';
  const toCome = harm.unnoticed > 0 ? said.toCome(harm.unnoticed) : '';
  const since = seconds(atMs - outage.killedAtMs);
  const checks = `${pace}${said.checks(against, needed, every)}${toCome}`;
  return said.blind(serversName(outage.servers), outage.servers.length === 1, since, checks);
}

function latest(news: readonly Happening[], telling: Telling): string | null {
  const told = news.findLast(({ kind }) => kind !== 'session-lost' && kind !== 'unavailable');
  if (told !== undefined) return happeningText(told, telling);
  const lost = news.flatMap((one) => (one.kind === 'session-lost' ? [telling.nameOf(one.person)] : []));
  if (lost.length > 0) {
    const names = [...new Set(lost)];
    return said.cameBack(shortList(names), names.length === 1);
  }
  const failed = news.filter(({ kind }) => kind === 'unavailable').length;
  return failed > 0 ? `${failuresText(news, failed, telling)}.` : null;
}

/** A store with no part that runs. */
function darkness({ store }: Snapshot): string | null {
  if (store === null || store.nodes.length === 0 || store.nodes.some(({ isUp }) => isUp)) return null;
  return said.storeDown(store.name);
}

/** Sessions that are gone and not missed yet. */
function waiting({ harm }: Snapshot, outages: readonly Outage[]): string | null {
  if (harm.unnoticed === 0 || outages.length === 0) return null;
  return said.unaware(harm.unnoticed);
}

function calm(snapshot: Snapshot, person: PersonSnapshot | null): string {
  if (person === null) return said.choose;
  const { name } = person;
  if (!person.believesSignedIn || !person.sessionAlive) return said.noSession(name);
  const what = person.believesItems > 0 ? said.cart(name) : said.session(name);
  if (person.carriesSession) return said.carried(name);
  if (snapshot.store !== null) return said.inStore(what, snapshot.store.name);
  const row = snapshot.people.indexOf(person);
  const holders = snapshot.servers.filter(({ sessions }) => sessions.includes(row)).map(({ id }) => id);
  const [only] = holders;
  if (only === undefined) return said.noSession(name);
  return holders.length > 1 ? said.onSeveral(what, holders.join(', ')) : said.onOne(what, only);
}

/** So many sentences can be listened to before the next beat. */
const MOST_SAID = 4;

/** What happened since the last beat, for those who listen: what was done and noticed, and the harm summed up. */
export function summaryOf(news: readonly Happening[], telling: Telling): string {
  const lost = news.flatMap((one) => (one.kind === 'session-lost' ? [telling.nameOf(one.person)] : []));
  const failed = news.filter(({ kind }) => kind === 'unavailable').length;
  const lastLoad = news.findLast(({ kind }) => kind === 'load-set');
  const others = news
    .filter(({ kind }) => kind !== 'session-lost' && kind !== 'unavailable')
    .filter((happening) => happening.kind !== 'load-set' || happening === lastLoad)
    .map((happening) => happeningText(happening, telling));
  const harm: string[] = [];
  if (lost.length > 0) harm.push(said.signedOut(lost.length, shortList(lost)));
  if (failed > 0) harm.push(`${failuresText(news, failed, telling)}.`);
  const left = others.length - MOST_SAID;
  const told = left > 0 ? [...others.slice(0, MOST_SAID), words.text.and(left)] : others;
  return [...told, ...harm].join(' ');
}
