import { type RefCallback, useCallback, useRef, useState } from 'react';

export interface Size {
  readonly width: number;
  readonly height: number;
  /** Size of the root's type, which the layout is measured in. */
  readonly rem: number;
}

/** The size of an element, in whole pixels; null before it is known. */
export function useSize(): [ref: RefCallback<HTMLElement>, size: Size | null] {
  const [size, setSize] = useState<Size | null>(null);
  const stop = useRef<() => void>(() => undefined);
  const ref = useCallback((element: HTMLElement | null) => {
    stop.current();
    if (element === null) return;
    const measure = (): void => {
      const width = Math.round(element.clientWidth);
      const height = Math.round(element.clientHeight);
      const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
      setSize((before) =>
        before?.width === width && before.height === height && before.rem === rem ? before : { width, height, rem },
      );
    };
    const ofElement = new ResizeObserver(measure);
    ofElement.observe(element);
    // Theme and text size change the type of the root, while the element may stay as large as it is.
    const ofType = new MutationObserver(measure);
    ofType.observe(document.documentElement, { attributeFilter: ['style', 'data-theme'] });
    stop.current = () => {
      ofElement.disconnect();
      ofType.disconnect();
    };
  }, []);
  return [ref, size];
}
