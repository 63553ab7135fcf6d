/**
 * Access logs in Combined Log Format (Apache, nginx), and in the Common one, which lacks referrer and user agent:
 * `203.0.113.7 - ada [17/May/2015:10:05:03 +0000] "GET /cart HTTP/1.1" 200 512 "https://…/" "Mozilla/5.0 …"`
 *
 * A person is an address and a user agent: as near as a log comes to it. Times are to the second; requests of one
 * second keep the order of the file.
 */
import type { RecordedRequest } from '../engine/index.ts';
import { show } from './fields.ts';
import type { LineParser } from './lineParser.ts';

const QUOTED = '"((?:[^"\\\\]|\\\\.)*)"';
/** Debian's Apache puts the virtual host and its port in front when it has several. */
const HOST = '(?:\\S+:\\d{1,5} )?';
const WHO = '((?!- )\\S{1,255}) \\S+ (?:[^[ ]+ ){1,4}';
const STATUS_SIZE = '(?:\\d{3}|-) (?:\\d+|-)';
const LINE = new RegExp(
  `^${HOST}${WHO}\\[([^\\]]{20,32})\\] ${QUOTED} ${STATUS_SIZE}(?: ${QUOTED} ${QUOTED})?(?: .*)?$`,
);
const TIME = /^(\d\d)\/([A-Z][a-z]{2})\/(\d{4}):(\d\d):(\d\d):(\d\d) ([+-])(\d\d)(\d\d)$/;
/** HTTP/0.9 had no protocol to name; a target with blanks in it is what bad clients send. */
const REQUEST = /^([A-Z][A-Z-]{0,19}) (\S.*?)(?: HTTP\/\d(?:\.\d)?)?$/;
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** Each request's `atMs` is the time of day in ms since 1970; `replayOrder` makes it relative to the first. */
export function accessLogParser(): LineParser {
  const people = new People();
  return (line) => {
    const [, address, time, request, referrer = '-', userAgent = '-'] = LINE.exec(line) ?? [];
    if (address === undefined || time === undefined || request === undefined) return 'not a line of an access log';
    const atMs = momentOf(time);
    if (atMs === null) return `${show(time)} is not a time`;
    const [, method, target] = REQUEST.exec(request) ?? [];
    if (method === undefined || target === undefined) return 'no HTTP request in it';
    return {
      atMs,
      person: people.idOf(address, userAgent),
      address,
      method,
      url: urlOf(target),
      headers: { ...header('Referer', referrer), ...header('User-Agent', userAgent) },
      cookies: true,
    } satisfies RecordedRequest;
  };
}

/** ms since 1970, or null for a time that the calendar does not have. */
function momentOf(time: string): number | null {
  const [, day, month, year, hours, minutes, seconds, sign, zoneHours, zoneMinutes] = TIME.exec(time) ?? [];
  const monthIndex = MONTHS.indexOf(month ?? '');
  if (monthIndex < 0 || Number(hours) > 23 || Number(minutes) > 59 || Number(seconds) > 60) return null;
  const midnight = new Date(Date.UTC(Number(year), monthIndex, Number(day)));
  if (midnight.getUTCDate() !== Number(day)) return null;
  const clockMs = ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000;
  const zoneMs = (sign === '-' ? -1 : 1) * (Number(zoneHours) * 60 + Number(zoneMinutes)) * 60_000;
  return midnight.getTime() + clockMs - zoneMs;
}

/** `203.0.113.7#2`: the second user agent seen at that address. */
class People {
  readonly #agentsAt = new Map<string, Map<string, string>>();

  idOf(address: string, userAgent: string): string {
    const agents = this.#agentsAt.get(address) ?? new Map<string, string>();
    this.#agentsAt.set(address, agents);
    const id = agents.get(userAgent) ?? `${address}#${agents.size + 1}`;
    agents.set(userAgent, id);
    return id;
  }
}

/** What logs escape (`\"`, `\\`, `\t`, `\x16`) as it went over the wire; bytes become the characters of Latin-1. */
function unescaped(logged: string): string {
  return logged.replace(/\\(?:x([0-9a-fA-F]{2})|(.))/g, (_, hex: string | undefined, char: string) =>
    hex === undefined ? (({ n: '\n', r: '\r', t: '\t' } as Record<string, string>)[char] ?? char) : byte(hex),
  );
}

const byte = (hex: string): string => String.fromCharCode(Number.parseInt(hex, 16));

/** A target that can stand on a request line: whatever could break the line is percent-encoded. */
function urlOf(target: string): string {
  const bytes = target.replace(/\\x([0-9a-fA-F]{2})/g, (_, hex: string) => `%${hex.toUpperCase()}`);
  return unescaped(bytes).replace(/[^\x21-\x7e]/gu, (char) =>
    // Half of a surrogate pair has no encoding; it stands for a character that was lost.
    /\p{Cs}/u.test(char) ? '%EF%BF%BD' : encodeURIComponent(char),
  );
}

/** `-` is how a log writes that there was none. Control characters would end the header's line. */
function header(name: string, logged: string): Record<string, string> {
  return logged === '-' || logged === '' ? {} : { [name]: unescaped(logged).replace(/\p{Cc}/gu, ' ') };
}
