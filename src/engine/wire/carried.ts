/**
 * How what a client carries stands on the wire: the session's number or the signed session in the application's cookie, and
 * the load balancer's mark wherever its type of persistence puts it (RFC 6265).
 */
import { behaviours } from '../behaviours/registry.ts';
import type { Carrier } from '../persistence/contract.ts';
import { keyedBits, PURPOSE } from '../random.ts';
import { sessionIdText } from '../request.ts';
import type { Run } from '../run.ts';
import { UNSIGNED } from '../session-state/contract.ts';
import { LOOKUP, NONE } from '../world.ts';
import { base64 } from './base64.ts';
import { cookieBytes, keptItems } from './carriedSize.ts';
import { epochSeconds } from './date.ts';
import { type SessionClaims, signingKey, signJwt, unsignedJwt } from './jwt.ts';
import { cookieText, serverName, setCookieLines } from './mark.ts';
import { seal } from './sealed.ts';

/** Which side of the load balancer: some marks are taken away before the server sees the request, or put on after. */
export type Side = 'client' | 'server';

export const SESSION_ATTRIBUTES = '; Path=/; HttpOnly; Secure; SameSite=Lax';

/** Pairs of the Cookie header. */
export function requestCookies(run: Run, request: number, side: Side): string[] {
  const { carrier } = run;
  const pin = run.world.requests.pin[request]!;
  const session = carriedSession(run, request, side);
  const isInCookie = carrier?.kind !== 'url' && run.sessionState.carriedAs !== 'credentials';
  const pairs = session === null || !isInCookie ? [] : [`${run.sessionState.cookieName}=${session}`];
  if (carrier?.kind !== 'cookie' || pin === NONE || (side === 'server' && carrier.isHiddenFromServer)) return pairs;
  const value = markInCookie(run, request, carrier, pin);
  const twin = carrier.twin == null ? [] : [`${carrier.twin.name}=${value}`];
  return [...pairs, `${carrier.name}=${value}`, ...twin];
}

function markInCookie(run: Run, request: number, carrier: Carrier & { kind: 'cookie' }, pin: number): string {
  if (pin < 0) return madeUpMark(run, request, carrier.name);
  const { pinSeenS, pinFirstS } = run.request;
  const edited = run.world.editsSent.get(request)?.mark ?? null;
  return edited ?? cookieText(run.world, carrier, pin, { seenS: pinSeenS, firstS: pinFirstS });
}

/** A mark that names no server: as it stands in the recorded request, or what an attacker takes for a server's name. */
export function madeUpMark(run: Run, request: number, name: string): string {
  const { requests, people, servers } = run.world;
  const person = requests.person[request]!;
  const edited = run.world.editsSent.get(request)?.mark ?? null;
  if (edited !== null) return edited;
  return people.attack[person] === 0 ? run.request.cookie(name) : servers[people.aim[person]!]!.id;
}

/** The target of the request line, with the session in it where URLs are rewritten. */
export function requestTarget(run: Run, request: number, side: Side): string {
  const session = carriedSession(run, request, side);
  const { url } = run.request;
  if (run.carrier?.kind !== 'url' || session === null) return url;
  const [path, query] = url.split('?', 2);
  return `${path};${run.carrier.parameter}=${session}${query === undefined ? '' : `?${query}`}`;
}

/** Who the request's person is to the site: all devices of a person have one account. */
export function accountOf(run: Run, request: number): string {
  const { people, personIds, requests } = run.world;
  return personIds[people.account[requests.person[request]!]!]!;
}

/** Where every request brings its credentials: HTTP Basic (RFC 7617). */
export function authorizationHeaders(run: Run, request: number): string[] {
  const { requests } = run.world;
  if (run.sessionState.carriedAs !== 'credentials' || requests.hasToken[request] === 0) return [];
  return [`Authorization: Basic ${base64(`${accountOf(run, request)}:correct-horse`)}`];
}

/** Header lines that carry the mark, where it is a header. */
export function markHeaders(run: Run, server: number): string[] {
  return run.carrier?.kind === 'header' && server >= 0
    ? [`${run.carrier.name}: ${serverName(run.world, run.carrier, server)}`]
    : [];
}

/** Set-Cookie lines of the application's answer. */
export function applicationSetCookies(run: Run, request: number, side: Side): string[] {
  const { requests } = run.world;
  const { cookieName } = run.sessionState;
  if (run.carrier?.kind === 'url' || run.sessionState.carriedAs === 'credentials') return [];
  if (requests.endsSession[request] === 1) return [`Set-Cookie: ${cookieName}=; Max-Age=0${SESSION_ATTRIBUTES}`];
  const session = setSession(run, request, side);
  if (session === null) return [];
  const own = `Set-Cookie: ${cookieName}=${session}${SESSION_ATTRIBUTES}`;
  const { carrier } = run;
  if (carrier?.kind !== 'cookie' || carrier.origin !== 'application' || side === 'client') return [own];
  return [own, `Set-Cookie: ${carrier.name}=${APPLICATION_VALUE}${carrier.attributes}`];
}

/** Lines that the load balancer adds to the answer. */
export function balancerLines(run: Run, request: number): string[] {
  const { requests } = run.world;
  const set = requests.setPin[request]!;
  if (set === NONE) return [];
  const { carrier } = run;
  if (carrier?.kind === 'cookie') {
    const dates = { seenS: requests.setPinSeenS[request]!, firstS: requests.setPinFirstS[request]! };
    return setCookieLines(carrier, cookieText(run.world, carrier, set, dates), requests.answeredUs[request]!);
  }
  return markHeaders(run, set);
}

/** The session's number as the answer gives it out, for links in the page; null where it gives none. */
export function linkedSession(run: Run, request: number): string | null {
  if (run.carrier?.kind !== 'url') return null;
  return setSession(run, request, 'client') ?? carriedSession(run, request, 'client');
}

/** What an application writes into a cookie that the load balancer is going to overwrite. */
const APPLICATION_VALUE = 'any';

/** The session as the request carries it: its number, or all of it. */
export function carriedSession(run: Run, request: number, side: Side): string | null {
  const { requests } = run.world;
  const session = requests.sessionCookie[request]!;
  if (run.sessionState.carriedAs === 'credentials') return null;
  if (run.sessionState.carriedAs !== 'number') {
    if (requests.hasToken[request] === 0) return null;
    const edited = run.world.editsSent.get(request)?.token ?? null;
    if (edited !== null) return marked(run, edited, requests.pin[request]!, side);
    const [items, version] = [requests.tokenItems[request]!, requests.tokenVersion[request]!];
    const carried = {
      session,
      items,
      version,
      issuedUs: requests.tokenIssuedUs[request]!,
      key: requests.tokenKey[request]!,
    };
    return marked(run, carriedText(run, request, carried), requests.pin[request]!, side);
  }
  return session === 0 ? null : marked(run, sessionIdText(run, session), requests.pin[request]!, side);
}

function setSession(run: Run, request: number, side: Side): string | null {
  const { requests } = run.world;
  // A route is written by the server itself, before the load balancer has learned anything.
  const isOwnRoute = run.carrier?.kind === 'suffix' || run.carrier?.kind === 'url';
  const pin = isOwnRoute ? requests.server[request]! : requests.setPin[request]!;
  const started = requests.setSessionCookie[request]!;
  if (run.sessionState.carriedAs === 'credentials') return null;
  if (run.sessionState.carriedAs !== 'number') {
    if (requests.setToken[request] === 0) return null;
    const session = started === 0 ? requests.sessionCookie[request]! : started;
    const [items, version] = [requests.items[request]!, requests.version[request]!];
    const carried = {
      session,
      items,
      version,
      issuedUs: requests.tokenIssuedUs[request]!,
      key: requests.tokenKey[request]!,
    };
    return marked(run, carriedText(run, request, carried), pin, side);
  }
  if (started !== 0) return marked(run, sessionIdText(run, started), pin, side);
  return takesOver(run, request) ? marked(run, sessionIdText(run, requests.sessionCookie[request]!), pin, side) : null;
}

/** Another server's session, found here and from now on called after this one. */
export function takesOver(run: Run, request: number): boolean {
  const { carrier } = run;
  if (carrier?.kind !== 'suffix' || !carrier.isRewritten) return false;
  const { lookup, pin, server } = run.world.requests;
  return lookup[request] === LOOKUP.found && pin[request]! >= 0 && pin[request] !== server[request];
}

function marked(run: Run, value: string, pin: number, side: Side): string {
  const { carrier } = run;
  if (pin < 0 || carrier === null) return value;
  const name = serverName(run.world, carrier, pin);
  if (carrier.kind === 'prefix') return side === 'server' ? value : `${name}${carrier.separator}${value}`;
  return carrier.kind === 'suffix' || carrier.kind === 'url' ? `${value}${carrier.separator}${name}` : value;
}

/** Of one issue of a session: no two answers have the same, and the same answer has it each time it is written. */
function issueId(run: Run, session: number, issuedUs: number): string {
  let id = '';
  for (let part = 0; part < 4; part += 1) {
    const key = keyedBits(run.scenario.seed, session, PURPOSE.issue, part) ^ Math.floor(issuedUs / 4294967296);
    id += keyedBits(key, session, PURPOSE.issue, issuedUs >>> 0)
      .toString(16)
      .toUpperCase()
      .padStart(8, '0');
  }
  return id;
}

interface Carried {
  readonly session: number;
  readonly items: number;
  readonly version: number;
  readonly issuedUs: number;
  readonly key: number;
}

/** What the client carries, as text: signed, sealed, or plain beside the credentials. */
function carriedText(run: Run, request: number, { session, items, version, issuedUs, key }: Carried): string {
  const { carriedAs } = run.sessionState;
  const secret = signingKey(run.scenario.seed, Math.max(0, key));
  const kept = keptItems(items, itemBytesOf(run, request));
  const more = kept === undefined ? {} : { kept };
  const sub = accountOf(run, request);
  const lifetimeUs = run.sessionState.lifetimeUs(run.sessionStateContext.options);
  const exp = epochSeconds(issuedUs + lifetimeUs);
  if (carriedAs === 'encrypted') {
    return seal(
      JSON.stringify({ sub, items, version, exp, ...more }),
      secret,
      issueId(run, session, issuedUs).slice(0, 24),
    );
  }
  const claims: SessionClaims = {
    ...{
      iss: `https://${hostOf(run, request)}`,
      sub,
      sid: sessionIdText(run, session),
      jti: issueId(run, session, issuedUs),
    },
    ...{ iat: epochSeconds(issuedUs), exp, items, version, ...more },
  };
  return key === UNSIGNED ? unsignedJwt(claims) : signJwt(claims, secret, key);
}

/** All hosts are equally long, so that what is carried has a length that is easily known (`carriedSize.ts`). */
function hostOf({ world: { people, requests } }: Run, request: number): string {
  return behaviours[people.behaviour[requests.person[request]!]!]!.host;
}

/** What each item adds to a session that the client carries; 0 where it carries none, or only a number such as a score. */
export function itemBytesOf(run: Run, request: number): number {
  const { people, requests } = run.world;
  const { isList } = behaviours[people.behaviour[requests.person[request]!]!]!.counts;
  return isList ? Number(run.sessionStateContext.options['itemBytes'] ?? 0) : 0;
}

/** Length of the cookie that brings the session to the client: name and value. */
export function carriedBytes(run: Run, request: number): number {
  const { requests } = run.world;
  return cookieBytes(run.sessionState.carriedAs, {
    cookieName: run.sessionState.cookieName,
    sub: accountOf(run, request),
    items: requests.items[request]!,
    version: requests.version[request]!,
    itemBytes: itemBytesOf(run, request),
  });
}
