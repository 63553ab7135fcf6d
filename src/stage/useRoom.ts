/** Whether a box of that height has so much left below what is in it; asked anew when that grows or shrinks. */
import { type RefCallback, useCallback, useRef, useState } from 'react';

/** What comes and goes by a line must not make the rest come and go. */
const SLACK = 0.1;

export function useRoom(height: number, needed: number): [content: RefCallback<HTMLElement>, hasRoom: boolean] {
  const [contentHeight, setContentHeight] = useState<number | null>(null);
  const observer = useRef<ResizeObserver | null>(null);
  const had = useRef(false);
  const content = useCallback((element: HTMLElement | null) => {
    observer.current?.disconnect();
    if (element === null) return;
    observer.current = new ResizeObserver(() => setContentHeight(element.offsetHeight));
    observer.current.observe(element);
  }, []);
  const left = contentHeight === null ? 0 : height - contentHeight;
  const hasRoom = left >= (had.current ? needed * (1 - SLACK) : needed);
  had.current = hasRoom;
  return [content, hasRoom];
}
