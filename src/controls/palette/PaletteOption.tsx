import type { PaletteItem } from '../../lab/paletteItems.ts';
import { words } from '../../language/words.ts';
import styles from './Palette.module.css';

interface PaletteOptionProps {
  readonly id: string;
  readonly item: PaletteItem;
  readonly isActive: boolean;
  /** Why it can't be done now. */
  readonly refusal: string | null;
  readonly onChoose: () => void;
  readonly onReach: () => void;
}

/** Steered from the field above: it never has the focus itself. */
export function PaletteOption({ id, item, isActive, refusal, onChoose, onReach }: PaletteOptionProps) {
  const asks = item.does.kind === 'offer' && Object.keys(item.does.offer.asks).length > 0;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the field that owns the list hears the keys.
    // biome-ignore lint/a11y/useFocusableInteractive: aria-activedescendant of that field.
    <div
      id={id}
      className={styles['option']}
      role="option"
      aria-selected={isActive}
      aria-disabled={refusal !== null}
      onClick={onChoose}
      onPointerMove={onReach}
    >
      <span className={styles['text']}>{asks ? `${item.text} …` : item.text}</span>
      {item.hint === null ? null : <kbd>{item.hint}</kbd>}
      <span className={styles['group']}>{words.palette.groups[item.group]}</span>
      {refusal !== null || item.says !== '' ? <span className={styles['says']}>{refusal ?? item.says}</span> : null}
    </div>
  );
}
