/**
 * The HTTP text of a request and its answer on both sides of the load balancer (RFC 9112 form), put together from the state
 * at the moment it is sent. Only made when somebody asks to see it.
 */
import { countedOf } from '../behaviours/contract.ts';
import { WISHES } from '../behaviours/wishes.ts';
import { behaviourOf } from '../people.ts';
import type { Failure } from '../profiles/http/contract.ts';
import { keyedBits, PURPOSE } from '../random.ts';
import type { Run } from '../run.ts';
import { LOOKUP, WISH } from '../world.ts';
import {
  accountOf,
  applicationSetCookies,
  authorizationHeaders,
  balancerLines,
  linkedSession,
  markHeaders,
  requestCookies,
  requestTarget,
  type Side,
} from './carried.ts';
import { dateOf, epochSeconds } from './date.ts';
import { hasBody, REASON } from './reasons.ts';
import { serverMs } from './serverMs.ts';

export function clientToBalancerText(run: Run, request: number): string {
  return lines(requestHead(run, request, 'client'), requestBody(run, request));
}

export function balancerToServerText(run: Run, request: number): string {
  const head = run.manners.request(requestHead(run, request, 'server'), {
    address: run.request.addressText,
    nowS: epochSeconds(run.world.nowUs),
    serverTimeoutMs: run.scenario.loadBalancer.serverTimeoutMs,
    id: hexDigits(run, request),
  });
  return lines(head, requestBody(run, request));
}

export function serverToBalancerText(run: Run, request: number): string {
  return lines(responseLines(run, request, 'server'), body(run, request));
}

export function balancerToClientText(run: Run, request: number): string {
  const own = balancerLines(run, request);
  const head = run.manners.answer(responseLines(run, request, 'client'), own, serverMs(run.world, request));
  return lines(head, body(run, request));
}

/** What it says in a server's place; null where it can't say anything. */
export function ownAnswerText(run: Run, why: Failure): string | null {
  const page = run.manners.page(why, dateOf(run.world.nowUs));
  return page === null ? null : lines(page.head, page.body);
}

function requestHead(run: Run, request: number, side: Side): string[] {
  const view = run.request;
  const cookies = requestCookies(run, request, side);
  const head = [`${view.method} ${requestTarget(run, request, side)} HTTP/1.1`];
  head.push(`Host: ${view.header('host') || 'shop.example'}`);
  if (view.header('user-agent') !== '') head.push(`User-Agent: ${view.header('user-agent')}`);
  head.push(...authorizationHeaders(run, request));
  if (cookies.length > 0) head.push(`Cookie: ${cookies.join('; ')}`);
  head.push(...markHeaders(run, run.world.requests.pin[request]!));
  const content = requestBody(run, request);
  if (content !== '') head.push('Content-Type: application/x-www-form-urlencoded');
  if (hasBody(view.method)) head.push(`Content-Length: ${content.length}`);
  return head;
}

function requestBody(run: Run, request: number): string {
  const isRecorded = run.world.requests.wish[request] === WISH.recorded;
  return isRecorded || !hasBody(run.request.method) ? '' : form(run, request);
}

function hexDigits({ scenario, world }: Run, request: number): string {
  const digitsOf = (part: number) => keyedBits(scenario.seed, world.requests.id[request]!, PURPOSE.issue, 16 + part);
  return [0, 1, 2, 3].map((part) => digitsOf(part).toString(16).padStart(8, '0')).join('');
}

function form(run: Run, request: number): string {
  const { requests } = run.world;
  const wish = requests.wish[request]!;
  if (wish === WISH.signIn) return `user=${accountOf(run, request)}&password=correct-horse`;
  const cart = run.sessionState.carriedAs === 'credentials' ? `&items=${requests.tokenItems[request]}` : '';
  const own = WISHES[wish]!.form(requests.detail[request]!);
  return own === '' ? cart.slice(1) : `${own}${cart}`;
}

function responseLines(run: Run, request: number, side: Side): string[] {
  const status = run.world.requests.status[request]!;
  const head = [
    `HTTP/1.1 ${status} ${REASON[status] ?? ''}`,
    `Date: ${dateOf(run.world.requests.answeredUs[request]!)}`,
  ];
  if (status === 302) head.push('Location: /login');
  head.push(...applicationSetCookies(run, request, side));
  return [...head, 'Content-Type: text/html; charset=utf-8', `Content-Length: ${body(run, request).length}`];
}

/** A page that says what the person sees. */
function body(run: Run, request: number): string {
  const { requests } = run.world;
  if (requests.status[request] !== 200) return '';
  if (requests.endsSession[request] === 1) return '<p>You are signed out.</p>\n';
  const isKnown = requests.lookup[request] === LOOKUP.found || requests.setSessionCookie[request] !== 0;
  if (!isKnown) return '<p>Welcome.</p>\n';
  const linked = linkedSession(run, request);
  const count = requests.items[request]!;
  const items = countedOf(behaviourOf(run, requests.person[request]!), count);
  const parameter = run.carrier?.kind === 'url' ? run.carrier.parameter : '';
  return linked === null ? `<p>${items}</p>\n` : `<p><a href="/cart;${parameter}=${linked}">${items}</a></p>\n`;
}

function lines(head: readonly string[], content: string): string {
  return `${head.join('\r\n')}\r\n\r\n${content}`;
}
