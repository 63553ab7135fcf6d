/** How a control asks for the menu of a thing: there is one menu for the whole page, open where it was asked for. */
import { createContext, useContext } from 'react';
import type { Offer } from '../lab/offers.ts';
import type { Thing } from '../lab/things.ts';
import type { Place } from '../ui/Menu.tsx';

export interface AskForMenu {
  /** `origin` gets the focus back. */
  open(things: readonly Thing[], at: Place, origin: Element | null): void;
  /** Does it at once, or asks for its parameters first. */
  choose(offer: Offer, at: Place, origin: Element | null): void;
}

const MenuContext = createContext<AskForMenu | null>(null);
export const ActionMenuProvider = MenuContext.Provider;

export function useActionMenu(): AskForMenu {
  const menu = useContext(MenuContext);
  if (menu === null) throw new Error('useActionMenu outside of ActionMenus');
  return menu;
}

/** Where a menu opens that belongs to an element: below it. */
export function below(element: Element): Place {
  const { left, bottom } = element.getBoundingClientRect();
  return { x: left, y: bottom };
}
