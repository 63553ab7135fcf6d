/**
 * Options of a module are described once, as data. The interface's controls, the command line's help, the schema of
 * scenario files and the documentation are made from these descriptions.
 *
 * An option is named as in the scenario file. A duration's name ends in `Ms` there; the engine gets it in whole
 * microseconds under the same name ending in `Us`.
 */
import { usOf } from './units.ts';

interface Described {
  /** One line: what the option does. */
  readonly says: string;
  /** Where the default comes from: a product, an RFC, a measurement. */
  readonly source: string;
}

export interface DurationOption extends Described {
  readonly kind: 'duration';
  readonly defaultMs: number;
  readonly minMs: number;
  readonly maxMs: number;
}

export interface CountOption extends Described {
  readonly kind: 'count';
  readonly default: number;
  readonly min: number;
  readonly max: number;
}

export interface ChoiceOption<Value extends string = string> extends Described {
  readonly kind: 'choice';
  readonly values: readonly Value[];
  readonly default: Value;
}

export interface TextOption extends Described {
  readonly kind: 'text';
  readonly default: string;
  /** Source of a regular expression that the whole text must match. */
  readonly pattern: string;
  /** What the pattern asks for, in words, for messages and help. */
  readonly expects: string;
}

export interface FlagOption extends Described {
  readonly kind: 'flag';
  readonly default: boolean;
}

export type OptionDescription = DurationOption | CountOption | ChoiceOption | TextOption | FlagOption;
export type OptionDescriptions = Readonly<Record<string, OptionDescription>>;

type ResolvedName<Name> = Name extends `${infer Base}Ms` ? `${Base}Us` : Name;
type ResolvedValue<Option> =
  Option extends ChoiceOption<infer Value>
    ? Value
    : Option extends TextOption
      ? string
      : Option extends FlagOption
        ? boolean
        : number;

/** The values a module works with: defaults filled in, durations in µs. */
export type OptionsOf<Descriptions> = {
  readonly [Name in keyof Descriptions as ResolvedName<Name>]: ResolvedValue<Descriptions[Name]>;
};

const DAY_MS = 86_400_000;

export const seconds = (count: number): number => count * 1000;
export const minutes = (count: number): number => count * 60_000;

export function duration(option: Described & { default: number; min?: number; max?: number }): DurationOption {
  const { default: defaultMs, min: minMs = 0, max: maxMs = 400 * DAY_MS, says, source } = option;
  return { kind: 'duration', defaultMs, minMs, maxMs, says, source };
}

export function count(option: Described & { default: number; min?: number; max?: number }): CountOption {
  return { kind: 'count', min: 0, max: 1_000_000_000, ...option };
}

export function choice<const Value extends string>(
  option: Described & { values: readonly Value[]; default: NoInfer<Value> },
): ChoiceOption<Value> {
  return { kind: 'choice', ...option };
}

export function text(option: Described & { default: string; pattern: string; expects: string }): TextOption {
  return { kind: 'text', ...option };
}

export function flag(option: Described & { default: boolean }): FlagOption {
  return { kind: 'flag', ...option };
}

/** Fills in defaults and turns ms into µs. `given` was validated by the scenario's schema. */
export function resolveOptions(
  descriptions: OptionDescriptions,
  given: Readonly<Record<string, unknown>>,
): Readonly<Record<string, string | number | boolean>> {
  const resolved: Record<string, string | number | boolean> = {};
  for (const [name, option] of Object.entries(descriptions)) {
    const value = given[name] ?? (option.kind === 'duration' ? option.defaultMs : option.default);
    if (option.kind === 'duration') resolved[name.replace(/Ms$/, 'Us')] = usOf(Number(value));
    else resolved[name] = value as string | number | boolean;
  }
  return resolved;
}
