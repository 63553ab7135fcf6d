/** One option as a control. A value that its description does not allow is not sent, and is said beside the field. */
import { useId, useState } from 'react';
import type { OptionDescription, OptionDescriptions } from '../engine/index.ts';
import { words } from '../language/words.ts';
import styles from './Controls.module.css';

const said = words.scenario.field;

interface OptionFieldProps {
  readonly name: string;
  readonly option: OptionDescription;
  readonly given: unknown;
  /** Called with each value that is allowed; a form reads its fields itself. */
  readonly onChange?: (value: string | number | boolean) => void;
  /** In the place of the option's own name. */
  readonly label?: string;
  /** How people call a value of a choice. */
  readonly nameOf?: (value: string) => string;
}

export function OptionField({ name, option, given, onChange, label, nameOf = said.valueOf }: OptionFieldProps) {
  const id = useId();
  const [problem, setProblem] = useState<string | null>(null);
  const value = String(given ?? defaultOf(option));

  const submit = (text: string): void => {
    const read = readOption(option, text);
    setProblem(read.ok ? null : read.problem);
    if (read.ok && String(read.value) !== value) onChange?.(read.value);
  };

  return (
    <div className={styles['option']}>
      <label htmlFor={id}>{label ?? labelOf(name, option)}</label>
      {option.kind === 'choice' ? (
        <select
          id={id}
          name={name}
          {...(onChange ? { value } : { defaultValue: value })}
          onChange={({ target }) => submit(target.value)}
        >
          {option.values.map((one) => (
            <option key={one} value={one}>
              {nameOf(one)}
            </option>
          ))}
        </select>
      ) : option.kind === 'flag' ? (
        <input
          id={id}
          name={name}
          value="true"
          type="checkbox"
          {...(onChange ? { checked: value === 'true' } : { defaultChecked: value === 'true' })}
          onChange={({ target }) => submit(String(target.checked))}
        />
      ) : (
        <input
          id={id}
          name={name}
          key={value}
          type="text"
          inputMode={option.kind === 'text' ? 'text' : 'decimal'}
          defaultValue={option.kind === 'duration' ? String(Number(value) / 1000) : value}
          onBlur={({ target }) => submit(target.value)}
          onKeyDown={({ key, currentTarget }) => (key === 'Enter' ? submit(currentTarget.value) : undefined)}
          aria-invalid={problem !== null}
          aria-describedby={`${id}-says`}
        />
      )}
      {problem === null && option.says === '' ? null : (
        <p id={`${id}-says`} className={styles['note']}>
          {problem ?? noteOf(option)}
        </p>
      )}
    </div>
  );
}

/** Where the default comes from is said where it comes from somewhere. */
const noteOf = ({ says, source }: OptionDescription): string => (source === '' ? says : said.note(says, source));

const defaultOf = (option: OptionDescription): string | number | boolean =>
  option.kind === 'duration' ? option.defaultMs : option.default;

/** `expireMs` → "expire, seconds" */
function labelOf(name: string, { kind }: OptionDescription): string {
  const apart = name.replace(/Ms$/, '').replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return kind === 'duration' ? said.inSeconds(apart) : apart;
}

/**
 * What the fields of a form hold, by the name of the option. Null where one is not allowed; that one gets the focus, and
 * beside it stands what is wrong. `fieldName`: how the form calls it, where that is not the option's name.
 */
export function readFields(
  form: HTMLFormElement,
  options: OptionDescriptions,
  fieldName: (name: string) => string = String,
): Readonly<Record<string, string | number | boolean>> | null {
  const given = new FormData(form);
  const values: Record<string, string | number | boolean> = {};
  for (const [name, option] of Object.entries(options)) {
    const read = readOption(option, String(given.get(fieldName(name)) ?? 'false'));
    if (!read.ok) {
      const field = form.elements.namedItem(fieldName(name));
      if (field instanceof HTMLElement) field.focus();
      return null;
    }
    values[name] = read.value;
  }
  return values;
}

type Read =
  | { readonly ok: true; readonly value: string | number | boolean }
  | { readonly ok: false; readonly problem: string };

export function readOption(option: OptionDescription, text: string): Read {
  switch (option.kind) {
    case 'flag':
      return { ok: true, value: text === 'true' };
    case 'choice':
      return option.values.includes(text)
        ? { ok: true, value: text }
        : { ok: false, problem: said.oneOf(option.values.join(', ')) };
    case 'text':
      return new RegExp(`^(?:${option.pattern})$`).test(text)
        ? { ok: true, value: text }
        : { ok: false, problem: option.expects };
    case 'count': {
      const count = Number(text);
      const isFine = text.trim() !== '' && Number.isInteger(count) && count >= option.min && count <= option.max;
      return isFine ? { ok: true, value: count } : { ok: false, problem: said.whole(option.min, option.max) };
    }
    case 'duration': {
      const ms = Math.round(Number(text) * 1000);
      const isFine = text.trim() !== '' && ms >= option.minMs && ms <= option.maxMs;
      return isFine
        ? { ok: true, value: ms }
        : { ok: false, problem: said.seconds(option.minMs / 1000, option.maxMs / 1000) };
    }
  }
}
