/** A person's own cookie, changed in their client and sent with their next request; Why? keeps what is made of it. */
import { useId, useState } from 'react';
import type { FinishedRequest } from '../../engine/index.ts';
import { cookieValue } from '../../lab/parameters.ts';
import { useLab, useLabState } from '../../lab/useLab.ts';
import { words } from '../../language/words.ts';
import { Button } from '../../ui/Button.tsx';
import styles from './Decode.module.css';
import { Decoded } from './Decoded.tsx';
import { decode, type Surroundings } from './decode.ts';
import { type EditableValue, type EditField, fieldsOf } from './edits.ts';

const said = words.inspect.tamper;
const allowed = cookieValue('');

interface TamperProps {
  readonly value: EditableValue;
  readonly request: FinishedRequest;
  readonly around: Surroundings;
  readonly onCancel: () => void;
  /** It stands in the client's cookies now. */
  readonly onSent: () => void;
}

export function Tamper({ value, request, around, onCancel, onSent }: TamperProps) {
  const lab = useLab();
  const id = useId();
  const [draft, setDraft] = useState(value.text);
  const name = useLabState(
    (state) => state.snapshot?.people.find(({ id: one }) => one === request.person)?.name ?? request.person,
  );
  const fields = fieldsOf(value.kind, draft, value.text, around);
  const isAllowed = allowed.kind === 'text' && new RegExp(allowed.pattern).test(draft);

  const send = async (): Promise<void> => {
    await lab.act({ do: 'editCookie', person: request.person, cookie: value.name, value: draft });
    // Refused, and told why.
    if (lab.store.getState().notice?.kind === 'problem') return;
    lab.awaitRequest(request.person, draft);
    onSent();
  };
  return (
    <form
      className={styles['tamper']}
      aria-label={said.title(value.name)}
      onSubmit={(event) => {
        event.preventDefault();
        if (isAllowed) void send();
      }}
    >
      {fields.map((field) => (
        <Field key={`${field.name} ${field.of}`} field={field} onWrite={(text) => setDraft(field.write(text))} />
      ))}
      <label htmlFor={id}>{fields.length === 0 ? said.wholeOnly : said.whole}</label>
      <textarea
        id={id}
        value={draft}
        rows={fields.length === 0 ? 4 : 2}
        spellCheck={false}
        aria-invalid={!isAllowed}
        aria-describedby={`${id}-says`}
        // biome-ignore lint/a11y/noAutofocus: whoever asked for the form goes on by typing.
        autoFocus
        onChange={({ target }) => setDraft(target.value.replace(/[\r\n]/g, ''))}
      />
      <p id={`${id}-says`}>{isAllowed ? said.says(name) : said.notAllowed}</p>
      <div className={styles['suggestions']}>
        <Button type="submit" look="solid" disabled={!isAllowed}>
          {said.send(name)}
        </Button>
        <Button onClick={onCancel}>{words.actions.menu.cancel}</Button>
      </div>
      <h4>{draft === value.text ? said.unchanged : said.reads}</h4>
      <Decoded parts={decode({ ...value, text: draft }, around)} atMs={request.atMs} server={request.server} />
    </form>
  );
}

interface FieldProps {
  readonly field: EditField;
  readonly onWrite: (value: string) => void;
}

function Field({ field, onWrite }: FieldProps) {
  const id = useId();
  const { choices, value } = field;
  return (
    <div className={styles['field']}>
      <label htmlFor={id}>{field.name === 'claim' ? <code>{field.of}</code> : said.fields[field.name]}</label>
      {choices.length > 0 ? (
        <select id={id} value={value} onChange={({ target }) => onWrite(target.value)}>
          {(choices.includes(value) ? choices : [value, ...choices]).map((choice) => (
            <option key={choice}>{choice}</option>
          ))}
        </select>
      ) : (
        <input id={id} value={value} spellCheck={false} onChange={({ target }) => onWrite(target.value)} />
      )}
    </div>
  );
}
