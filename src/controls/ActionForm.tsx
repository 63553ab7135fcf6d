/** What an action asks for, in place: its parameters with what is sensible already filled in. */
import type { FormEvent } from 'react';
import { networks } from '../engine/index.ts';
import type { Values } from '../lab/actionList.ts';
import type { Offer } from '../lab/offers.ts';
import { words } from '../language/words.ts';
import { Button } from '../ui/Button.tsx';
import styles from './Controls.module.css';
import { OptionField, readOption } from './OptionField.tsx';

interface ActionFormProps {
  readonly offer: Offer;
  readonly onDone: (values: Values) => void;
  readonly onCancel: () => void;
}

export function ActionForm({ offer, onDone, onCancel }: ActionFormProps) {
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const given = new FormData(event.currentTarget);
    const values: Record<string, string | number | boolean> = {};
    for (const [name, option] of Object.entries(offer.asks)) {
      const read = readOption(option, String(given.get(name) ?? 'false'));
      if (!read.ok) {
        // Beside the field it says what is wrong.
        const field = event.currentTarget.elements.namedItem(name);
        if (field instanceof HTMLElement) field.focus();
        return;
      }
      values[name] = read.value;
    }
    onDone(values);
  };
  return (
    <form className={styles['options']} onSubmit={submit} noValidate>
      <div>
        <h2>{offer.text}</h2>
        <p className={styles['note']}>{offer.says}</p>
      </div>
      {Object.entries(offer.asks).map(([name, option]) => (
        <OptionField key={name} name={name} option={option} given={undefined} nameOf={nameOfValue} />
      ))}
      <div className={styles['buttons']}>
        <Button onClick={onCancel}>{words.actions.menu.cancel}</Button>
        <Button type="submit" look="solid">
          {words.actions.menu.form}
        </Button>
      </div>
    </form>
  );
}

const nameOfValue = (value: string): string => networks.find(({ id }) => id === value)?.about.name ?? value;
