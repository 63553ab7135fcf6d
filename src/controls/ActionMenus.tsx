/**
 * The one menu of the picture: by right click, long press, Shift+F10 or the menu key on whatever is marked as a thing
 * (`data-thing`), and by the "…" buttons. Ctrl or Shift with a click or a key selects several.
 */
import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import { type CheckedOffer, checkOffers, type Offer, offersOn } from '../lab/offers.ts';
import { togetherWith } from '../lab/several.ts';
import { type Thing, thingsName, withWhatHangsOn } from '../lab/things.ts';
import { useLab } from '../lab/useLab.ts';
import { words } from '../language/words.ts';
import { type Place, PopoverAt } from '../ui/Menu.tsx';
import { ActionForm } from './ActionForm.tsx';
import { ActionMenu } from './ActionMenu.tsx';
import { ActionMenuProvider, type AskForMenu } from './actionMenuContext.ts';
import styles from './Controls.module.css';
import { keepFocus } from './keepFocus.ts';
import { useThingGestures } from './thingGestures.ts';
import { useOffer } from './useOffer.ts';

interface Open {
  readonly at: Place;
  readonly origin: Element | null;
  readonly label: string;
}

export function ActionMenus({ children }: { readonly children: ReactNode }) {
  const lab = useLab();
  const doIt = useOffer();
  const host = useRef<HTMLDivElement>(null);
  const hasForm = useRef(false);
  const [menu, setMenu] = useState<(Open & { readonly offers: readonly CheckedOffer[] }) | null>(null);
  const [form, setForm] = useState<(Open & { readonly offer: Offer }) | null>(null);

  const ask = useMemo((): AskForMenu => {
    return {
      async open(things, at, origin) {
        const [first] = things;
        if (first === undefined) return;
        const state = lab.store.getState();
        const concerned: readonly (readonly Thing[])[] =
          things.length > 1 ? [things] : withWhatHangsOn(first, state.snapshot).map((one) => [one]);
        const offers = concerned.flatMap((one) => offersOn(one, state));
        const label = words.actions.menu.of(thingsName(things, state.snapshot));
        const checked = await checkOffers(offers, state, lab.check);
        hasForm.current = false;
        setForm(null);
        setMenu({ at, origin, label, offers: checked });
      },
      choose(offer, at, origin) {
        if (Object.keys(offer.asks).length === 0) void doIt(offer, {});
        else {
          hasForm.current = true;
          setForm({ at, origin, label: offer.text, offer });
        }
      },
    };
  }, [lab, doIt]);

  useThingGestures(host, {
    openMenu: (thing, at, origin) => ask.open(togetherWith(thing, lab.store.getState()), at, origin),
  });

  /** What was acted on may be gone, and what had the focus with it. */
  useEffect(() => keepFocus(host), []);

  return (
    <ActionMenuProvider value={ask}>
      <div ref={host} className={styles['menus']}>
        {children}
      </div>
      {menu === null ? null : (
        <ActionMenu
          key={`${menu.label} ${menu.at.x} ${menu.at.y}`}
          {...menu}
          onClose={() => setMenu(null)}
          onReturnFocus={() => {
            // A form that was opened from it has the focus already.
            if (!hasForm.current) focus(menu.origin);
          }}
          onChoose={(offer) => ask.choose(offer, menu.at, menu.origin)}
        />
      )}
      {form === null ? null : (
        <PopoverAt
          at={form.at}
          label={form.label}
          onClose={() => setForm(null)}
          onReturnFocus={() => focus(form.origin)}
        >
          <ActionForm
            key={form.label}
            offer={form.offer}
            onDone={(values) => {
              setForm(null);
              void doIt(form.offer, values);
            }}
            onCancel={() => setForm(null)}
          />
        </PopoverAt>
      )}
    </ActionMenuProvider>
  );
}

function focus(origin: Element | null): void {
  if (origin instanceof HTMLElement) origin.focus();
}
