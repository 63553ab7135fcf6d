/** The run without the picture: as a narration, beat by beat, or as a table of all its events. */
import { ToggleGroup } from 'radix-ui';
import { useState } from 'react';
import { words } from '../../language/words.ts';
import { EventTable } from './EventTable.tsx';
import { Story } from './Story.tsx';
import styles from './Text.module.css';

const FORMS = ['story', 'events'] as const;
type Form = (typeof FORMS)[number];

export function TextView() {
  const [form, setForm] = useState<Form>('story');
  return (
    <section className={styles['text']} aria-labelledby="in-words">
      <div className={styles['head']}>
        <h2 id="in-words">{words.text.title}</h2>
        <ToggleGroup.Root
          type="single"
          className={styles['forms']}
          aria-label={words.text.forms}
          value={form}
          onValueChange={(value) => setForm(FORMS.find((one) => one === value) ?? form)}
        >
          {FORMS.map((one) => (
            <ToggleGroup.Item key={one} value={one}>
              {words.text[one]}
            </ToggleGroup.Item>
          ))}
        </ToggleGroup.Root>
      </div>
      {form === 'story' ? <Story /> : <EventTable />}
    </section>
  );
}
