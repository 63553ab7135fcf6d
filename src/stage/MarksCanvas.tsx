/** Requests in flight. One canvas over the stage, painted outside of React. */
import { useEffect, useRef } from 'react';
import { useLab } from '../lab/useLab.ts';
import { useLight } from './lighting.ts';
import { createMarksPainter } from './marksPainter.ts';
import styles from './Stage.module.css';
import type { Scene } from './scene.ts';

export function MarksCanvas({
  scene,
  width,
  height,
}: {
  readonly scene: Scene;
  readonly width: number;
  readonly height: number;
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
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    const painter = createMarksPainter();
    return playback.onFrame((playhead) => painter.paint(context, latest.current, playhead));
  }, [playback, width, height]);

  const light = useLight(() => false);
  return (
    <canvas ref={canvas} className={styles['marks']} style={{ width, height }} data-light={light} aria-hidden="true" />
  );
}
