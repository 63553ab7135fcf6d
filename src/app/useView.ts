/** The run as a picture, as text, or as both; remembered where the browser allows it. */
import { useState } from 'react';

export const VIEWS = ['picture', 'text', 'both'] as const;
export type View = (typeof VIEWS)[number];

const KEY = 'affinity-lab.view';

export function useView(): { view: View; setView: (view: View) => void } {
  const [view, setView] = useState<View>(readView);
  return {
    view,
    setView(next) {
      setView(next);
      try {
        localStorage.setItem(KEY, next);
      } catch {
        // A sandboxed frame has no storage: the choice holds for this visit.
      }
    },
  };
}

function readView(): View {
  try {
    const stored = localStorage.getItem(KEY);
    return VIEWS.find((view) => view === stored) ?? 'picture';
  } catch {
    return 'picture';
  }
}
