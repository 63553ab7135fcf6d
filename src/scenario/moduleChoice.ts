/**
 * One value of an axis, as a scenario names it: `{ "id": "consistent-hash", "key": "url" }`. The schema of its options
 * is made from the description that the module itself gives, so a new option needs no change here.
 */
import * as v from 'valibot';
import type { Choice, OptionDescription, OptionDescriptions } from '../engine/index.ts';
import { fields, flag, number, oneOf, text, wholeNumber } from './fields.ts';
import { pickSchema } from './pickSchema.ts';

/** What is needed of a module here; the engine's registries hold more. */
export interface DescribedModule {
  readonly id: string;
  readonly options: OptionDescriptions;
}

/** `what` is the axis' noun with its article: "a balancing". Defaults stay unsaid: the engine fills them in. */
export function moduleChoice(modules: readonly DescribedModule[], what: string): v.GenericSchema<unknown, Choice> {
  const schemas = modules.map(
    ({ id, options }) => [id, fields({ id: v.literal(id), ...optionEntries(options) })] as const,
  );
  return pickSchema('id', new Map<string, v.GenericSchema<unknown, Choice>>(schemas), what);
}

function optionEntries(options: OptionDescriptions): Record<string, v.GenericSchema> {
  const entries = Object.entries(options).map(([name, option]) => [name, v.optional(valueSchema(option))] as const);
  return Object.fromEntries(entries);
}

function valueSchema(option: OptionDescription): v.GenericSchema {
  switch (option.kind) {
    case 'duration':
      return number({ min: option.minMs, max: option.maxMs });
    case 'count':
      return wholeNumber(option);
    case 'choice':
      return oneOf(option.values, 'one of these');
    case 'text':
      return text(new RegExp(`^(?:${option.pattern})$`, 'u'), option.expects);
    case 'flag':
      return flag();
  }
}
