/**
 * What the modules of persistence and session state are handed beside a request: options, time, chance, and a way to take
 * notes. Views of the run, made once. They are classes, for V8 makes a hash table of an object literal with getters, and a
 * look at one costs ten times as much; nothing of the state lives in them.
 */
import { type LinkEnd, linkKey } from './linkKey.ts';
import type { Exchange, MarkDates, PersistenceContext } from './persistence/contract.ts';
import type { Pool } from './pool.ts';
import { PURPOSE, type Purpose, uniform, uniformOf } from './random.ts';
import { type RequestCursor, sessionIdText } from './request.ts';
import type { SessionStateContext } from './session-state/contract.ts';
import type { Note } from './trace.ts';
import { LOOKUP, type World } from './world.ts';

/** What these views need of their run. */
interface Source {
  readonly world: World;
  readonly scenario: { readonly seed: number };
  readonly pool: Pool;
  /** The request in attendance. */
  readonly request: RequestCursor;
}

export class PersistenceView<Options> implements PersistenceContext<Options> {
  note: Note | undefined = undefined;
  readonly options: Options;
  readonly pool: Pool;
  private readonly source: Source;

  constructor(source: Source, options: Options) {
    this.options = options;
    this.pool = source.pool;
    this.source = source;
  }

  get nowUs(): number {
    return this.source.world.nowUs;
  }

  readonly sessionId = (session: number): string => sessionIdText(this.source, session);
}

export class SessionStateView<Options> implements SessionStateContext<Options> {
  note: Note | undefined = undefined;
  readonly options: Options;
  private readonly source: Source;

  constructor(source: Source, options: Options) {
    this.options = options;
    this.source = source;
  }

  get nowUs(): number {
    return this.source.world.nowUs;
  }

  get serverCount(): number {
    return this.source.world.servers.length;
  }

  readonly isCut = (a: LinkEnd, b: LinkEnd): boolean => {
    const { cuts } = this.source.world;
    return cuts.size > 0 && cuts.has(linkKey(a, b));
  };
  readonly isRunning = (server: number): boolean => this.source.world.servers[server]?.process === 'running';
  readonly draw = (who: number, n: number): number => uniform(this.source.scenario.seed, who, PURPOSE.store, n);
  readonly drawLoad = (): number => this.drawFor(PURPOSE.load);
  readonly drawSave = (): number => this.drawFor(PURPOSE.save);

  private drawFor(purpose: Purpose): number {
    const { world, request } = this.source;
    return uniformOf(world.people.drawKey[request.person]!, purpose, world.requests.draw[request.row]!);
  }
}

const NO_DATES: MarkDates = { seenS: 0, firstS: 0 };

/** The request in attendance, answered. */
export class ExchangeView implements Exchange {
  server = 0;
  private readonly source: Source;

  constructor(source: Source) {
    this.source = source;
  }

  get request(): RequestCursor {
    return this.source.request;
  }

  get startedSession(): number {
    return this.source.world.requests.setSessionCookie[this.request.row]!;
  }

  get setsSessionCookie(): boolean {
    return this.startedSession !== 0 || this.source.world.requests.setToken[this.request.row] === 1;
  }

  get knowsSession(): boolean {
    return this.source.world.requests.lookup[this.request.row] === LOOKUP.found;
  }

  setPin(server: number, dates = NO_DATES): void {
    const { requests } = this.source.world;
    requests.setPin[this.request.row] = server;
    requests.setPinSeenS[this.request.row] = dates.seenS;
    requests.setPinFirstS[this.request.row] = dates.firstS;
  }

  setTlsSession(session: number): void {
    this.source.world.requests.setTlsSession[this.request.row] = session;
  }
}
