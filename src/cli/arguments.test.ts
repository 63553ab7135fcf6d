import { describe, expect, it } from 'vitest';
import { parseCommand } from './arguments.ts';
import { BadInput } from './badInput.ts';

describe('the command line', () => {
  it('runs a scenario', () => {
    expect(parseCommand(['a.json'])).toEqual({
      do: 'run',
      scenarioPath: 'a.json',
      untilMs: null,
      eventsPath: null,
      withWindows: false,
      requestsPath: null,
    });
  });

  it('takes flags before and behind the file, with and without "="', () => {
    const command = {
      do: 'run',
      scenarioPath: 'a.json',
      untilMs: 2000,
      eventsPath: 'e',
      requestsPath: 'r',
      withWindows: false,
    };
    expect(parseCommand(['--until', '2s', 'a.json', '--events=e', '--requests', 'r'])).toEqual(command);
  });

  it.each([
    ['500ms', 500],
    ['120s', 120_000],
    ['1.5m', 90_000],
    ['2h', 7_200_000],
    ['1d', 86_400_000],
    ['10', 10_000],
  ])('reads %s as a duration', (text, untilMs) => {
    expect(parseCommand(['a', '--until', text])).toMatchObject({ untilMs });
  });

  it.each([
    [[], 'no scenario file given; --help says how'],
    [['a', 'b'], 'one scenario file is enough, not also "b"'],
    [['a', '--unitl', '1s'], '--unitl: unknown flag; did you mean "--until"? (--until, --events,'],
    [['a', '-x'], '-x: unknown flag (--until,'],
    [['a', '--until'], '--until: needs a value'],
    [['a', '--until', '--events'], '--until: needs a value, not --events'],
    [['a', '--until='], '--until: needs a value'],
    [['a', '--until', 'soon'], '--until: "soon" is not a duration like 500ms, 120s, 2m, 1h'],
    [['a', '--until', '-5s'], '--until: "-5s" is not a duration'],
    [['a', '--until', '0s'], '--until: 0s is no time at all'],
    [['a', '--until', '401d'], '--until: 401d is above 400d'],
    [['a', '--until', '1s', '--until', '2s'], '--until: given twice'],
    [['a', '--help=yes'], '--help: takes no value'],
    [['a', '--events', './a'], '--events: ./a is read from; it would be overwritten'],
    [['a', '--json'], '--json goes with --list'],
    [['a', '--list'], '--list takes no file, not "a"'],
    [['a', '--__proto__', 'x'], '--__proto__: unknown flag'],
  ])('%j: %s', (args, problem) => {
    expect(() => parseCommand(args)).toThrow(BadInput);
    expect(() => parseCommand(args)).toThrow(problem);
  });
});
