import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { didYouMean } from '../scenario/didYouMean.ts';
import { BadInput } from './badInput.ts';
import { parseDuration } from './duration.ts';

export const HELP = `Runs a scenario without the page and prints what was measured as one JSON object.

  npm run -s sim -- scenario.json [--until 120s] [--events events.ndjson] [--requests FILE] [--windows]
  npm run -s sim -- --list [--json]

  scenario.json    people, servers, load balancer, session state, timed actions ("-" reads standard input)
  --until TIME     how long it runs: 500ms, 120s, 2m, 1h, 1d; a plain number is seconds. Without it: the
                   scenario's durationMs or, with --requests, 60 s beyond the last recorded request
  --events FILE    writes one JSON object per line and finished request
  --requests FILE  replays recorded traffic in place of the scenario's people: an access log in Combined Log
                   Format, or NDJSON with atMs, person, address, method, url, headers, cookies in each line and,
                   between them, actions as in a scenario: {"atMs":30000,"do":"kill","server":"s2","detected":true}
  --windows        adds the measures over time, in at most 120 windows
  --list           what there is on each axis, with options, defaults and where those come from; what is measured
  --json           the list as JSON
  --help           this text

Exit status: 0 done, 2 the input can't be used (one line on standard error says why), 1 a fault of the lab's own.`;

export type Command =
  | { readonly do: 'help' }
  | { readonly do: 'list'; readonly asJson: boolean }
  | {
      readonly do: 'run';
      readonly scenarioPath: string;
      readonly untilMs: number | null;
      readonly eventsPath: string | null;
      readonly requestsPath: string | null;
      readonly withWindows: boolean;
    };

const FLAGS = {
  until: { type: 'string' },
  events: { type: 'string' },
  requests: { type: 'string' },
  windows: { type: 'boolean' },
  list: { type: 'boolean' },
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;
type Flag = keyof typeof FLAGS;

/** @throws BadInput */
export function parseCommand(args: readonly string[]): Command {
  const { values, paths } = readFlags(args);
  if (values.has('help')) return { do: 'help' };
  if (values.has('list')) {
    if (paths.length > 0) throw new BadInput(`--list takes no file, not ${JSON.stringify(paths[0])}`);
    return { do: 'list', asJson: values.has('json') };
  }
  if (values.has('json')) throw new BadInput('--json goes with --list; a run always prints JSON');
  const [scenarioPath, second] = paths;
  if (scenarioPath === undefined) throw new BadInput('no scenario file given; --help says how');
  if (second !== undefined) throw new BadInput(`one scenario file is enough, not also ${JSON.stringify(second)}`);
  const until = values.get('until');
  const eventsPath = values.get('events') ?? null;
  const requestsPath = values.get('requests') ?? null;
  for (const input of [scenarioPath, requestsPath]) {
    if (eventsPath !== null && input !== null && resolve(input) === resolve(eventsPath)) {
      throw new BadInput(`--events: ${eventsPath} is read from; it would be overwritten`);
    }
  }
  return {
    do: 'run',
    scenarioPath,
    untilMs: until === undefined ? null : parseDuration(until, '--until'),
    eventsPath,
    requestsPath,
    withWindows: values.has('windows'),
  };
}

function readFlags(args: readonly string[]) {
  const values = new Map<Flag, string>();
  const paths: string[] = [];
  const { tokens } = parseArgs({
    args: [...args],
    options: FLAGS,
    allowPositionals: true,
    strict: false,
    tokens: true,
  });
  for (const token of tokens) {
    if (token.kind === 'positional') paths.push(token.value);
    if (token.kind !== 'option') continue;
    const names = Object.keys(FLAGS).map((name) => `--${name}`);
    if (!isFlag(token.name)) {
      throw new BadInput(`${token.rawName}: unknown flag${didYouMean(token.rawName, names)} (${names.join(', ')})`);
    }
    if (values.has(token.name)) throw new BadInput(`${token.rawName}: given twice`);
    values.set(token.name, checkedValue(token.name, token.rawName, token.value));
  }
  return { values, paths };
}

function checkedValue(flag: Flag, rawName: string, value: string | undefined): string {
  const takesValue = FLAGS[flag].type === 'string';
  if (!takesValue && value !== undefined) throw new BadInput(`${rawName}: takes no value`);
  if (takesValue && (value === undefined || value === '')) throw new BadInput(`${rawName}: needs a value`);
  if (takesValue && value?.startsWith('--')) throw new BadInput(`${rawName}: needs a value, not ${value}`);
  return value ?? '';
}

function isFlag(name: string): name is Flag {
  return Object.hasOwn(FLAGS, name);
}
