/** Opens the command palette, by a button or by Ctrl+K (⌘K) from anywhere. */
import { TextSearch } from 'lucide-react';
import { useCallback, useEffect, useState } from 'react';
import { createPortal } from 'react-dom';
import type { PaletteItem } from '../../lab/paletteItems.ts';
import { words } from '../../language/words.ts';
import { Button } from '../../ui/Button.tsx';
import { Palette } from './Palette.tsx';

export const paletteKeys = (): string => (/Mac|iPhone|iPad/.test(navigator.userAgent) ? '⌘K' : 'Ctrl+K');

interface PaletteButtonProps {
  readonly others: readonly PaletteItem[];
  readonly className?: string | undefined;
}

export function PaletteButton({ others, className }: PaletteButtonProps) {
  const [isOpen, setIsOpen] = useState(false);
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey)
        return;
      event.preventDefault();
      setIsOpen((was) => !was);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
  const close = useCallback(() => setIsOpen(false), []);
  const name = words.palette.open(paletteKeys());
  return (
    <>
      <Button
        look="plain"
        className={className}
        aria-label={name}
        title={name}
        aria-haspopup="dialog"
        onClick={() => setIsOpen(true)}
      >
        <TextSearch aria-hidden="true" />
      </Button>
      {isOpen ? createPortal(<Palette others={others} onClose={close} />, document.body) : null}
    </>
  );
}
