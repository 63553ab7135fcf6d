/** Whose events, on which server, of which kind, and whether only harm. */
import { useId } from 'react';
import { OUTCOMES } from '../../engine/index.ts';
import { presentServers } from '../../lab/present.ts';
import type { EventFilter } from '../../lab/reading.ts';
import { selectPeople } from '../../lab/selectors.ts';
import { useLabState } from '../../lab/useLab.ts';
import { words } from '../../language/words.ts';
import styles from './Text.module.css';

interface EventFiltersProps {
  readonly filter: EventFilter;
  readonly onChange: (filter: EventFilter) => void;
}

const KINDS: readonly NonNullable<EventFilter['kind']>[] = ['request', 'happening', ...OUTCOMES];

export function EventFilters({ filter, onChange }: EventFiltersProps) {
  const people = useLabState((state) => selectPeople(state).map(({ name, id }) => `${id} ${name}`));
  const servers = useLabState((state) => presentServers(state.snapshot?.servers ?? []).map(({ id }) => id));
  const kindName = (kind: NonNullable<EventFilter['kind']>): string =>
    kind === 'request' || kind === 'happening' ? words.text.kinds[kind] : words.text.outcomes[kind];
  return (
    <fieldset className={styles['filters']}>
      <legend>{words.text.filters}</legend>
      <Choice
        label={words.text.person}
        all={words.text.anybody}
        value={filter.person}
        options={people.map((one) => splitAtSpace(one))}
        onChange={(person) => onChange({ ...filter, person })}
      />
      <Choice
        label={words.text.server}
        all={words.text.anyServer}
        value={filter.server}
        options={servers.map((id) => ({ value: id, name: id }))}
        onChange={(server) => onChange({ ...filter, server })}
      />
      <Choice
        label={words.text.kind}
        all={words.text.kinds.all}
        value={filter.kind}
        options={KINDS.map((value) => ({ value, name: kindName(value) }))}
        onChange={(value) => onChange({ ...filter, kind: KINDS.find((kind) => kind === value) ?? null })}
      />
      <label className={styles['only']}>
        <input
          type="checkbox"
          checked={filter.isHarm}
          onChange={({ target }) => onChange({ ...filter, isHarm: target.checked })}
        />{' '}
        {words.text.isHarm}
      </label>
    </fieldset>
  );
}

const splitAtSpace = (text: string) => ({
  value: text.slice(0, text.indexOf(' ')),
  name: text.slice(text.indexOf(' ') + 1),
});

interface ChoiceProps {
  readonly label: string;
  readonly all: string;
  readonly value: string | null;
  readonly options: readonly { readonly value: string; readonly name: string }[];
  readonly onChange: (value: string | null) => void;
}

function Choice({ label, all, value, options, onChange }: ChoiceProps) {
  const id = useId();
  return (
    <span className={styles['choice']}>
      <label htmlFor={id}>{label}</label>
      <select
        id={id}
        value={value ?? ''}
        onChange={({ target }) => onChange(target.value === '' ? null : target.value)}
      >
        <option value="">{all}</option>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.name}
          </option>
        ))}
      </select>
    </span>
  );
}
