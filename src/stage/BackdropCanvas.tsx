/** The canvas under crowds and racks: painted anew when the state or the view changes, not each frame. */
import { useEffect, useRef } from 'react';
import { type Backdrop, paintBackdrop } from './crowdPainter.ts';
import { useLight } from './lighting.ts';
import styles from './Stage.module.css';
import type { ZoomHandle } from './useZoom.ts';
import { WHOLE } from './zoom.ts';

interface BackdropCanvasProps {
  readonly backdrop: Backdrop;
  readonly width: number;
  readonly height: number;
  readonly handle: Pick<ZoomHandle, 'zoom' | 'onView'>;
}

export function BackdropCanvas({ backdrop, width, height, handle: { zoom, onView } }: BackdropCanvasProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const light = useLight(() => false);
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
      paintBackdrop(context, backdrop, zoom.current?.read() ?? WHOLE, ratio);
    };
    paint();
    // Several changes of the view within a frame are painted once.
    const stop = onView(() => {
      if (frame === 0) frame = requestAnimationFrame(paint);
    });
    return () => {
      stop();
      cancelAnimationFrame(frame);
    };
  }, [backdrop, width, height, zoom, onView]);
  return (
    <canvas ref={canvas} className={styles['marks']} style={{ width, height }} data-light={light} aria-hidden="true" />
  );
}
