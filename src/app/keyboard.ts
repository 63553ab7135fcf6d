/** Binds the single keys. They can be switched off, for those who speak to their computer. */
import { useEffect } from 'react';
import type { Lab } from '../lab/createLab.ts';
import { bindingOf } from '../lab/keys.ts';

export function useKeyboard(lab: Lab, isOn: boolean): void {
  useEffect(() => {
    if (!isOn) return;
    const onKey = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || belongsToControl(event)) return;
      if (bindingOf(event)?.act(lab, event.key)) event.preventDefault();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [lab, isOn]);
}

/** A field that has the focus keeps its keys, an open menu all of them; a slider has taken its own before. */
function belongsToControl(event: KeyboardEvent): boolean {
  const { target, key } = event;
  if (!(target instanceof Element)) return false;
  // A slider and a closed menu have no text to undo in.
  if (event.ctrlKey || event.metaKey) return target.closest('input:not([type=range]), select, textarea') !== null;
  if (target.closest('input, select, textarea, [role="menu"], [role="dialog"], dialog')) return true;
  return key === ' ' && target.closest('button, summary, a') !== null;
}
