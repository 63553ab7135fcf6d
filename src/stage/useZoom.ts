/** The zoom of one picture, and what React has to know of it: the level, and which part is on the screen. */
import { type RefCallback, useCallback, useEffect, useRef, useState } from 'react';
import type { Rect } from './geometry.ts';
import { type Area, createZoom, levelOf, shownPart, type View, WHOLE, type Zoom } from './zoom.ts';

export interface Looking {
  /** Of the levels of detail; 1 where all is in view. */
  readonly level: number;
  readonly isClose: boolean;
  /** What is on the screen and a little about it, in coordinates of the layout. */
  readonly part: Rect;
}

interface Needs {
  readonly area: Area;
  readonly mostK: number;
  readonly isScrolled: boolean;
  readonly isStill: boolean;
}

export interface ZoomHandle {
  readonly ref: RefCallback<HTMLElement>;
  readonly zoom: { readonly current: Zoom | null };
  readonly looking: Looking;
  /** Hears each change of the view, for what is not React's. */
  readonly onView: (listener: (view: View) => void) => () => void;
}

/** Part of the screen's width by which what is made reaches beyond it: so far one moves before React is asked again. */
const MARGIN = 0.35;

export function useZoom(needs: Needs): ZoomHandle {
  const latest = useRef(needs);
  useEffect(() => {
    latest.current = needs;
  });
  const zoom = useRef<Zoom | null>(null);
  const listeners = useRef(new Set<(view: View) => void>());
  const [looking, setLooking] = useState<Looking>(() => lookingAt(WHOLE, needs.area));
  const { area } = needs;
  useEffect(() => setLooking(lookingAt(zoom.current?.read() ?? WHOLE, area)), [area]);
  const ref = useCallback((element: HTMLElement | null) => {
    zoom.current?.close();
    zoom.current = null;
    if (element === null) return;
    zoom.current = createZoom(element, {
      area: () => latest.current.area,
      mostK: () => latest.current.mostK,
      isScrolled: () => latest.current.isScrolled,
      isStill: () => latest.current.isStill,
      onView: (view) => {
        for (const listener of listeners.current) listener(view);
        setLooking((before) =>
          isStillGood(before, view, latest.current.area) ? before : lookingAt(view, latest.current.area),
        );
      },
    });
  }, []);
  const onView = useCallback((listener: (view: View) => void) => {
    listeners.current.add(listener);
    return () => void listeners.current.delete(listener);
  }, []);
  return { ref, zoom, looking, onView };
}

function lookingAt(view: View, area: Area): Looking {
  const part = shownPart(view, area);
  const dx = part.width * MARGIN;
  const dy = part.height * MARGIN;
  return {
    level: levelOf(view.k),
    isClose: view.k > 1.01,
    part: { x: part.x - dx, y: part.y - dy, width: part.width + 2 * dx, height: part.height + 2 * dy },
  };
}

function isStillGood({ level, isClose, part }: Looking, view: View, area: Area): boolean {
  if (levelOf(view.k) !== level || isClose !== view.k > 1.01) return false;
  const shown = shownPart(view, area);
  return (
    shown.x >= part.x &&
    shown.y >= part.y &&
    shown.x + shown.width <= part.x + part.width &&
    shown.y + shown.height <= part.y + part.height
  );
}
