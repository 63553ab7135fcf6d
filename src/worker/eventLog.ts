/**
 * Every event of a run, for the text view: requests with their ends, and all else that happened. It is told again by
 * replay when it is asked for, so a run that nobody reads costs nothing; what was told is kept, and only what came since
 * is told at the next question.
 */
import { bisector } from 'd3';
import type { FinishedRequest, Happening, History, TimedAction } from '../engine/index.ts';
import type { EventFilter, EventPage, EventPageAsked, RunEvent } from './protocol.ts';

export interface EventLog {
  read(filter: EventFilter, page: EventPageAsked): EventPage;
}

/** Of a longer run the last ones: some 100 MB. */
const KEPT = 300_000;

export function createEventLog(history: History, kept = KEPT): EventLog {
  let events: RunEvent[] = [];
  /** Events before those that are kept. */
  let forgotten = 0;
  let keptFromMs = 0;
  let toldUs: number | null = null;
  let actions: readonly TimedAction[] = [];

  const add = (event: NewEvent): void => void events.push({ ...event, number: forgotten + events.length });

  /** What was acted otherwise since makes another future of all that came after it. */
  function cut(): void {
    const present = history.simulation.actions;
    const known = actions;
    const index = known.findIndex((action, place) => action !== present[place]);
    const place = index < 0 ? known.length : index;
    actions = [...present];
    const changed = [known[place], present[place]].flatMap((action) => (action === undefined ? [] : [action.atMs]));
    if (toldUs === null || changed.length === 0) return;
    const fromMs = Math.min(...changed);
    if (fromMs * 1000 > toldUs) return;
    events = events.slice(0, firstAt(events, fromMs));
    // What is done at a moment comes after all else in it: that moment is told once more.
    toldUs = Math.round(fromMs * 1000) - 1;
  }

  function tell(): void {
    const { nowUs, requestsSent } = history.simulation;
    if (toldUs === null) {
      toldUs = requestsSent > kept ? Math.floor(nowUs * (1 - kept / requestsSent)) : -1;
      keptFromMs = Math.max(0, toldUs / 1000);
    }
    if (nowUs <= toldUs) return;
    let lost: Extract<Happening, { kind: 'session-lost' }> | null = null;
    history.replay(toldUs, nowUs, {
      happened(happening) {
        // The request that ends is told with all that is in these, but for where the session was.
        if (happening.kind === 'session-lost') lost = happening;
        else if (!isToldByRequest(happening)) add({ kind: 'happening', atMs: happening.atMs, happening });
      },
      finished(request) {
        const home = lost?.request === request.request ? lost.home : null;
        add({ kind: 'request', atMs: endOf(request), request, home });
      },
    });
    toldUs = nowUs;
    if (events.length <= kept) return;
    forgotten += events.length - kept;
    events = events.slice(-kept);
    keptFromMs = events[0]?.atMs ?? keptFromMs;
  }

  return {
    read(filter, { from, limit }) {
      cut();
      tell();
      const atMs = history.simulation.nowUs / 1000;
      // Scrubbed back: what is to come is not told.
      const soFar = firstAfter(events, atMs);
      const found = events.slice(0, soFar).filter((event) => passes(event, filter));
      const first = from === 'last' ? Math.max(0, found.length - limit) : Math.min(from, found.length);
      return {
        ...{ atMs, events: found.slice(first, first + limit), from: first },
        ...{ count: found.length, total: forgotten + soFar, keptFromMs },
      };
    },
  };
}

type WithoutNumber<Event> = Event extends unknown ? Omit<Event, 'number'> : never;
type NewEvent = WithoutNumber<RunEvent>;

const endOf = ({ atMs, latencyMs }: FinishedRequest): number => atMs + latencyMs;

const isToldByRequest = ({ kind }: Happening): boolean => kind === 'unavailable' || kind === 'hijacked';

function passes(event: RunEvent, { person, server, kind, isHarm, storyOf }: EventFilter): boolean {
  if (event.kind === 'happening') {
    const { happening } = event;
    if (isHarm || (kind !== null && kind !== 'happening')) return false;
    if (person !== null && !concernsPerson(happening, person)) return false;
    return server === null || concernsServer(happening, server);
  }
  const { request } = event;
  if (storyOf !== null) return request.outcome !== 'served' || request.person === storyOf;
  if (kind !== null && kind !== 'request' && kind !== request.outcome) return false;
  if (isHarm && request.outcome === 'served') return false;
  return (person === null || request.person === person) && (server === null || request.server === server);
}

const concernsPerson = (happening: Happening, person: string): boolean =>
  ('person' in happening && happening.person === person) ||
  ('by' in happening && happening.by === person) ||
  ('victim' in happening && happening.victim === person);

const concernsServer = (happening: Happening, server: string): boolean =>
  ('server' in happening && happening.server === server) || ('a' in happening && happening.a === server);

/** Half a microsecond: times in ms are sums of floating-point numbers. */
const SLACK_MS = 0.0005;

const byTime = bisector(({ atMs }: RunEvent) => atMs);
/** The place of the first event at that moment or after it. */
const firstAt = (events: readonly RunEvent[], ms: number): number => byTime.left(events, ms - SLACK_MS);
const firstAfter = (events: readonly RunEvent[], ms: number): number => byTime.left(events, ms + SLACK_MS);
