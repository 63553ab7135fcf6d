import { Columns2, ScrollText, Workflow } from 'lucide-react';
import { ToggleGroup } from 'radix-ui';
import { words } from '../language/words.ts';
import styles from './App.module.css';
import { VIEWS, type View } from './useView.ts';

interface ViewChoiceProps {
  readonly view: View;
  readonly onChange: (view: View) => void;
}

const ICONS = { picture: Workflow, text: ScrollText, both: Columns2 } as const satisfies Record<View, unknown>;

export function ViewChoice({ view, onChange }: ViewChoiceProps) {
  return (
    <ToggleGroup.Root
      type="single"
      className={styles['views']}
      aria-label={words.text.view}
      value={view}
      onValueChange={(value) => onChange(VIEWS.find((one) => one === value) ?? view)}
    >
      {VIEWS.map((one) => {
        const Icon = ICONS[one];
        return (
          <ToggleGroup.Item key={one} value={one} title={`${words.text.view}: ${words.text.views[one]}`}>
            <Icon aria-hidden="true" />
            <span>{words.text.views[one]}</span>
          </ToggleGroup.Item>
        );
      })}
    </ToggleGroup.Root>
  );
}
