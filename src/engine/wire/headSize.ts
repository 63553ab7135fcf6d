/**
 * How many bytes the head of a request and of its answer take on the client's side of the load balancer, worked out from
 * lengths without writing any text: it is asked of every request. `headSize.test.ts` holds it to the texts of `http.ts`.
 */
import { behaviours } from '../behaviours/registry.ts';
import { WISHES } from '../behaviours/wishes.ts';
import type { Run } from '../run.ts';
import { UNSIGNED } from '../session-state/contract.ts';
import { LOOKUP, NONE, WISH } from '../world.ts';
import { accountOf, carriedSession, itemBytesOf, madeUpMark, SESSION_ATTRIBUTES, takesOver } from './carried.ts';
import { digits, tokenBytes } from './carriedSize.ts';
import { ERROR_PAGE, errorHead, hasBody, REASON } from './http.ts';
import { markText, serverName } from './mark.ts';

/** Bytes of heads, and how many of those bring or set a session or a mark. */
export interface WireBytes {
  up: number;
  down: number;
  upSession: number;
  downSession: number;
}

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
const ANSWER = 'Date: Thu, 01 Jan 2026 00:00:00 GMT'.length + 'Content-Type: text/html; charset=utf-8'.length + 3 * END;
const STATUS_LINE = 'HTTP/1.1 200 '.length + END;
/** Above it the load balancer answers itself. */
const LAST_OF_APPLICATION = 500;
const LOCATION = 'Location: /login'.length + END;
const DELETES = '=; Max-Age=0'.length;
const NINE_KEYS = 9;
const ERROR_HEADS: Readonly<Record<number, number>> = Object.fromEntries(
  Object.keys(ERROR_PAGE).map((status) => [status, errorHead(Number(status)).length]),
);

/** The request has reached the load balancer. */
export function countRequestHead(run: Run, request: number): void {
  const own = sessionInRequest(run, request);
  run.world.wire.up += plainRequest(run, request) + own;
  run.world.wire.upSession += own;
}

/** The answer leaves the load balancer. */
export function countAnswerHead(run: Run, request: number): void {
  const { requests, wire } = run.world;
  const status = requests.status[request]!;
  if (status > LAST_OF_APPLICATION) {
    wire.down += ERROR_HEADS[status]!;
    return;
  }
  const own = sessionInAnswer(run, request);
  const first = status === 200 ? STATUS_LINE + 'OK'.length : STATUS_LINE + (REASON[status]?.length ?? 0);
  const location = status === 302 ? LOCATION : 0;
  wire.down += first + ANSWER + location + LENGTH + digits(bodyLength(run, request)) + own;
  wire.downSession += own;
}

/** All but what belongs to the session. */
function plainRequest(run: Run, request: number): number {
  const { requests, people } = run.world;
  const wish = requests.wish[request]!;
  if (wish === WISH.recorded) return recordedRequest(run);
  const plain = PLAIN[wish]!;
  const detail = digits(requests.detail[request]!);
  const host = HOSTS[people.behaviour[requests.person[request]!]!]!;
  const head = plain.head + plain.targetDetails * detail + host;
  if (!plain.hasBody) return head;
  const isSignIn = wish === WISH.signIn;
  const written = isSignIn ? SIGN_IN_FORM + accountOf(run, request).length : plain.form + plain.formDetails * detail;
  const length = written + (isSignIn ? 0 : cartInForm(run, request, written));
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
const PLAIN = WISHES.map(({ method, url, form }) => ({
  head: method.length + lengthOf(url).fixed + FIXED_LINES,
  targetDetails: lengthOf(url).details,
  hasBody: hasBody(method),
  form: lengthOf(form).fixed,
  formDetails: lengthOf(form).details,
}));
const HOSTS = behaviours.map(({ host }) => host.length);

function recordedRequest(run: Run): number {
  const { method, url } = run.request;
  const agent = run.request.header('user-agent');
  const host = run.request.header('host') || 'shop.example';
  const agentLine = agent === '' ? 0 : 'User-Agent: '.length + agent.length + END;
  const head = method.length + url.length + '  HTTP/1.1'.length + 'Host: '.length + host.length + 3 * END + agentLine;
  return hasBody(method) ? head + LENGTH + 1 : head;
}

/** Where nothing is kept on servers the page sends what is in the cart along. */
function cartInForm(run: Run, request: number, written: number): number {
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
  const mark = carrier?.kind === 'cookie' && pin !== NONE ? carrier.name.length + 1 + markLength(run, request) : 0;
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
  return COOKIE + carrier.name.length + 1 + markLength(run, request);
}

function markLength(run: Run, request: number): number {
  const { requests } = run.world;
  const pin = requests.pin[request]!;
  const { carrier } = run;
  if (pin < 0) return carrier?.kind === 'cookie' ? madeUpMark(run, request, carrier.name).length : 0;
  return nameLength(run, pin) + dates(requests.pinSeenS[request]!, requests.pinFirstS[request]!);
}

const dates = (seenS: number, firstS: number): number => (seenS === 0 ? 0 : DATE) + (firstS === 0 ? 0 : DATE);

function markHeader(run: Run, server: number): number {
  const { carrier } = run;
  if (carrier?.kind !== 'header' || server < 0) return 0;
  return carrier.name.length + 2 + nameLength(run, server) + END;
}

/** How long the server's name is in the mark: some names are hashes, and are made once. */
function nameLength(run: Run, row: number): number {
  const known = run.nameLengths[row];
  if (known !== undefined) return known;
  const { length } = serverName(run.world, run.carrier!, row);
  run.nameLengths[row] = length;
  return length;
}

/** Of the session's number or the session itself with what is put before or behind it; -1 where the request has none. */
function carriedLength(run: Run, request: number): number {
  const { requests } = run.world;
  const pin = requests.pin[request]!;
  if (run.sessionState.carriedAs === 'number') {
    return requests.sessionCookie[request] === 0 ? -1 : SESSION_ID + onSession(run, pin);
  }
  if (requests.hasToken[request] === 0) return -1;
  const key = requests.tokenKey[request]!;
  if (key === UNSIGNED || key >= NINE_KEYS) return carriedSession(run, request, 'client')?.length ?? -1;
  const [items, version] = [requests.tokenItems[request]!, requests.tokenVersion[request]!];
  return tokenLength(run, request, items, version) + onSession(run, pin);
}

function tokenLength(run: Run, request: number, items: number, version: number): number {
  const { length } = accountOf(run, request);
  return tokenBytes(run.sessionState.carriedAs, length, items, version, itemBytesOf(run, request));
}

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
  const mark = nameLength(run, server) + dates(requests.setPinSeenS[request]!, requests.setPinFirstS[request]!);
  return own + SET_COOKIE + carrier.name.length + 1 + mark + carrier.attributes.length;
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
