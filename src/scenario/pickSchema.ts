import * as v from 'valibot';
import { isNot, oneOf } from './fields.ts';

/**
 * The schema of an object whose field `key` says which of several shapes it has. An object that names none of them is
 * told which there are.
 */
export function pickSchema<Output>(
  key: string,
  schemas: ReadonlyMap<string, v.GenericSchema<unknown, Output>>,
  what: string,
): v.GenericSchema<unknown, Output> {
  const names = [...schemas.keys()];
  // Always fails, since the name is none of those: so it has no output.
  const onlyNamed = v.object({ [key]: oneOf(names, what) }, (issue) =>
    issue.expected === 'Object' ? isNot('an object')(issue) : `is missing; it is ${what} (${names.join(', ')})`,
  ) as unknown as v.GenericSchema<unknown, never>;
  return v.lazy((input) => schemas.get(nameIn(input, key)) ?? onlyNamed);
}

function nameIn(input: unknown, key: string): string {
  if (typeof input !== 'object' || input === null) return '';
  const name: unknown = Reflect.get(input, key);
  return typeof name === 'string' ? name : '';
}
