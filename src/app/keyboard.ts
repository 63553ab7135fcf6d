/** Binds the single keys. They can be switched off, for those who speak to their computer. */
import { useEffect } from 'react';
import type { Lab } from '../lab/createLab.ts';
import { bindingOf } from '../lab/keys.ts';

export function useKeyboard(lab: Lab, isOn: boolean): void {
  useEffect(() => {
    if (!isOn) return;
    const onKey = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || belongsToControl(event)) return;
      if (bindingOf(event.key)?.act(lab, event.key)) event.preventDefault();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [lab, isOn]);
}

/** A control that has the focus keeps its keys; an open menu keeps all of them. */
function belongsToControl({ target, key }: KeyboardEvent): boolean {
  if (!(target instanceof Element)) return false;
  if (target.closest('input, select, textarea, [role="menu"], [role="dialog"], dialog, [role="slider"]')) return true;
  return key === ' ' && target.closest('button, summary, a') !== null;
}
