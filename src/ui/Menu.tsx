/** Menus and popovers, set once. Not modal: a modal one injects a style element, which a strict policy refuses. */
import { DropdownMenu, Popover as RadixPopover } from 'radix-ui';
import type { ReactNode } from 'react';
import styles from './Menu.module.css';

interface SurfaceProps {
  readonly trigger: ReactNode;
  readonly children: ReactNode;
  readonly label?: string;
  readonly align?: 'start' | 'center' | 'end';
  readonly side?: 'top' | 'bottom';
}

interface PopoverProps extends SurfaceProps {
  /** Where the owner wants to close it: open, and what is to happen when it opens or closes. */
  readonly isOpen?: boolean;
  readonly onOpenChange?: (isOpen: boolean) => void;
}

export function Menu({ trigger, children, align = 'start', side = 'bottom' }: SurfaceProps) {
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger asChild>{trigger}</DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          className={styles['surface']}
          align={align}
          side={side}
          sideOffset={6}
          collisionPadding={8}
        >
          {children}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

export interface MenuItemProps {
  readonly onSelect: () => void;
  readonly children: ReactNode;
  readonly says?: string | undefined;
  readonly disabled?: boolean;
}

export function MenuItem({ onSelect, children, says, disabled = false }: MenuItemProps) {
  return (
    <DropdownMenu.Item className={styles['item']} onSelect={onSelect} disabled={disabled}>
      <span className={styles['name']}>{children}</span>
      {says ? <span className={styles['says']}>{says}</span> : null}
    </DropdownMenu.Item>
  );
}

export interface MenuChoiceProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly choices: readonly { readonly value: string; readonly name: string; readonly says?: string }[];
}

export function MenuChoice({ value, onChange, choices }: MenuChoiceProps) {
  return (
    <DropdownMenu.RadioGroup value={value} onValueChange={onChange}>
      {choices.map((choice) => (
        <DropdownMenu.RadioItem
          key={choice.value}
          value={choice.value}
          className={styles['item']}
          aria-label={choice.name}
        >
          <span className={styles['name']}>
            <span className={styles['mark']} aria-hidden="true">
              <DropdownMenu.ItemIndicator>●</DropdownMenu.ItemIndicator>
            </span>
            {choice.name}
          </span>
          {choice.says ? <span className={styles['says']}>{choice.says}</span> : null}
        </DropdownMenu.RadioItem>
      ))}
    </DropdownMenu.RadioGroup>
  );
}

export function MenuLabel({ children }: { readonly children: ReactNode }) {
  return <DropdownMenu.Label className={styles['label']}>{children}</DropdownMenu.Label>;
}

export function Popover({
  trigger,
  children,
  label,
  align = 'start',
  side = 'bottom',
  isOpen,
  onOpenChange,
}: PopoverProps) {
  return (
    <RadixPopover.Root
      {...(isOpen === undefined ? {} : { open: isOpen })}
      {...(onOpenChange === undefined ? {} : { onOpenChange })}
    >
      <RadixPopover.Trigger asChild>{trigger}</RadixPopover.Trigger>
      <RadixPopover.Portal>
        <RadixPopover.Content
          className={`${styles['surface']} ${styles['popover']}`}
          aria-label={label}
          align={align}
          side={side}
          sideOffset={6}
          collisionPadding={8}
        >
          {children}
        </RadixPopover.Content>
      </RadixPopover.Portal>
    </RadixPopover.Root>
  );
}
