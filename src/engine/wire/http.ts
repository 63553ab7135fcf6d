/**
 * The HTTP text of a request and its answer on both sides of the load balancer (RFC 9112 form, RFC 6265 cookies), put
 * together from the state at the moment it is sent. Only made when somebody asks to see it.
 */
import type { ServerCookie } from '../persistence/contract.ts';
import { sessionIdText } from '../request.ts';
import type { Run } from '../run.ts';
import { LOOKUP, NONE, WISH } from '../world.ts';
import { dateOf, epochSeconds } from './date.ts';
import { type SessionClaims, signingKey, signJwt } from './jwt.ts';

const REASON: Readonly<Record<number, string>> = {
  200: 'OK',
  302: 'Found',
  502: 'Bad Gateway',
  503: 'Service Unavailable',
};

/** What HAProxy answers itself when no error file is configured. */
const ERROR_PAGE: Readonly<Record<number, string>> = {
  502: '<html><body><h1>502 Bad Gateway</h1>\nThe server returned an invalid or incomplete response.\n</body></html>\n',
  503: '<html><body><h1>503 Service Unavailable</h1>\nNo server is available to handle this request.\n</body></html>\n',
};

const NO_BODY_METHODS = ['GET', 'HEAD', 'OPTIONS', 'DELETE'];

export function clientToBalancerText(run: Run, request: number): string {
  const cookie = cookieOf(run);
  const serverCookie = run.world.requests.serverCookie[request]!;
  const own = cookie === null || serverCookie === NONE ? [] : [`${cookie.name}=${run.world.servers[serverCookie]!.id}`];
  return requestText(run, request, [...applicationCookies(run, request), ...own]);
}

export function balancerToServerText(run: Run, request: number): string {
  const cookie = cookieOf(run);
  const serverCookie = run.world.requests.serverCookie[request]!;
  const isShown = cookie !== null && serverCookie !== NONE && !cookie.isHiddenFromServer;
  const own = isShown ? [`${cookie.name}=${run.world.servers[serverCookie]!.id}`] : [];
  return requestText(run, request, [...applicationCookies(run, request), ...own]);
}

export function serverToBalancerText(run: Run, request: number): string {
  return lines(responseLines(run, request, []), body(run, request));
}

export function balancerToClientText(run: Run, request: number): string {
  const { requests } = run.world;
  const status = requests.status[request]!;
  const page = ERROR_PAGE[status];
  if (page !== undefined) {
    const head = [`HTTP/1.1 ${status} ${REASON[status]}`, `content-length: ${page.length}`, 'cache-control: no-cache'];
    return lines([...head, 'content-type: text/html'], page);
  }
  const cookie = cookieOf(run);
  const set = requests.setServerCookie[request]!;
  const own =
    cookie === null || set === NONE
      ? []
      : [`set-cookie: ${cookie.name}=${run.world.servers[set]!.id}${cookie.attributes}`];
  return lines(responseLines(run, request, own), body(run, request));
}

function requestText(run: Run, request: number, cookies: readonly string[]): string {
  const view = run.request;
  const recorded = run.world.requests.wish[request] === WISH.recorded;
  const head = [`${view.method} ${view.url} HTTP/1.1`, `Host: ${view.header('host') || 'shop.example'}`];
  if (view.header('user-agent') !== '') head.push(`User-Agent: ${view.header('user-agent')}`);
  if (cookies.length > 0) head.push(`Cookie: ${cookies.join('; ')}`);
  const content = recorded || NO_BODY_METHODS.includes(view.method) ? '' : form(run, request);
  if (content !== '') head.push('Content-Type: application/x-www-form-urlencoded', `Content-Length: ${content.length}`);
  return lines(head, content);
}

function form(run: Run, request: number): string {
  const { requests, personIds } = run.world;
  const wish = requests.wish[request];
  if (wish === WISH.signIn) return `user=${personIds[requests.person[request]!]}&password=correct-horse`;
  return wish === WISH.add ? `product=${requests.detail[request]}` : '';
}

/** The application's cookie as the request carries it: a session's number, or the session itself, signed. */
function applicationCookies(run: Run, request: number): string[] {
  const { requests } = run.world;
  const { cookieName, isCarried } = run.sessionState;
  if (isCarried) {
    if (requests.hasToken[request] === 0) return [];
    const [items, version] = [requests.tokenItems[request]!, requests.tokenVersion[request]!];
    const session = requests.sessionCookie[request]!;
    return [`${cookieName}=${token(run, request, session, items, version, requests.tokenIssuedUs[request]!)}`];
  }
  const session = requests.sessionCookie[request]!;
  return session === 0 ? [] : [`${cookieName}=${sessionIdText(run, session)}`];
}

function responseLines(run: Run, request: number, own: readonly string[]): string[] {
  const { requests } = run.world;
  const status = requests.status[request]!;
  const head = [`HTTP/1.1 ${status} ${REASON[status] ?? ''}`, `Date: ${dateOf(run.world.nowUs)}`];
  if (status === 302) head.push('Location: /login');
  const cookie = applicationSetCookie(run, request);
  if (cookie !== null) head.push(`Set-Cookie: ${cookie}`);
  return [...head, 'Content-Type: text/html; charset=utf-8', `Content-Length: ${body(run, request).length}`, ...own];
}

function applicationSetCookie(run: Run, request: number): string | null {
  const { requests } = run.world;
  const { cookieName, isCarried } = run.sessionState;
  const attributes = '; Path=/; HttpOnly; Secure; SameSite=Lax';
  if (requests.endsSession[request] === 1) return `${cookieName}=; Max-Age=0${attributes}`;
  if (isCarried) {
    if (requests.setToken[request] === 0) return null;
    const session = requests.setSessionCookie[request]! || requests.sessionCookie[request]!;
    const [items, version] = [requests.items[request]!, requests.version[request]!];
    return `${cookieName}=${token(run, request, session, items, version, requests.tokenIssuedUs[request]!)}${attributes}`;
  }
  const session = requests.setSessionCookie[request]!;
  return session === 0 ? null : `${cookieName}=${sessionIdText(run, session)}${attributes}`;
}

/** A page that says what the person sees. */
function body(run: Run, request: number): string {
  const { requests } = run.world;
  if (requests.status[request] !== 200) return '';
  if (requests.endsSession[request] === 1) return '<p>You are signed out.</p>\n';
  const known = requests.lookup[request] === LOOKUP.found || requests.setSessionCookie[request] !== 0;
  return known ? `<p>${requests.items[request]} items in the cart</p>\n` : '<p>Welcome.</p>\n';
}

function token(run: Run, request: number, session: number, items: number, version: number, issuedUs: number): string {
  const lifetimeUs = run.sessionState.lifetimeUs(run.sessionStateContext.options);
  const claims: SessionClaims = {
    iss: 'https://shop.example',
    sub: run.world.personIds[run.world.requests.person[request]!]!,
    jti: sessionIdText(run, session),
    iat: epochSeconds(issuedUs),
    exp: epochSeconds(issuedUs + lifetimeUs),
    items,
    version,
  };
  return signJwt(claims, signingKey(run.scenario.seed));
}

function cookieOf(run: Run): ServerCookie | null {
  return run.persistence.serverCookie(run.persistenceContext.options);
}

function lines(head: readonly string[], content: string): string {
  return `${head.join('\r\n')}\r\n\r\n${content}`;
}
