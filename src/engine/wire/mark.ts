/**
 * The load balancer's mark as text: the name of a server, in HAProxy's cookies with dates behind it, and the way back from
 * what a recorded request carries to a row.
 */
import type { Carrier, MarkDates } from '../persistence/contract.ts';
import { cookieIn } from '../request.ts';
import type { Run } from '../run.ts';
import type { RecordedRequest } from '../scenario.ts';
import { NONE, UNKNOWN_PIN, type World } from '../world.ts';
import { dateOf } from './date.ts';

/** Between name and dates, and between the dates (HAProxy `COOKIE_DELIM_DATE`). */
const DATE_SEPARATOR = '|';
const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const DATE_LENGTH = 5;

type CookieCarrier = Extract<Carrier, { readonly kind: 'cookie' }>;

export interface Mark extends MarkDates {
  /** A row, or `UNKNOWN_PIN`. */
  readonly server: number;
}

/** How a server is called in this mark. A row that is no server has no name. */
export function serverName(world: World, carrier: Carrier, row: number): string {
  const server = world.servers[row];
  if (server === undefined) return '';
  const isNamed = carrier.kind === 'cookie' || carrier.kind === 'header';
  return (isNamed ? carrier.nameOf?.(server) : undefined) ?? server.id;
}

/** The mark as it stands in the cookie. */
export const cookieText = (world: World, carrier: CookieCarrier, row: number, dates: MarkDates): string =>
  carrier.hidesDates === true ? serverName(world, carrier, row) : markText(serverName(world, carrier, row), dates);

/** What sets that cookie, a line each. */
export function setCookieLines(carrier: CookieCarrier, value: string, nowUs: number): string[] {
  const { name, attributes, expiresS = 0, twin } = carrier;
  const expires = expiresS === 0 ? '' : `; Expires=${dateOf(nowUs + expiresS * 1e6)}`;
  const cookies = twin == null ? [{ name, attributes }] : [{ name, attributes }, twin];
  return cookies.map((cookie) => `Set-Cookie: ${cookie.name}=${value}${expires}${cookie.attributes}`);
}

/** `s3`, or `s3|AaZxB|AaZwq` with dates: last seen, first set. */
export function markText(name: string, dates: MarkDates): string {
  const texts = [name, ...[dates.seenS, dates.firstS].filter((date) => date !== 0).map(dateText)];
  return texts.join(DATE_SEPARATOR);
}

/** What a recorded request carries; null where it carries no mark. */
export function markIn(run: Run, recorded: RecordedRequest): Mark | null {
  const { carrier } = run;
  if (carrier === null) return null;
  const text = textIn(run, carrier, recorded);
  if (text === '') return null;
  const { name, seenS, firstS } = partsOf(text);
  const server = serverNamed(run, name);
  return { server: server === NONE ? UNKNOWN_PIN : server, seenS, firstS };
}

/** Name and dates of a mark's text; 0 for what is no date, or is not there. */
export function partsOf(text: string): { readonly name: string } & MarkDates {
  const [name = '', seen, first] = text.split(DATE_SEPARATOR);
  return { name, seenS: dateIn(seen), firstS: dateIn(first) };
}

/** The server that goes by that name in marks; -1 for none in the pool. */
export function serverNamed({ world, carrier }: Pick<Run, 'world' | 'carrier'>, name: string): number {
  if (carrier === null) return NONE;
  const wanted = unquoted(name);
  return world.servers.findIndex(
    ({ admin }, row) => admin !== 'removed' && unquoted(serverName(world, carrier, row)) === wanted,
  );
}

/** RFC 6265 § 4.1.1: a cookie's value may stand in quotes. */
const unquoted = (value: string): string => value.replace(/^"(.*)"$/, '$1');

/** The name of a server and the rest of the application's cookie that it stands on; no name where there is none. */
export function splitAt(kind: 'prefix' | 'suffix' | 'url', value: string, separator: string): [string, string] {
  const at = kind === 'prefix' ? value.indexOf(separator) : value.lastIndexOf(separator);
  if (at < 0) return ['', value];
  const [before, behind] = [value.slice(0, at), value.slice(at + separator.length)];
  return kind === 'prefix' ? [before, behind] : [behind, before];
}

function textIn(run: Run, carrier: Carrier, { url, headers }: RecordedRequest): string {
  const header = (wanted: string) =>
    Object.entries(headers).find(([name]) => name.toLowerCase() === wanted.toLowerCase())?.[1] ?? '';
  if (carrier.kind === 'header') return header(carrier.name);
  if (carrier.kind === 'cookie') return cookieIn(header('cookie'), carrier.name);
  const value =
    carrier.kind === 'url'
      ? (url.split(`;${carrier.parameter}=`)[1]?.split(/[;?]/)[0] ?? '')
      : cookieIn(header('cookie'), run.sessionState.cookieName);
  return splitAt(carrier.kind, value, carrier.separator)[0];
}

/** 30 bits in units of four seconds, six bits a character (HAProxy `s30tob64`). */
function dateText(seconds: number): string {
  const units = Math.floor(seconds / 4);
  return [24, 18, 12, 6, 0].map((shift) => BASE64[(units >>> shift) & 63]).join('');
}

/** 0 for what is no date. */
export function dateIn(text: string | undefined): number {
  if (text === undefined || text.length < DATE_LENGTH) return 0;
  let units = 0;
  for (const character of text.slice(0, DATE_LENGTH)) {
    const value = BASE64.indexOf(character);
    if (value < 0) return 0;
    units = units * 64 + value;
  }
  return units * 4;
}
