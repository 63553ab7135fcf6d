/** What an action asks for, in place: its parameters with what is sensible already filled in. */
import { type FormEvent, useEffect, useRef } from 'react';
import { networks } from '../engine/index.ts';
import type { Values } from '../lab/actionList.ts';
import type { Offer } from '../lab/offers.ts';
import { words } from '../language/words.ts';
import { Button } from '../ui/Button.tsx';
import styles from './Controls.module.css';
import { OptionField, readFields } from './OptionField.tsx';

interface ActionFormProps {
  readonly offer: Offer;
  readonly onDone: (values: Values) => void;
  readonly onCancel: () => void;
}

export function ActionForm({ offer, onDone, onCancel }: ActionFormProps) {
  const form = useRef<HTMLFormElement>(null);
  // Whoever asked for it goes on by typing.
  useEffect(() => {
    const first = form.current?.querySelector('input, select');
    if (first instanceof HTMLElement) first.focus();
    if (first instanceof HTMLInputElement) first.select();
  }, []);
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const values = readFields(event.currentTarget, offer.asks);
    if (values !== null) onDone(values);
  };
  return (
    <form ref={form} className={styles['options']} onSubmit={submit} noValidate>
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
          {offer.text}
        </Button>
      </div>
    </form>
  );
}

const nameOfValue = (value: string): string => networks.find(({ id }) => id === value)?.about.name ?? value;
