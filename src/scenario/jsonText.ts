/**
 * JSON with messages that name line and column. `JSON.parse` does the reading; only a text that it rejects is walked
 * again, because each JavaScript engine words and places its complaint differently.
 */
export type JsonResult =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly problem: string };

export function parseJson(text: string): JsonResult {
  try {
    return { ok: true, value: JSON.parse(text) };
  } catch {
    const { at, says } = firstSyntaxError(text);
    const before = text.slice(0, at).split('\n');
    return { ok: false, problem: `line ${before.length}, column ${(before.at(-1) ?? '').length + 1}: ${says}` };
  }
}

interface SyntaxProblem {
  readonly at: number;
  readonly says: string;
}

/** What may come next. A value ends at once or opens a list or an object, whose end is kept on a stack. */
type Expected = 'value' | 'value-or-end' | 'name' | 'name-or-end' | 'colon' | 'comma-or-end' | 'end-of-text';

const SAYS: Readonly<Record<Expected, string>> = {
  value: 'a value is expected',
  'value-or-end': 'a value or "]" is expected',
  name: 'a field name in double quotes is expected',
  'name-or-end': 'a field name in double quotes or "}" is expected',
  colon: 'a ":" is expected',
  'comma-or-end': 'a "," or the closing bracket is expected',
  'end-of-text': 'nothing is expected after the end of the JSON',
};

const SPACE = /[ \t\n\r]*/y;
const SCALAR = /(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)(?![\w.+-])/y;
const WORD = /[\w.+-]+/y;

/** Walks a text that is not JSON to the first place where it stops being JSON. Iterative: nesting may be deep. */
function firstSyntaxError(text: string): SyntaxProblem {
  const open: ('}' | ']')[] = [];
  let expected: Expected = 'value';
  let at = 0;
  const match = (pattern: RegExp): string => {
    pattern.lastIndex = at;
    return pattern.exec(text)?.[0] ?? '';
  };
  const afterValue = (): Expected => (open.length === 0 ? 'end-of-text' : 'comma-or-end');

  for (;;) {
    at += match(SPACE).length;
    const char = text[at];
    if (char === undefined) return { at, says: 'the JSON ends in the middle' };
    const isValue: boolean = expected === 'value' || expected === 'value-or-end';
    const isName: boolean = expected === 'name' || expected === 'name-or-end';
    if (char === '"' && (isValue || isName)) {
      const end = endOfString(text, at);
      if (typeof end !== 'number') return end;
      expected = isName ? 'colon' : afterValue();
      at = end;
    } else if (isValue && (char === '{' || char === '[')) {
      open.push(char === '{' ? '}' : ']');
      expected = char === '{' ? 'name-or-end' : 'value-or-end';
      at += 1;
    } else if (char === open.at(-1) && ['value-or-end', 'name-or-end', 'comma-or-end'].includes(expected)) {
      open.pop();
      expected = afterValue();
      at += 1;
    } else if (expected === 'colon' && char === ':') {
      expected = 'value';
      at += 1;
    } else if (expected === 'comma-or-end' && char === ',') {
      expected = open.at(-1) === '}' ? 'name' : 'value';
      at += 1;
    } else if (isValue && match(SCALAR) !== '') {
      at += match(SCALAR).length;
      expected = afterValue();
    } else {
      return { at, says: `${SAYS[expected]}, not ${JSON.stringify((match(WORD) || char).slice(0, 20))}` };
    }
  }
}

/**
 * Where the string that starts here ends, or what is wrong in it. A loop and not a regular expression, which
 * overflows its stack on a string of many megabytes.
 */
function endOfString(text: string, start: number): number | SyntaxProblem {
  for (let at = start + 1; at < text.length; at += 1) {
    const char = text[at] ?? '';
    if (char === '"') return at + 1;
    if (char < ' ') return { at, says: 'a line break or control character stands inside a text' };
    if (char !== '\\') continue;
    const sequence = text.slice(at, at + 6);
    const isWhole = /^\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/.test(sequence);
    if (!isWhole && sequence.length === 6)
      return { at, says: `${JSON.stringify(sequence.slice(0, 2))} is no escape of JSON` };
    at += 1;
  }
  return { at: text.length, says: 'the JSON ends in the middle' };
}
