/** A term with its definition one hover, focus or tap away. */
import { Tooltip } from 'radix-ui';
import { memo, type ReactNode, useState } from 'react';
import styles from './Term.module.css';
import { type Definition, TERMS, type TermId } from './terms.ts';

export const Term = memo(function Term({ id, children }: { readonly id: TermId; readonly children: ReactNode }) {
  return <Defined {...TERMS[id]}>{children}</Defined>;
});

/** The same for a definition that stands elsewhere. */
export function Defined({ term, says, children }: Definition & { readonly children: ReactNode }) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <Tooltip.Provider delayDuration={300}>
      <Tooltip.Root open={isOpen} onOpenChange={setIsOpen}>
        <Tooltip.Trigger asChild>
          <button type="button" className={styles['term']} onClick={() => setIsOpen(true)}>
            {children}
          </button>
        </Tooltip.Trigger>
        <Tooltip.Portal>
          <Tooltip.Content className={styles['definition']} side="top" sideOffset={4} collisionPadding={8}>
            <strong>{term}</strong> {says}
          </Tooltip.Content>
        </Tooltip.Portal>
      </Tooltip.Root>
    </Tooltip.Provider>
  );
}
