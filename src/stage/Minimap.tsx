/** Where one looks, in the whole picture: for pointers; by keyboard one moves with the arrows. */
import { type PointerEvent, useEffect, useRef } from 'react';
import type { Rect } from './geometry.ts';
import type { StageLayout } from './layout.ts';
import styles from './Scale.module.css';
import type { ZoomHandle } from './useZoom.ts';
import { type Area, shownPart, type View, WHOLE } from './zoom.ts';

interface MinimapProps {
  readonly layout: StageLayout;
  readonly area: Area;
  readonly handle: Pick<ZoomHandle, 'zoom' | 'onView'>;
}

const WIDEST_REM = 9;
const TALLEST_REM = 6;

export function Minimap({ layout, area, handle: { zoom, onView } }: MinimapProps) {
  const frame = useRef<SVGRectElement>(null);
  useEffect(() => {
    const show = (view: View): void => {
      const part = shownPart(view, area);
      for (const name of ['x', 'y', 'width', 'height'] as const) frame.current?.setAttribute(name, String(part[name]));
    };
    show(zoom.current?.read() ?? WHOLE);
    return onView(show);
  }, [area, zoom, onView]);
  const go = (event: PointerEvent<SVGSVGElement>): void => {
    if (event.buttons === 0) return;
    const bounds = event.currentTarget.getBoundingClientRect();
    const scale = area.width / bounds.width;
    zoom.current?.centre({ x: (event.clientX - bounds.left) * scale, y: (event.clientY - bounds.top) * scale });
  };
  return (
    <svg
      className={styles['map']}
      // Of a tall picture, as on a phone, a map as wide as any would cover half of it.
      style={{ width: `${Math.min(WIDEST_REM, (TALLEST_REM * area.width) / area.height)}rem` }}
      viewBox={`0 0 ${area.width} ${area.height}`}
      aria-hidden="true"
      data-zooms="no"
      onPointerDown={go}
      onPointerMove={go}
    >
      {boxesOf(layout).map(({ x, y, width, height }) => (
        <rect key={`${x} ${y}`} x={x} y={y} width={width} height={height} />
      ))}
      <rect ref={frame} data-frame="true" />
    </svg>
  );
}

function boxesOf({ rows, crowds, balancer, racks, servers, store }: StageLayout): readonly Rect[] {
  const places = racks.length > 0 ? racks.map(({ box }) => box) : servers;
  return [...rows, ...crowds.map(({ box }) => box), balancer, ...places, ...(store === null ? [] : [store])];
}
