import { useCallback, useSyncExternalStore } from 'react';

export function useMediaQuery(query: string): boolean {
  const subscribe = useCallback(
    (notify: () => void) => {
      const list = window.matchMedia(query);
      list.addEventListener('change', notify);
      return () => list.removeEventListener('change', notify);
    },
    [query],
  );
  return useSyncExternalStore(subscribe, () => window.matchMedia(query).matches);
}

/** As the reader has set it (`data-motion` of the root), else as the system has it. */
export function usePrefersReducedMotion(): boolean {
  const systemReduces = useMediaQuery('(prefers-reduced-motion: reduce)');
  const chosen = useSyncExternalStore(watchMotion, () => document.documentElement.dataset['motion']);
  return chosen === 'reduce' || (chosen !== 'full' && systemReduces);
}

function watchMotion(notify: () => void): () => void {
  const observer = new MutationObserver(notify);
  observer.observe(document.documentElement, { attributeFilter: ['data-motion'] });
  return () => observer.disconnect();
}
