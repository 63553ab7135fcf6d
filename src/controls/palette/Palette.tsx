/**
 * The command palette: all that can be done, found by typing, without a mouse. A dialog of the browser's own, which keeps
 * the focus inside and gives it back; a list that is steered from its field (combobox and listbox).
 */
import { type KeyboardEvent, useEffect, useId, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { PaletteItem } from '../../lab/paletteItems.ts';
import { paletteItems } from '../../lab/paletteItems.ts';
import { thingKey } from '../../lab/things.ts';
import { useLab } from '../../lab/useLab.ts';
import { words } from '../../language/words.ts';
import { VisuallyHidden } from '../../ui/VisuallyHidden.tsx';
import { ActionForm } from '../ActionForm.tsx';
import { useOffer } from '../useOffer.ts';
import styles from './Palette.module.css';
import { PaletteOption } from './PaletteOption.tsx';
import { useRefusals } from './useRefusals.ts';

interface PaletteProps {
  /** The page's own: its settings. */
  readonly others: readonly PaletteItem[];
  readonly onClose: () => void;
}

const said = words.palette;

export function Palette({ others, onClose }: PaletteProps) {
  const lab = useLab();
  const doIt = useOffer();
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  const [query, setQuery] = useState('');
  const [active, setActive] = useState(0);
  const [asked, setAsked] = useState<PaletteItem | null>(null);
  // Looked up when something is typed, not with each frame: a list that changes under the hand can't be chosen from.
  const items = useMemo(() => paletteItems(query, lab.store.getState(), others), [query, lab, others]);
  const refusals = useRefusals(items);
  const current = items[Math.min(active, items.length - 1)];

  // Closed before it leaves the page: only then does the browser give the focus back.
  useLayoutEffect(() => {
    const element = dialog.current;
    element?.showModal();
    // What is pressed beside it: the dialog itself, but nothing in it.
    const onPress = ({ target }: Event): void => (target === element ? onClose() : undefined);
    element?.addEventListener('pointerdown', onPress);
    return () => {
      element?.removeEventListener('pointerdown', onPress);
      element?.close();
    };
  }, [onClose]);

  useEffect(() => {
    document.getElementById(`${id}-${active}`)?.scrollIntoView({ block: 'nearest' });
  }, [id, active]);

  const choose = (item: PaletteItem | undefined): void => {
    if (item === undefined || refusals.get(item.key)) return;
    const { does } = item;
    if (does.kind === 'offer' && Object.keys(does.offer.asks).length > 0) {
      setAsked(item);
      return;
    }
    onClose();
    if (does.kind === 'offer') void doIt(does.offer, {});
    else {
      does.run(lab);
      if (does.goTo !== undefined) focusThing(thingKey(does.goTo));
    }
  };

  const onKeyDown = (event: KeyboardEvent): void => {
    const last = items.length - 1;
    const to = { ArrowDown: active + 1, ArrowUp: active - 1, PageDown: active + PAGE, PageUp: active - PAGE }[
      event.key
    ];
    if (event.key === 'Enter') choose(current);
    else if (to === undefined) return;
    else if (event.key.startsWith('Page')) setActive(Math.max(0, Math.min(to, last)));
    else setActive(to < 0 ? last : to > last ? 0 : to);
    event.preventDefault();
  };

  return (
    <dialog
      ref={dialog}
      className={styles['palette']}
      aria-label={said.title}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
    >
      {asked?.does.kind === 'offer' ? (
        <div className={styles['asked']}>
          <ActionForm
            offer={asked.does.offer}
            onCancel={() => setAsked(null)}
            onDone={(values) => {
              onClose();
              if (asked.does.kind === 'offer') void doIt(asked.does.offer, values);
            }}
          />
        </div>
      ) : (
        <>
          <input
            className={styles['field']}
            type="text"
            role="combobox"
            aria-label={said.search}
            aria-expanded="true"
            aria-controls={`${id}-list`}
            aria-autocomplete="list"
            aria-activedescendant={current === undefined ? undefined : `${id}-${items.indexOf(current)}`}
            placeholder={said.placeholder}
            autoComplete="off"
            spellCheck={false}
            autoFocus
            value={query}
            onChange={({ target }) => {
              setQuery(target.value);
              setActive(0);
            }}
            onKeyDown={onKeyDown}
          />
          <div id={`${id}-list`} className={styles['list']} role="listbox" aria-label={said.results} tabIndex={-1}>
            {items.map((item, index) => (
              <PaletteOption
                key={item.key}
                id={`${id}-${index}`}
                item={item}
                isActive={item === current}
                refusal={refusals.get(item.key) ?? null}
                onChoose={() => choose(item)}
                onReach={() => setActive(index)}
              />
            ))}
          </div>
          {items.length === 0 ? <p className={styles['nothing']}>{said.nothing}</p> : null}
          <p className={styles['help']} aria-hidden="true">
            {said.keysHelp}
          </p>
          <VisuallyHidden role="status">{said.found(items.length)}</VisuallyHidden>
        </>
      )}
    </dialog>
  );
}

const PAGE = 8;

/** After the picture has been drawn with it: whoever is followed moves to the top. */
function focusThing(key: string): void {
  requestAnimationFrame(() => {
    const element = document.querySelector(`[data-thing="${CSS.escape(key)}"]`);
    const focusable = element?.matches('button') ? element : element?.querySelector('button');
    if (focusable instanceof HTMLElement) focusable.focus();
  });
}
