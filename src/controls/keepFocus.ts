/** The focus is never lost: when what had it leaves the picture, its neighbour gets it. */
import type { RefObject } from 'react';

export function keepFocus(host: RefObject<HTMLElement | null>): () => void {
  const element = host.current;
  if (element === null) return () => undefined;
  let last: { readonly kind: string; readonly place: number } | null = null;

  const siblings = (kind: string): Element[] => [...element.querySelectorAll(`[data-thing^="${kind}"]`)];
  const remember = ({ target }: FocusEvent): void => {
    const thing = target instanceof Element ? target.closest('[data-thing]') : null;
    const kind = thing?.getAttribute('data-thing')?.split(' ')[0];
    last = thing === null || kind === undefined ? null : { kind, place: siblings(kind).indexOf(thing) };
  };
  const watch = new MutationObserver((changes) => {
    if (last === null || document.activeElement !== document.body) return;
    if (!changes.some(({ removedNodes }) => removedNodes.length > 0)) return;
    const left = siblings(last.kind);
    const neighbour = left[Math.min(last.place, left.length - 1)];
    const focusable = neighbour?.matches('button') ? neighbour : neighbour?.querySelector('button');
    if (focusable instanceof HTMLElement) focusable.focus();
  });
  element.addEventListener('focusin', remember);
  watch.observe(element, { childList: true, subtree: true });
  return () => {
    element.removeEventListener('focusin', remember);
    watch.disconnect();
  };
}
