/**
 * The kinds of field a file can have, as valibot schemas whose messages read on from the field's path:
 * `servers[2].weight` + `: ` + `-1 is below 0`.
 */
import * as v from 'valibot';
import { didYouMean } from './didYouMean.ts';

/** Longest list of known names that a message repeats. */
const NAMES_SHOWN = 12;

/** A value as a message shows it: short, on one line, whatever it is. */
export function show(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object' && value !== null) return 'an object';
  const text = typeof value === 'string' ? JSON.stringify(value) : String(value);
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}

/** For schemas of other shapes: says that a value is missing, or that it is not `what`. */
export const isNot = (what: string) => (issue: { readonly input: unknown }) =>
  issue.input === undefined ? `is missing; it is ${what}` : `${show(issue.input)} is not ${what}`;

export interface Range {
  readonly min: number;
  readonly max: number;
}

/** A number within limits, both included. Minus zero becomes zero. */
export function number(range: Range, what = 'a number') {
  return v.pipe(
    v.number(isNot(what)),
    v.finite((issue) => `${show(issue.input)} is not a finite number`),
    v.minValue(range.min, (issue) => `${show(issue.input)} is below ${range.min}`),
    v.maxValue(range.max, (issue) => `${show(issue.input)} is above ${range.max}`),
    v.transform((given) => given + 0),
  );
}

export function wholeNumber(range: Range) {
  return v.pipe(
    number(range, 'a whole number'),
    v.integer((issue) => `${show(issue.input)} is not a whole number`),
  );
}

export function flag() {
  return v.boolean(isNot('true or false'));
}

/** `expects` completes "is not …": "a name without spaces". */
export function text(pattern: RegExp, expects: string) {
  return v.pipe(
    v.string(isNot(expects)),
    v.regex(pattern, (issue) => `${show(issue.input)} is not ${expects}`),
  );
}

/** One of a closed set. `what` is the noun with its article: "a network". */
export function oneOf<const Name extends string>(names: readonly Name[], what: string) {
  return v.picklist(names, (issue) => notAmong(issue.input, names, what));
}

function notAmong(input: unknown, names: readonly string[], what: string): string {
  const among = names.length > NAMES_SHOWN ? [...names.slice(0, NAMES_SHOWN), '…'] : names;
  const list = `(${among.join(', ')})`;
  if (input === undefined) return `is missing; it is ${what} ${list}`;
  const hint = typeof input === 'string' ? didYouMean(input, names) : '';
  return `${show(input)} is not ${what}${hint} ${list}`;
}

/** An object with these fields and no others. A field that is not known is named before anything else is said. */
export function fields<const Entries extends v.ObjectEntries>(entries: Entries) {
  const names = Object.keys(entries);
  return v.pipe(
    anyObject(),
    v.rawCheck(({ dataset, addIssue }) => {
      if (!dataset.typed) return;
      for (const [key, value] of Object.entries(dataset.value)) {
        if (names.includes(key)) continue;
        addIssue({
          message: `is not a field here${didYouMean(key, names)} (${names.join(', ')})`,
          path: [{ type: 'object', origin: 'key', input: dataset.value, key, value }],
        });
        return;
      }
    }),
    v.object(entries, (issue) => missing(entries, issue.expected)),
  );
}

/** An object that is no list, whatever is in it. */
export function anyObject() {
  const isObject = (input: unknown): boolean => typeof input === 'object' && input !== null && !Array.isArray(input);
  return v.custom<Record<string, unknown>>(isObject, isNot('an object'));
}

/** Asks the field's own schema what it would have been. `quoted` is the name as valibot gives it. */
function missing(entries: v.ObjectEntries, quoted: string | null): string {
  const entry = entries[String(quoted).slice(1, -1)];
  const asked =
    entry === undefined ? undefined : v.safeParse(entry as v.GenericSchema, undefined, { abortEarly: true });
  return asked?.issues?.[0].message ?? 'is missing';
}

/** The length is looked at first, so that a list of millions is refused at once. */
export function listOf<const Item extends v.GenericSchema>(item: Item, limit: Range, noun: string) {
  return v.pipe(
    v.custom<readonly unknown[]>(Array.isArray, isNot('a list')),
    v.minLength(limit.min, `needs at least ${limit.min} of the ${noun}`),
    v.maxLength(limit.max, (issue) => `has ${issue.input.length} ${noun}; the most is ${limit.max}`),
    v.array(item),
  );
}
