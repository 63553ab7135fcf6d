/**
 * Cookies that somebody changes in their own client, as in a browser's developer tools. The next requests carry what was
 * written, to the letter, until an answer sets the cookie anew; what the load balancer and the servers make of it follows
 * from reading it as they read any other.
 */
import { sessionIdText } from './request.ts';
import type { Run } from './run.ts';
import { FORGED, UNSIGNED } from './session-state/contract.ts';
import { epochSeconds } from './wire/date.ts';
import { partsOf, serverNamed, splitAt } from './wire/mark.ts';
import { readJwt, unseal } from './wire/reading.ts';
import type { Edit } from './world.ts';
import { FIRST_WRITTEN_SESSION, NONE, UNKNOWN_PIN } from './world.ts';

/** More than anybody puts into a cart; a made-up number above it would have to be written out item by item. */
const MOST_ITEMS = 1000;

/** Names of the cookies that mean something here. */
export function editableCookies({ carrier, sessionState }: Run): string[] {
  const isInCookie = carrier?.kind !== 'url' && sessionState.carriedAs !== 'credentials';
  return [...(isInCookie ? [sessionState.cookieName] : []), ...(carrier?.kind === 'cookie' ? [carrier.name] : [])];
}

export function editCookie(run: Run, person: number, cookie: string, value: string): void {
  const { people, edits, nowUs } = run.world;
  const edit = edits.get(person) ?? { mark: null, token: null };
  edits.set(person, edit);
  people.editedUs[person] = Math.max(1, nowUs);
  if (run.carrier?.kind === 'cookie' && run.carrier.name === cookie) writeMark(run, person, edit, value);
  else writeSession(run, person, edit, value);
}

/** Who has that session, if they have another account than that person; -1 where nobody does. */
export function ownerOf({ world }: Run, session: number, person: number): number {
  const { people, peopleCount } = world;
  for (let row = 0; row < peopleCount; row += 1) {
    const isTheirs = people.session[row] === session && people.signedIn[row] === 1 && people.attack[row] === 0;
    if (isTheirs && people.account[row] !== people.account[person]) return row;
  }
  return NONE;
}

function writeMark(run: Run, person: number, edit: Edit, value: string): void {
  const { people } = run.world;
  const { name, seenS, firstS } = partsOf(value);
  const server = serverNamed(run, name);
  edit.mark = value;
  people.pin[person] = server === NONE ? UNKNOWN_PIN : server;
  people.pinSeenS[person] = seenS;
  people.pinFirstS[person] = firstS;
}

function writeSession(run: Run, person: number, edit: Edit, value: string): void {
  const { people } = run.world;
  const text = withoutServer(run, person, value);
  if (run.sessionState.carriedAs === 'number') {
    people.sessionCookie[person] = sessionWithId(run, text);
    return;
  }
  edit.token = text;
  people.hasToken[person] = 1;
  people.tokenKey[person] = FORGED;
  people.tokenItems[person] = 0;
  people.tokenVersion[person] = 0;
  people.tokenIssuedUs[person] = 0;
  // Not 0, which would be none at all: that it is no token is for the servers to find out.
  people.tokenExpiresUs[person] = 1;
  if (run.sessionState.carriedAs === 'jwt') readToken(run, person, text);
  else readSealed(run, person, text);
}

/** Takes off the name of a server before or behind the session, which becomes the mark. */
function withoutServer(run: Run, person: number, value: string): string {
  const { carrier } = run;
  if (carrier?.kind !== 'prefix' && carrier?.kind !== 'suffix') return value;
  const [name, rest] = splitAt(carrier.kind, value, carrier.separator);
  const server = name === '' ? NONE : serverNamed(run, name);
  run.world.people.pin[person] = server;
  return server === NONE ? value : rest;
}

/** The number of the session that goes by that id, whoever has it; a new one for an id that nobody has given out. */
function sessionWithId(run: Run, id: string): number {
  const { sessionsStarted, writtenIds } = run.world;
  for (let session = 1; session <= sessionsStarted; session += 1) {
    if (sessionIdText(run, session) === id) return session;
  }
  const known = writtenIds.indexOf(id);
  return FIRST_WRITTEN_SESSION + (known >= 0 ? known : writtenIds.push(id) - 1);
}

function readToken(run: Run, person: number, text: string): void {
  const read = readJwt(text, run.scenario.seed);
  if (read === null) return;
  const isUnsigned = !read.isSigned && read.header['alg'] === 'none';
  takeOver(run, person, read.claims, isUnsigned ? UNSIGNED : read.key);
  const { sid } = read.claims;
  if (typeof sid === 'string') run.world.people.sessionCookie[person] = sessionWithId(run, sid);
}

function readSealed(run: Run, person: number, text: string): void {
  const opened = unseal(text, run.scenario.seed);
  if (opened === null) return;
  const content = objectIn(opened.content);
  if (content === null) return;
  const { people, personIds } = run.world;
  takeOver(run, person, content, opened.key);
  const owner = personIds.indexOf(String(content['sub']));
  if (owner >= 0) people.sessionCookie[person] = people.sessionCookie[owner]!;
}

/** Whoever has the key can seal anything at all. */
function objectIn(text: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : null;
  } catch {
    return null;
  }
}

/** `key` null: signed with none of the servers' keys. Of a token without a date, as if it never expired. */
function takeOver(run: Run, person: number, claims: Readonly<Record<string, unknown>>, key: number | null): void {
  const { people, sessionStateMemory } = run.world;
  const isKnown = key !== null && key <= run.sessionState.keyInUse(sessionStateMemory);
  people.tokenKey[person] = isKnown ? key : FORGED;
  people.tokenItems[person] = wholeNumber(claims['items'], MOST_ITEMS);
  people.tokenVersion[person] = wholeNumber(claims['version'], 0x7fffffff);
  people.tokenIssuedUs[person] = momentOf(claims['iat'], 0);
  people.tokenExpiresUs[person] = Math.max(1, momentOf(claims['exp'], Number.MAX_SAFE_INTEGER));
}

function wholeNumber(value: unknown, most: number): number {
  return typeof value === 'number' && Number.isInteger(value) && value > 0 ? Math.min(value, most) : 0;
}

/** A NumericDate in the run's µs. */
function momentOf(value: unknown, otherwise: number): number {
  if (typeof value !== 'number' || !Number.isFinite(value)) return otherwise;
  return Math.min(Math.floor(value - epochSeconds(0)) * 1e6, Number.MAX_SAFE_INTEGER);
}
