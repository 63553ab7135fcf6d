/** Requests in flight. One canvas over the stage, painted outside of React. */
import { useEffect, useRef } from 'react';
import { useLab } from '../lab/useLab.ts';
import { useLight } from './lighting.ts';
import { createMarksPainter } from './marksPainter.ts';
import styles from './Stage.module.css';
import type { Scene } from './scene.ts';
import type { ZoomHandle } from './useZoom.ts';
import { WHOLE } from './zoom.ts';

export function MarksCanvas({
  scene,
  width,
  height,
  zoom,
}: {
  readonly scene: Scene;
  readonly width: number;
  readonly height: number;
  readonly zoom: ZoomHandle['zoom'];
}) {
  const { playback } = useLab();
  const canvas = useRef<HTMLCanvasElement>(null);
  const latest = useRef(scene);
  useEffect(() => {
    latest.current = scene;
  }, [scene]);

  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (!context) return;
    const ratio = Math.min(window.devicePixelRatio || 1, 3);
    context.canvas.width = Math.round(width * ratio);
    context.canvas.height = Math.round(height * ratio);
    const painter = createMarksPainter();
    return playback.onFrame((playhead) => {
      const view = zoom.current?.read() ?? WHOLE;
      context.setTransform(ratio * view.k, 0, 0, ratio * view.k, ratio * view.x, ratio * view.y);
      painter.paint(context, latest.current, playhead, view);
    });
  }, [playback, width, height, zoom]);

  const light = useLight(() => false);
  return (
    <canvas ref={canvas} className={styles['marks']} style={{ width, height }} data-light={light} aria-hidden="true" />
  );
}
