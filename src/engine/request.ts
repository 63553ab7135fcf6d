/**
 * A request as the modules of the axes see it: a view over a row, made once and pointed at one row after the other, so
 * that it reads like an object and costs no allocation. Do not keep it.
 */
import { behaviours } from './behaviours/registry.ts';
import { WISHES } from './behaviours/wishes.ts';
import { keyedBits, PURPOSE } from './random.ts';
import type { RecordedRequest } from './scenario.ts';
import { FIRST_WRITTEN_SESSION, NONE, WISH, type World } from './world.ts';

export interface RequestView {
  /** Row of the person; only for pictures, never for decisions. */
  readonly person: number;
  /** The source address the load balancer sees, as a row of the run's addresses. */
  readonly address: number;
  readonly addressText: string;
  /** The IPv4 address as a number, -1 where it is none. */
  readonly ipv4: number;
  /** Source port: a new one for each connection of the client. */
  readonly port: number;
  readonly method: string;
  readonly url: string;
  /**
   * Row of the server that the load balancer's mark names (a cookie, a prefix or suffix, a header); -1 without a mark,
   * -2 with one that names no server.
   */
  readonly pin: number;
  /** Dates inside that mark, in seconds since 1970, 0 where it has none: last seen, and first set. */
  readonly pinSeenS: number;
  readonly pinFirstS: number;
  /** Number of the session that the application's cookie names, 0 without. */
  readonly sessionCookie: number;
  /** Number of the client's connection, unique in the run. */
  readonly connection: number;
  /** Row of the server that this connection's requests went to before, -1 for its first. */
  readonly connectionServer: number;
  /** Number of the TLS session that was offered for resumption on this connection, 0 for none. */
  readonly tlsSession: number;
  /** A header's value, empty where the request has none. */
  header(name: string): string;
  /** A cookie's value as it stands on the wire, empty where the request has none of that name. */
  cookie(name: string): string;
}

/** What a request view needs of its run. */
export interface RequestSource {
  readonly world: World;
  readonly recorded: readonly RecordedRequest[];
  /** The application's cookie, and how it writes the number of a session. */
  readonly sessionState: { readonly cookieName: string; readonly carriedAs: string };
  /** The session as the request carries it, as text; null where it carries none. */
  readonly carriedText: (request: number) => string | null;
  /** The request's Authorization header, empty where it has none. */
  readonly authorization: (request: number) => string;
  readonly scenario: { readonly seed: number };
}

/** First of the ports that Linux gives to outgoing connections, and how many there are (`ip_local_port_range`). */
const FIRST_PORT = 32_768;
const PORTS = 28_232;

/** The source port of a client's n-th connection. */
export function portOf(seed: number, person: number, connection: number): number {
  return FIRST_PORT + (keyedBits(seed, person, PURPOSE.port, connection) % PORTS);
}

/** A session id as Tomcat writes it: 32 hexadecimal digits. */
export function sessionIdText(source: Pick<RequestSource, 'scenario' | 'world'>, session: number): string {
  if (session >= FIRST_WRITTEN_SESSION) return source.world.writtenIds[session - FIRST_WRITTEN_SESSION]!;
  let id = '';
  for (let part = 0; part < 4; part += 1) {
    const word = keyedBits(source.scenario.seed, session, PURPOSE.session, part);
    id += word.toString(16).toUpperCase().padStart(8, '0');
  }
  return id;
}

/** The value of one cookie in a Cookie header (RFC 6265 § 4.2.1), empty if it is not there. */
export function cookieIn(header: string, name: string): string {
  for (const pair of header.split(';')) {
    const [key, ...value] = pair.trim().split('=');
    if (key === name) return value.join('=');
  }
  return '';
}

export const USER_AGENT = 'AffinityLab/1.0';

export function methodOf(source: RequestSource, wish: number, detail: number): string {
  if (wish === WISH.recorded) return source.recorded[detail]?.method ?? 'GET';
  return WISHES[wish]!.method;
}

export function urlOf(source: RequestSource, wish: number, detail: number): string {
  if (wish === WISH.recorded) return source.recorded[detail]?.url ?? '/';
  return WISHES[wish]!.url(detail);
}

function headerOf(source: RequestSource, row: number, name: string): string {
  const { requests, people } = source.world;
  const detail = requests.detail[row]!;
  const wanted = name.toLowerCase();
  if (requests.wish[row] !== WISH.recorded) {
    if (wanted === 'host') return behaviours[people.behaviour[requests.person[row]!]!]!.host;
    return wanted === 'user-agent' ? USER_AGENT : '';
  }
  for (const [key, value] of Object.entries(source.recorded[detail]?.headers ?? {})) {
    if (key.toLowerCase() === wanted) return value;
  }
  return '';
}

/** A view that is pointed at one row after the other. */
export interface RequestCursor extends RequestView {
  row: number;
}

/** A view of requests in flight. A class: see `contexts.ts`. */
export class RequestInFlight implements RequestCursor {
  row = 0;
  private readonly source: RequestSource;

  constructor(source: RequestSource) {
    this.source = source;
  }

  get person(): number {
    return this.source.world.requests.person[this.row]!;
  }

  get address(): number {
    return this.source.world.requests.address[this.row]!;
  }

  get addressText(): string {
    return this.source.world.addresses.text[this.address]!;
  }

  get ipv4(): number {
    return this.source.world.addresses.ipv4[this.address]!;
  }

  get port(): number {
    return this.source.world.requests.port[this.row]!;
  }

  get method(): string {
    const { wish, detail } = this.source.world.requests;
    return methodOf(this.source, wish[this.row]!, detail[this.row]!);
  }

  get url(): string {
    const { wish, detail } = this.source.world.requests;
    return urlOf(this.source, wish[this.row]!, detail[this.row]!);
  }

  get pin(): number {
    return this.source.world.requests.pin[this.row]!;
  }

  get pinSeenS(): number {
    return this.source.world.requests.pinSeenS[this.row]!;
  }

  get pinFirstS(): number {
    return this.source.world.requests.pinFirstS[this.row]!;
  }

  get connection(): number {
    return this.source.world.requests.connection[this.row]!;
  }

  get connectionServer(): number {
    return this.source.world.requests.connectionServer[this.row]!;
  }

  get tlsSession(): number {
    return this.source.world.requests.tlsSession[this.row]!;
  }

  get sessionCookie(): number {
    return this.source.world.requests.sessionCookie[this.row]!;
  }

  header(name: string): string {
    if (name.toLowerCase() === 'authorization') return this.source.authorization(this.row);
    return headerOf(this.source, this.row, name);
  }

  cookie(name: string): string {
    if (name === this.source.sessionState.cookieName) return this.source.carriedText(this.row) ?? '';
    return cookieIn(this.header('cookie'), name);
  }
}

/** A view of what a person's next request will carry, for pictures; `row` is the person. */
export class RequestToCome implements RequestCursor {
  row = 0;
  readonly method = 'GET';
  readonly url = '/cart';
  private readonly source: RequestSource;

  constructor(source: RequestSource) {
    this.source = source;
  }

  get person(): number {
    return this.row;
  }

  get address(): number {
    return this.source.world.people.address[this.row]!;
  }

  get addressText(): string {
    return this.source.world.addresses.text[this.address]!;
  }

  get ipv4(): number {
    return this.source.world.addresses.ipv4[this.address]!;
  }

  get port(): number {
    const opened = this.source.world.people.connections[this.row]!;
    return portOf(this.source.scenario.seed, this.row, this.isConnected ? opened : opened + 1);
  }

  get pin(): number {
    return this.source.world.people.pin[this.row]!;
  }

  get pinSeenS(): number {
    return this.source.world.people.pinSeenS[this.row]!;
  }

  get pinFirstS(): number {
    return this.source.world.people.pinFirstS[this.row]!;
  }

  get connection(): number {
    return this.source.world.people.connection[this.row]!;
  }

  get connectionServer(): number {
    return this.isConnected ? this.source.world.people.connectionServer[this.row]! : NONE;
  }

  get tlsSession(): number {
    const { people, nowUs } = this.source.world;
    if (this.isConnected) return people.tlsSessionOffered[this.row]!;
    return people.tlsSessionUntilUs[this.row]! > nowUs ? people.tlsSession[this.row]! : 0;
  }

  get sessionCookie(): number {
    return this.source.world.people.sessionCookie[this.row]!;
  }

  header(): string {
    return '';
  }

  cookie(name: string): string {
    const { sessionState } = this.source;
    const isNumber = sessionState.carriedAs === 'number' && this.sessionCookie !== 0;
    return isNumber && name === sessionState.cookieName ? sessionIdText(this.source, this.sessionCookie) : '';
  }

  private get isConnected(): boolean {
    const { people, nowUs } = this.source.world;
    return people.connectedUntilUs[this.row]! >= nowUs;
  }
}
