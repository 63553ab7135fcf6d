import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseJson } from './jsonText.ts';

const problemOf = (text: string): string => {
  const result = parseJson(text);
  return result.ok ? 'none' : result.problem;
};

describe('a text that is not JSON', () => {
  it.each([
    ['', 'line 1, column 1: the JSON ends in the middle'],
    ['{ "a": 1,\n  "b": [1, 2', 'line 2, column 13: the JSON ends in the middle'],
    ['{ "title": "A ca', 'line 1, column 17: the JSON ends in the middle'],
    ['{\n  "a": 1,\n}', 'line 3, column 1: a field name in double quotes is expected, not "}"'],
    ['[1, 2,]', 'line 1, column 7: a value is expected, not "]"'],
    ['{ seed: 1 }', 'line 1, column 3: a field name in double quotes or "}" is expected, not "seed"'],
    ['{ "seed" 1 }', 'line 1, column 10: a ":" is expected, not "1"'],
    ['{ "seed": NaN }', 'line 1, column 11: a value is expected, not "NaN"'],
    ['{ "seed": 01 }', 'line 1, column 11: a value is expected, not "01"'],
    ['{ "a": 1 "b": 2 }', 'line 1, column 10: a "," or the closing bracket is expected, not "\\""'],
    ['{} {}', 'line 1, column 4: nothing is expected after the end of the JSON, not "{"'],
    ['{ "a": "x\ny" }', 'line 1, column 10: a line break or control character stands inside a text'],
    ['{ "a": "\\q-----" }', 'line 1, column 9: "\\\\q" is no escape of JSON'],
  ])('%j is placed', (text, problem) => {
    expect(problemOf(text)).toBe(problem);
  });

  it('may be nested as deeply as it likes', () => {
    expect(problemOf('['.repeat(1_000_000))).toBe('line 1, column 1000001: the JSON ends in the middle');
  });

  it('is told from JSON exactly as JSON.parse tells them apart, cut or garbled anywhere', () => {
    const garbled = fc.tuple(fc.json(), fc.nat(200), fc.string({ maxLength: 3 })).map(([json, at, junk]) => {
      const cut = at % (json.length + 1);
      return json.slice(0, cut) + junk;
    });
    fc.assert(
      fc.property(garbled, (text) => {
        // For a text that JSON.parse rejects, the walk must find a place at all and never run past the end.
        expect(problemOf(text)).toMatch(/^none$|^line \d+, column \d+: ./);
      }),
    );
  });
});
