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

/** A point of the window, in CSS pixels. */
export interface Place {
  readonly x: number;
  readonly y: number;
}

interface SurfaceAtProps {
  readonly at: Place;
  readonly label: string;
  readonly children: ReactNode;
  readonly onClose: () => void;
  /** It has gone: whoever had the focus before gets it back. */
  readonly onReturnFocus: () => void;
}

const pinnedTo = ({ x, y }: Place) => (
  <span className={styles['anchor']} style={{ left: x, top: y }} aria-hidden="true" />
);

const NARROW_PX = 640;

/** A menu that is open where somebody asked for it. */
export function MenuAt({ at, label, children, onClose, onReturnFocus }: SurfaceAtProps) {
  return (
    <DropdownMenu.Root open modal={false} onOpenChange={(isOpen) => (isOpen ? undefined : onClose())}>
      <DropdownMenu.Trigger asChild>{pinnedTo(at)}</DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          className={styles['surface']}
          aria-label={label}
          aria-labelledby={undefined}
          // Beside the point a long menu has the whole height; a narrow window has no room beside it.
          side={window.innerWidth < NARROW_PX ? 'bottom' : 'right'}
          align="start"
          sideOffset={2}
          collisionPadding={8}
          loop
          onContextMenu={(event) => event.preventDefault()}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            onReturnFocus();
          }}
        >
          {children}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

/** A small form that is open where somebody asked for it. */
export function PopoverAt({ at, label, children, onClose, onReturnFocus }: SurfaceAtProps) {
  return (
    <RadixPopover.Root open onOpenChange={(isOpen) => (isOpen ? undefined : onClose())}>
      <RadixPopover.Anchor asChild>{pinnedTo(at)}</RadixPopover.Anchor>
      <RadixPopover.Portal>
        <RadixPopover.Content
          className={`${styles['surface']} ${styles['popover']}`}
          aria-label={label}
          align="start"
          sideOffset={2}
          collisionPadding={8}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            onReturnFocus();
          }}
        >
          {children}
        </RadixPopover.Content>
      </RadixPopover.Portal>
    </RadixPopover.Root>
  );
}

export interface MenuItemProps {
  readonly onSelect: () => void;
  readonly children: ReactNode;
  readonly says?: string | undefined;
  /** Why it can't be chosen now; it can still be reached, so that the reason can be read. */
  readonly refusal?: string | null;
  /** The key that does the same. */
  readonly hint?: string | null;
  /** For those who listen: what is shown elsewhere of the item that is reached. */
  readonly description?: string;
  readonly onReach?: () => void;
}

export function MenuItem({ onSelect, children, says, refusal = null, hint, description, onReach }: MenuItemProps) {
  const isRefused = refusal !== null;
  return (
    <DropdownMenu.Item
      className={styles['item']}
      onSelect={(event) => (isRefused ? event.preventDefault() : onSelect())}
      aria-disabled={isRefused}
      aria-description={description}
      onFocus={onReach}
    >
      <span className={styles['name']}>
        {children}
        {hint ? (
          <kbd className={styles['hint']} aria-hidden="true">
            {hint}
          </kbd>
        ) : null}
      </span>
      {(refusal ?? says) ? <span className={styles['says']}>{refusal ?? says}</span> : null}
    </DropdownMenu.Item>
  );
}

/** A line at the foot of a menu that stays in sight. */
export const MenuFoot = ({ children }: { readonly children: ReactNode }) => (
  <div className={styles['foot']} aria-hidden="true">
    {children}
  </div>
);

export const MenuSeparator = () => <DropdownMenu.Separator className={styles['separator']} />;

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
