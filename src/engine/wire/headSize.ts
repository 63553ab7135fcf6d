/**
 * How many bytes the head of a request and of its answer take on the client's side of the load balancer, worked out from
 * lengths without writing any text: it is asked of every request. `headSize.test.ts` holds it to the texts of `http.ts`.
 */
import { behaviours } from '../behaviours/registry.ts';
import { WISHES } from '../behaviours/wishes.ts';
import type { Carrier } from '../persistence/contract.ts';
import type { Failure, Manners } from '../profiles/http/contract.ts';
import { sessionIdText } from '../request.ts';
import type { Run } from '../run.ts';
import { LIMITS } from '../scenario.ts';
import type { SessionState } from '../session-state/contract.ts';
import { WIRE } from '../totals.ts';
import { FIRST_WRITTEN_SESSION, LOOKUP, NONE, WISH } from '../world.ts';
import { accountOf, carriedSession, itemBytesOf, madeUpMark, SESSION_ATTRIBUTES, takesOver } from './carried.ts';
import { digits, tokenBytes } from './carriedSize.ts';
import { dateOf } from './date.ts';
import { markText, serverName, setCookieLines } from './mark.ts';
import { hasBody, REASON } from './reasons.ts';
import { serverMs } from './serverMs.ts';

const END = '\r\n'.length;
const AUTHORIZATION = 'Authorization: Basic '.length + END;
const PASSWORD = ':correct-horse'.length;
const COOKIE = 'Cookie: '.length + END;
const BETWEEN_COOKIES = '; '.length;
const SET_COOKIE = 'Set-Cookie: '.length + END;
const FORM_TYPE = 'Content-Type: application/x-www-form-urlencoded'.length + END;
const LENGTH = 'Content-Length: '.length + END;
const SIGN_IN_FORM = 'user=&password=correct-horse'.length;
const ITEMS = '&items='.length;
/** A session id: see `sessionIdText`. */
const SESSION_ID = 32;
/** A date inside a mark and what stands before it: see `markText`. */
const DATE = markText('', { seenS: 4, firstS: 0 }).length;
/** Status line without the reason, `Date`, `Content-Type`, `Content-Length` without its digits, and the empty line. */
const ANSWER =
  'HTTP/1.1 200 Date: Thu, 01 Jan 2026 00:00:00 GMTContent-Type: text/html; charset=utf-8'.length + LENGTH + 4 * END;
const OK_HEAD = ANSWER + 'OK'.length + 2;
const LOCATION = 'Location: /login'.length + END;
const DELETES = '=; Max-Age=0'.length;
const NINE_KEYS = 9;
const FAILURES: readonly Failure[] = ['refused', 'connectTimedOut', 'reset', 'noServer', 'answerTimedOut'];

/** What is the same for all requests of a run, worked out once. */
export interface HeadLengths {
  /** Sessions are numbers in a cookie, marks in cookies of their own or nowhere: what most runs have. */
  readonly isPlain: boolean;
  /** `JSESSIONID=` with a session id, and the whole Set-Cookie line that brings one. */
  readonly sessionPair: number;
  readonly setSession: number;
  /** `SRV=` without the name of a server, and the Set-Cookie line without it; of both cookies, where it sends two. */
  readonly markPair: number;
  readonly setMark: number;
  /** How many cookies carry the mark, and whether dates stand in them. */
  readonly markCookies: number;
  readonly writesDates: boolean;
  /** What the product adds to each answer; a digit of the server's time included, where it tells that. */
  readonly answerMore: number;
  readonly tellsServerMs: boolean;
  /** Heads of what it answers itself. */
  readonly own: Readonly<Record<Failure, number>>;
  /** How long each server's name is in a mark, by row; 0: not known yet. */
  readonly names: Int32Array;
}

export function headLengths(sessionState: SessionState, carrier: Carrier | null, manners: Manners): HeadLengths {
  const { cookieName, carriedAs } = sessionState;
  const isMark = carrier?.kind === 'cookie';
  const twin = isMark ? (carrier.twin ?? null) : null;
  return {
    isPlain: carriedAs === 'number' && (carrier === null || isMark),
    sessionPair: cookieName.length + 1 + SESSION_ID,
    setSession: SET_COOKIE + cookieName.length + 1 + SESSION_ID + SESSION_ATTRIBUTES.length,
    markPair: isMark ? carrier.name.length + 1 + (twin === null ? 0 : BETWEEN_COOKIES + twin.name.length + 1) : 0,
    setMark: isMark ? linesLength(setCookieLines(carrier, '', 0)) : 0,
    markCookies: twin === null ? 1 : 2,
    writesDates: !(isMark && carrier.hidesDates === true),
    answerMore: linesLength(manners.answer(PLAIN, [], 0)) - linesLength(PLAIN),
    tellsServerMs: manners.tellsServerMs,
    own: Object.fromEntries(FAILURES.map((why) => [why, pageLength(manners, why)])) as Record<Failure, number>,
    names: new Int32Array(LIMITS.servers),
  };
}

const PLAIN = ['HTTP/1.1 200 OK', 'Date: today', 'Content-Type: text/html', 'Content-Length: 0'];

const linesLength = (lines: readonly string[]): number => lines.reduce((sum, line) => sum + line.length + END, 0);

function pageLength(manners: Manners, why: Failure): number {
  const page = manners.page(why, dateOf(0));
  return page === null ? 0 : linesLength(page.head) + END;
}

/** The load balancer answers in a server's place. */
export function countOwnAnswer(run: Run, why: Failure): void {
  run.world.wire[WIRE.down]! += run.heads.own[why];
}

/** The request has reached the load balancer. */
export function countRequestHead(run: Run, request: number): void {
  const own = run.heads.isPlain ? plainCookies(run, request) : sessionInRequest(run, request);
  const { wire } = run.world;
  wire[WIRE.up]! += requestWithoutSession(run, request) + own;
  wire[WIRE.upSession]! += own;
}

/** The answer leaves the load balancer. */
export function countAnswerHead(run: Run, request: number): void {
  const { requests, wire } = run.world;
  const status = requests.status[request]!;
  const own = run.heads.isPlain ? plainSetCookies(run, request) : sessionInAnswer(run, request);
  const head = status === 200 ? OK_HEAD : ANSWER + (REASON[status]?.length ?? 0) + 1 + (status === 302 ? LOCATION : 0);
  // A page is longer than 9 bytes and shorter than 100, but where its links bring the session.
  const more = run.carrier?.kind === 'url' && status === 200 ? digits(bodyLength(run, request)) - 2 : 0;
  const { answerMore, tellsServerMs } = run.heads;
  const product = tellsServerMs ? answerMore - 1 + digits(serverMs(run.world, request)) : answerMore;
  wire[WIRE.down]! += head + more + product + own;
  wire[WIRE.downSession]! += own;
}

function plainCookies(run: Run, request: number): number {
  const { sessionPair, markPair, markCookies } = run.heads;
  const { requests } = run.world;
  const number = requests.sessionCookie[request]!;
  const session = number === 0 ? 0 : sessionPair - SESSION_ID + idLength(run, number);
  if (markPair === 0 || requests.pin[request] === NONE) return session === 0 ? 0 : COOKIE + session;
  const mark = COOKIE + markPair + markCookies * markLength(run, request);
  return session === 0 ? mark : mark + BETWEEN_COOKIES + session;
}

function plainSetCookies(run: Run, request: number): number {
  const { requests } = run.world;
  const { setSession, setMark, markCookies } = run.heads;
  let own = 0;
  if (requests.endsSession[request] === 1) own = setSession - SESSION_ID - 1 + DELETES;
  else if (requests.setSessionCookie[request] !== 0) own = setSession;
  const server = requests.setPin[request]!;
  if (server === NONE) return own;
  return own + setMark + markCookies * setMarkLength(run, request, server);
}

/** All but what belongs to the session. */
function requestWithoutSession(run: Run, request: number): number {
  const { requests, people } = run.world;
  const wish = requests.wish[request]!;
  if (wish === WISH.recorded) return recordedRequest(run);
  const detail = digits(requests.detail[request]!);
  const host = HOSTS[people.behaviour[requests.person[request]!]!]!;
  const head = HEADS[wish]! + TARGET_DETAILS[wish]! * detail + host;
  if (HAS_BODY[wish] === 0) return head;
  const isSignIn = wish === WISH.signIn;
  const written = isSignIn
    ? SIGN_IN_FORM + accountOf(run, request).length
    : FORMS[wish]! + FORM_DETAILS[wish]! * detail;
  const length = written + (isSignIn ? 0 : keptInForm(run, request, written));
  return head + LENGTH + digits(length) + (length === 0 ? 0 : FORM_TYPE);
}

/** How long a text is: so much, and so many times the digits of what the request speaks of. */
function lengthOf(text: (detail: number) => string) {
  const details = text(10).length - text(1).length;
  return { fixed: text(1).length - details, details };
}

/** `GET / HTTP/1.1`, `Host: `, `User-Agent: AffinityLab/1.0` and the empty line, without method, target and host. */
const FIXED_LINES = '  HTTP/1.1'.length + 'Host: '.length + 'User-Agent: AffinityLab/1.0'.length + 4 * END;

/** Worked out once for each wish and each behaviour: this is asked of every request. */
const HEADS = Int32Array.from(WISHES, ({ method, url }) => method.length + lengthOf(url).fixed + FIXED_LINES);
const TARGET_DETAILS = Int32Array.from(WISHES, ({ url }) => lengthOf(url).details);
const HAS_BODY = Uint8Array.from(WISHES, ({ method }) => (hasBody(method) ? 1 : 0));
const FORMS = Int32Array.from(WISHES, ({ form }) => lengthOf(form).fixed);
const FORM_DETAILS = Int32Array.from(WISHES, ({ form }) => lengthOf(form).details);
const HOSTS = Int32Array.from(behaviours, ({ host }) => host.length);

function recordedRequest(run: Run): number {
  const { method, url } = run.request;
  const agent = run.request.header('user-agent');
  const host = run.request.header('host') || 'shop.example';
  const agentLine = agent === '' ? 0 : 'User-Agent: '.length + agent.length + END;
  const head = method.length + url.length + '  HTTP/1.1'.length + 'Host: '.length + host.length + 3 * END + agentLine;
  return hasBody(method) ? head + LENGTH + 1 : head;
}

/** Where nothing is kept on servers the page sends what it keeps along. */
function keptInForm(run: Run, request: number, written: number): number {
  if (run.sessionState.carriedAs !== 'credentials') return 0;
  const items = ITEMS + digits(run.world.requests.tokenItems[request]!);
  return written === 0 ? items - 1 : items;
}

function sessionInRequest(run: Run, request: number): number {
  const { carrier } = run;
  const { requests } = run.world;
  const pin = requests.pin[request]!;
  if (run.sessionState.carriedAs === 'credentials') return authorization(run, request) + markHeader(run, pin);
  const session = carriedLength(run, request);
  if (carrier?.kind === 'url') return session < 0 ? 0 : 1 + carrier.parameter.length + 1 + session;
  const own = session < 0 ? 0 : run.sessionState.cookieName.length + 1 + session;
  const { markPair, markCookies } = run.heads;
  const mark = carrier?.kind === 'cookie' && pin !== NONE ? markPair + markCookies * markLength(run, request) : 0;
  const both = own > 0 && mark > 0 ? BETWEEN_COOKIES : 0;
  return (own + mark > 0 ? COOKIE + own + both + mark : 0) + markHeader(run, pin);
}

function authorization(run: Run, request: number): number {
  const mark = markCookieAlone(run, request);
  if (run.world.requests.hasToken[request] === 0) return mark;
  return mark + AUTHORIZATION + 4 * Math.ceil((accountOf(run, request).length + PASSWORD) / 3);
}

function markCookieAlone(run: Run, request: number): number {
  const { carrier } = run;
  if (carrier?.kind !== 'cookie' || run.world.requests.pin[request] === NONE) return 0;
  return COOKIE + run.heads.markPair + run.heads.markCookies * markLength(run, request);
}

function markLength(run: Run, request: number): number {
  const { requests } = run.world;
  const pin = requests.pin[request]!;
  const { carrier } = run;
  const edited = run.world.editsSent.size === 0 ? null : (run.world.editsSent.get(request)?.mark ?? null);
  if (edited !== null) return edited.length;
  if (pin < 0) return carrier?.kind === 'cookie' ? madeUpMark(run, request, carrier.name).length : 0;
  const dated = run.heads.writesDates ? dates(requests.pinSeenS[request]!, requests.pinFirstS[request]!) : 0;
  return nameLength(run, pin) + dated;
}

function setMarkLength(run: Run, request: number, server: number): number {
  const { setPinSeenS, setPinFirstS } = run.world.requests;
  const dated = run.heads.writesDates ? dates(setPinSeenS[request]!, setPinFirstS[request]!) : 0;
  return nameLength(run, server) + dated;
}

const dates = (seenS: number, firstS: number): number => (seenS === 0 ? 0 : DATE) + (firstS === 0 ? 0 : DATE);

function markHeader(run: Run, server: number): number {
  const { carrier } = run;
  if (carrier?.kind !== 'header' || server < 0) return 0;
  return carrier.name.length + 2 + nameLength(run, server) + END;
}

/** How long the server's name is in the mark: some names are hashes, and are made once. */
function nameLength(run: Run, row: number): number {
  const { names } = run.heads;
  if (names[row] === 0) names[row] = serverName(run.world, run.carrier!, row).length;
  return names[row]!;
}

/** Of the session's number or the session itself with what is put before or behind it; -1 where the request has none. */
function carriedLength(run: Run, request: number): number {
  const { requests } = run.world;
  const pin = requests.pin[request]!;
  if (run.sessionState.carriedAs === 'number') {
    const session = requests.sessionCookie[request]!;
    return session === 0 ? -1 : idLength(run, session) + onSession(run, pin);
  }
  if (requests.hasToken[request] === 0) return -1;
  const key = requests.tokenKey[request]!;
  if (key < 0 || key >= NINE_KEYS || run.world.editsSent.has(request))
    return carriedSession(run, request, 'client')?.length ?? -1;
  const [items, version] = [requests.tokenItems[request]!, requests.tokenVersion[request]!];
  return tokenLength(run, request, items, version) + onSession(run, pin);
}

function tokenLength(run: Run, request: number, items: number, version: number): number {
  const { length } = accountOf(run, request);
  return tokenBytes(run.sessionState.carriedAs, length, items, version, itemBytesOf(run, request));
}

/** Ids that servers give out are all alike; what somebody has written into their jar is not. */
const idLength = (run: Run, session: number): number =>
  session < FIRST_WRITTEN_SESSION ? SESSION_ID : sessionIdText(run, session).length;

/** A prefix or suffix that names the server. */
function onSession(run: Run, pin: number): number {
  const { carrier } = run;
  if (pin < 0 || carrier === null || carrier.kind === 'cookie' || carrier.kind === 'header') return 0;
  return nameLength(run, pin) + carrier.separator.length;
}

function sessionInAnswer(run: Run, request: number): number {
  const { requests } = run.world;
  const { carrier, sessionState } = run;
  let own = 0;
  if (carrier?.kind !== 'url' && sessionState.carriedAs !== 'credentials') {
    const fixed = SET_COOKIE + sessionState.cookieName.length + SESSION_ATTRIBUTES.length;
    const set = requests.endsSession[request] === 1 ? NONE : setLength(run, request);
    if (requests.endsSession[request] === 1) own = fixed + DELETES;
    else if (set >= 0) own = fixed + 1 + set;
  }
  const server = requests.setPin[request]!;
  if (server === NONE) return own;
  if (carrier?.kind !== 'cookie') return own + markHeader(run, server);
  return own + run.heads.setMark + run.heads.markCookies * setMarkLength(run, request, server);
}

/** Of the session as the answer gives it out; -1 where it gives none. */
function setLength(run: Run, request: number): number {
  const { requests } = run.world;
  const { carrier } = run;
  const isOwnRoute = carrier?.kind === 'suffix' || carrier?.kind === 'url';
  const pin = isOwnRoute ? requests.server[request]! : requests.setPin[request]!;
  if (run.sessionState.carriedAs === 'number') {
    const isSet = requests.setSessionCookie[request] !== 0 || takesOver(run, request);
    return isSet ? SESSION_ID + onSession(run, pin) : -1;
  }
  if (requests.setToken[request] === 0) return -1;
  const twoDigits = requests.tokenKey[request]! >= NINE_KEYS ? 1 : 0;
  return (
    tokenLength(run, request, requests.items[request]!, requests.version[request]!) + twoDigits + onSession(run, pin)
  );
}

/** See `body` in `http.ts`. */
function bodyLength(run: Run, request: number): number {
  const { requests, people } = run.world;
  if (requests.status[request] !== 200) return 0;
  if (requests.endsSession[request] === 1) return '<p>You are signed out.</p>\n'.length;
  const isKnown = requests.lookup[request] === LOOKUP.found || requests.setSessionCookie[request] !== 0;
  if (!isKnown) return '<p>Welcome.</p>\n'.length;
  const { one, many } = behaviours[people.behaviour[requests.person[request]!]!]!.counts;
  const count = requests.items[request]!;
  const page = '<p> </p>\n'.length + digits(count) + (count === 1 ? one : many).length;
  if (run.carrier?.kind !== 'url') return page;
  const set = setLength(run, request);
  const linked = set >= 0 ? set : carriedLength(run, request);
  return linked < 0 ? page : page + '<a href="/cart;="></a>'.length + run.carrier.parameter.length + linked;
}
