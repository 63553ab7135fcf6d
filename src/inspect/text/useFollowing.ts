import { type RefObject, useEffect, useLayoutEffect, useRef } from 'react';

/** So near to the end counts as the end, in px. */
const NEAR = 48;

/**
 * Who reads the end goes on reading it; who has scrolled back is left in peace.
 * `latest` changes when something was added at the end; null: a page that stands still, shown from its beginning.
 */
export function useFollowing(latest: number | null): RefObject<HTMLDivElement | null> {
  const ref = useRef<HTMLDivElement>(null);
  const isAtEnd = useRef(true);
  useEffect(() => {
    const element = ref.current;
    const note = (): void => {
      if (element !== null) isAtEnd.current = element.scrollHeight - element.scrollTop - element.clientHeight < NEAR;
    };
    element?.addEventListener('scroll', note, { passive: true });
    return () => element?.removeEventListener('scroll', note);
  }, []);
  useLayoutEffect(() => {
    if (ref.current === null) return;
    if (latest === null) ref.current.scrollTop = 0;
    else if (isAtEnd.current) ref.current.scrollTop = ref.current.scrollHeight;
  }, [latest]);
  return ref;
}
