/**
 * Recorded traffic, line by line, so that a file of any size can be fed to it. Lines that can't be read are counted
 * and reported, never fatal; a file of nothing else is given up early.
 */
import { LIMITS, type RecordedRequest } from '../engine/index.ts';
import { accessLogParser } from './accessLog.ts';
import type { GivenAction } from './actionSchema.ts';
import type { LineParser } from './lineParser.ts';
import { LONGEST_RUN_MS } from './moments.ts';
import { recordedRequestsParser } from './recordedRequests.ts';

/** A line as long as this is no request any more; whoever splits the file may cut it there. */
export const LONGEST_LINE = 65_536;
const LINES_NAMED = 20;
/** So many lines without a single request are no recorded traffic. */
const PATIENCE = 10_000;
/** So many empty ones in front of the first request are too many as well. */
const PATIENCE_WITH_NOTHING = 1_000_000;
/** What is kept of a request takes about half a kilobyte. */
const MOST_REQUESTS = 2_000_000;

export interface RequestsReport {
  readonly kind: 'access-log' | 'ndjson';
  /** Lines that are not empty. */
  readonly lines: number;
  readonly parsed: number;
  /** How many lines could not be read, and the numbers (from 1) of the first of them. */
  readonly unparsable: {
    readonly count: number;
    readonly lines: readonly number[];
    readonly firstProblem: string | null;
  };
  readonly people: number;
}

/** What was done while the traffic was recorded. */
export interface RecordedAction {
  /** Number of its line, from 1. */
  readonly line: number;
  readonly action: GivenAction;
}

export type RequestsResult =
  | {
      readonly ok: true;
      readonly requests: readonly RecordedRequest[];
      readonly actions: readonly RecordedAction[];
      readonly report: RequestsReport;
    }
  | { readonly ok: false; readonly problem: string };

export interface RequestsReader {
  /** The next line, without its end. False: no use in going on; `finish` says why. */
  line(text: string): boolean;
  finish(): RequestsResult;
}

export function requestsReader(): RequestsReader {
  const requests: RecordedRequest[] = [];
  const actions: RecordedAction[] = [];
  const people = new Set<string>();
  const badLines: number[] = [];
  let kind: RequestsReport['kind'] | null = null;
  let parse: LineParser = accessLogParser();
  let lineNumber = 0;
  let lines = 0;
  let badCount = 0;
  let firstProblem: string | null = null;
  let givenUp: string | null = null;

  function line(text: string): boolean {
    lineNumber += 1;
    if (givenUp !== null) return false;
    const content = text.trim();
    if (content === '') return nothing();
    if (kind === null) {
      kind = content.startsWith('{') ? 'ndjson' : 'access-log';
      if (kind === 'ndjson') parse = recordedRequestsParser();
    }
    lines += 1;
    const found = content.length > LONGEST_LINE ? `longer than ${LONGEST_LINE} characters` : parse(content);
    if (typeof found === 'string') bad(found);
    else if ('action' in found) act(found.action);
    else good(found);
    return givenUp === null;
  }

  function nothing(): boolean {
    if (requests.length === 0 && lineNumber >= PATIENCE_WITH_NOTHING) {
      givenUp = noRequest(`in the first ${PATIENCE_WITH_NOTHING} lines`);
    }
    return givenUp === null;
  }

  function good(request: RecordedRequest): void {
    if (requests.length >= MOST_REQUESTS) {
      givenUp = `line ${lineNumber}: more than ${MOST_REQUESTS} requests; replay a part of the file`;
      return;
    }
    requests.push(request);
    people.add(request.person);
    if (people.size > LIMITS.people) givenUp = `line ${lineNumber}: more than ${LIMITS.people} people`;
  }

  function act(action: GivenAction): void {
    if (actions.length >= LIMITS.actions) givenUp = `line ${lineNumber}: more than ${LIMITS.actions} actions`;
    actions.push({ line: lineNumber, action });
  }

  function bad(problem: string): void {
    badCount += 1;
    if (badLines.length < LINES_NAMED) badLines.push(lineNumber);
    firstProblem ??= `line ${lineNumber}: ${problem}`;
    if (requests.length === 0 && badCount >= PATIENCE) givenUp = noRequest(`in the first ${PATIENCE} lines`);
  }

  const noRequest = (where: string): string =>
    `no request found ${where}${firstProblem === null ? '' : `: ${firstProblem}`}`;

  function finish(): RequestsResult {
    if (givenUp !== null) return { ok: false, problem: givenUp };
    if (kind === null || requests.length === 0) return { ok: false, problem: noRequest('in the whole file') };
    const ordered = replayOrder(requests, kind);
    const lengthMs = ordered.at(-1)?.atMs ?? 0;
    if (lengthMs > LONGEST_RUN_MS) {
      const days = (ms: number): number => Math.round(ms / 86_400_000);
      return { ok: false, problem: `spans ${days(lengthMs)} days; the most is ${days(LONGEST_RUN_MS)}` };
    }
    const unparsable = { count: badCount, lines: badLines, firstProblem };
    const report = { kind, lines, parsed: requests.length, unparsable, people: people.size };
    return { ok: true, requests: ordered, actions, report };
  }

  return { line, finish };
}

/** By time, requests of one moment as in the file. A log's times begin with its first request, NDJSON's with the run. */
function replayOrder(requests: readonly RecordedRequest[], kind: RequestsReport['kind']): readonly RecordedRequest[] {
  const sorted = [...requests].sort((a, b) => a.atMs - b.atMs);
  const startMs = kind === 'ndjson' ? 0 : (sorted[0]?.atMs ?? 0);
  return startMs === 0 ? sorted : sorted.map((request) => ({ ...request, atMs: request.atMs - startMs }));
}
