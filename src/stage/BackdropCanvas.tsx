/** The canvas under crowds and racks: painted anew when the state or the view changes, not each frame. */
import { useEffect, useRef } from 'react';
import type { LabState } from '../lab/labState.ts';
import { presentServers } from '../lab/present.ts';
import { useLab } from '../lab/useLab.ts';
import type { CanvasLook } from '../theme/canvasLook.ts';
import { shownCells } from './Crowds.tsx';
import { type Backdrop, paintBackdrop } from './crowdPainter.ts';
import { useLight } from './lighting.ts';
import type { Plan } from './plan.ts';
import { detailOf, mostSessions } from './Racks.tsx';
import styles from './Stage.module.css';
import type { Looking, ZoomHandle } from './useZoom.ts';
import { WHOLE } from './zoom.ts';

interface BackdropCanvasProps {
  readonly plan: Plan;
  readonly looking: Looking;
  readonly look: CanvasLook;
  readonly width: number;
  readonly handle: Pick<ZoomHandle, 'zoom' | 'onView'>;
}

export function BackdropCanvas({ plan, looking, look, width, handle: { zoom, onView } }: BackdropCanvasProps) {
  const { store } = useLab();
  const canvas = useRef<HTMLCanvasElement>(null);
  const light = useLight(() => false);
  const { height } = plan.layout;
  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (!context) return;
    const ratio = Math.min(window.devicePixelRatio || 1, 3);
    const { canvas: element } = context;
    const pixels = { width: Math.round(width * ratio), height: Math.round(height * ratio) };
    if (element.width !== pixels.width || element.height !== pixels.height) Object.assign(element, pixels);
    let frame = 0;
    const paint = (): void => {
      frame = 0;
      const backdrop = backdropOf(store.getState(), plan, looking, look);
      paintBackdrop(context, backdrop, zoom.current?.read() ?? WHOLE, ratio);
    };
    // Several changes within a frame are painted once.
    const paintSoon = (): void => {
      if (frame === 0) frame = requestAnimationFrame(paint);
    };
    paint();
    const stopLooking = onView(paintSoon);
    const stopHearing = store.subscribe((state, before) => {
      if (state.snapshot !== before.snapshot || state.selectedServer !== before.selectedServer) paintSoon();
    });
    return () => {
      stopLooking();
      stopHearing();
      cancelAnimationFrame(frame);
    };
  }, [store, plan, looking, look, width, height, zoom, onView]);
  return (
    <canvas ref={canvas} className={styles['marks']} style={{ width, height }} data-light={light} aria-hidden="true" />
  );
}

/** Those who are not drawn as elements where one looks. */
function backdropOf({ snapshot, selectedServer }: LabState, plan: Plan, looking: Looking, look: CanvasLook): Backdrop {
  const { layout, crowds, hues, selected, rem } = plan;
  const servers = presentServers(snapshot?.servers ?? []);
  const areServersDrawn = layout.racks.length > 0 && detailOf(layout, looking, rem) === 'none';
  return {
    crowds: layout.crowds.flatMap((place, index) => {
      const crowd = crowds[index];
      return crowd === undefined || shownCells(place, looking) !== null ? [] : [{ place, crowd }];
    }),
    people: snapshot?.people ?? [],
    hues,
    selected,
    servers: areServersDrawn
      ? servers.flatMap((server, index) => {
          const place = layout.servers[index];
          return place === undefined ? [] : [{ server, place, isSelected: server.id === selectedServer }];
        })
      : [],
    mostSessions: mostSessions(servers),
    look,
  };
}
