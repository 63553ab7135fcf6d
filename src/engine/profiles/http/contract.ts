/**
 * How a product writes HTTP: what it makes of a request on its way to a server and of an answer on its way back, and what
 * it says itself when a server can't. On header lines, without what ends them; the first line is that of request or status.
 */

/** Why it answers in a server's place. */
export type Failure = 'refused' | 'connectTimedOut' | 'reset' | 'noServer' | 'answerTimedOut';

export interface RequestFacts {
  /** The client's address. */
  readonly address: string;
  readonly nowS: number;
  readonly serverTimeoutMs: number;
  /** Hexadecimal digits that are this request's own. */
  readonly id: string;
}

export interface Page {
  readonly head: readonly string[];
  readonly body: string;
}

export interface Manners {
  readonly source: string;
  readonly request: (head: readonly string[], facts: RequestFacts) => readonly string[];
  /** `own`: the lines that its persistence adds. `serverMs`: how long the server took. */
  readonly answer: (head: readonly string[], own: readonly string[], serverMs: number) => readonly string[];
  /** Whether `serverMs` stands in the answer. */
  readonly tellsServerMs: boolean;
  /** null where it can't say anything. `date` as in HTTP. */
  readonly page: (why: Failure, date: string) => Page | null;
}

/** Below HTTP: what is in the packets is not read, and there is nothing to say. */
export const passedOn: Manners = {
  source: 'HAProxy manual, `mode tcp`',
  request: (head) => head,
  answer: (head, own) => [...head, ...own],
  tellsServerMs: false,
  page: () => null,
};

export const lowerCase = (lines: readonly string[]): string[] =>
  lines.map((line, index) => (index === 0 ? line : line.replace(/^[^:]+/, (name) => name.toLowerCase())));

/** `X-Session-Id`, as Go writes them. */
export const canonical = (lines: readonly string[]): string[] =>
  lines.map((line, index) => (index === 0 ? line : line.replace(/^[^:]+/, capitals)));

const capitals = (name: string): string => name.toLowerCase().replace(/(^|-)[a-z]/g, (letter) => letter.toUpperCase());

export const nameOf = (line: string): string => line.slice(0, line.indexOf(':')).toLowerCase();

/** The lines with these names in their order, and all others. */
export function partedBy(lines: readonly string[], names: readonly string[]): [string[], string[]] {
  const named = names.flatMap((name) => lines.filter((line) => nameOf(line) === name));
  return [named, lines.filter((line) => !names.includes(nameOf(line)))];
}

export const sorted = (lines: readonly string[]): string[] =>
  [...lines].sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : Number(nameOf(a) > nameOf(b))));

/** The page of nginx, which AWS's load balancers write as well, without what nginx has below its line. */
export function nginxPage(says: string, below: string): string {
  const lines = [
    '<html>',
    `<head><title>${says}</title></head>`,
    '<body>',
    `<center><h1>${says}</h1></center>`,
    ...(below === '' ? [] : [`<hr><center>${below}</center>`]),
    '</body>',
    '</html>',
  ];
  return lines.map((line) => `${line}\r\n`).join('');
}
