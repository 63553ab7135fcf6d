/** Requests in flight. One canvas over the stage, painted outside of React. */
import { useEffect, useRef } from 'react';
import { useLab } from '../lab/useLab.ts';
import type { CanvasLook } from '../theme/canvasLook.ts';
import { useLight } from './lighting.ts';
import { createMarksPainter } from './marksPainter.ts';
import type { Plan } from './plan.ts';
import styles from './Stage.module.css';
import { createSceneMaker, type Scene, type SceneOptions } from './scene.ts';
import type { ZoomHandle } from './useZoom.ts';
import { WHOLE } from './zoom.ts';

interface MarksCanvasProps {
  readonly plan: Plan;
  readonly look: CanvasLook;
  readonly isStill: boolean;
  readonly width: number;
  readonly zoom: ZoomHandle['zoom'];
}

export function MarksCanvas({ plan, look, isStill, width, zoom }: MarksCanvasProps) {
  const { playback, store } = useLab();
  const canvas = useRef<HTMLCanvasElement>(null);
  const { height } = plan.layout;
  const latest = useRef({ plan, look, isStill });
  useEffect(() => {
    latest.current = { plan, look, isStill };
  }, [plan, look, isStill]);

  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (!context) return;
    const ratio = Math.min(window.devicePixelRatio || 1, 3);
    context.canvas.width = Math.round(width * ratio);
    context.canvas.height = Math.round(height * ratio);
    const painter = createMarksPainter();
    const makeScene = createSceneMaker();
    let made: { readonly of: SceneOptions; readonly scene: Scene } | null = null;
    return playback.onFrame((playhead) => {
      const { snapshot, explanation } = store.getState();
      if (snapshot === null) return;
      const lastServer = explanation?.request.server ?? null;
      const of = { ...latest.current, snapshot, lastServer };
      if (made === null || !isSame(made.of, of)) made = { of, scene: makeScene(of) };
      const view = zoom.current?.read() ?? WHOLE;
      context.setTransform(1, 0, 0, 1, 0, 0);
      context.clearRect(0, 0, context.canvas.width, context.canvas.height);
      context.setTransform(ratio * view.k, 0, 0, ratio * view.k, ratio * view.x, ratio * view.y);
      painter.paint(context, made.scene, playhead, view);
    });
  }, [playback, store, width, height, zoom]);

  const light = useLight(() => false);
  return (
    <canvas ref={canvas} className={styles['marks']} style={{ width, height }} data-light={light} aria-hidden="true" />
  );
}

const isSame = (a: SceneOptions, b: SceneOptions): boolean =>
  a.snapshot === b.snapshot &&
  a.plan === b.plan &&
  a.look === b.look &&
  a.isStill === b.isStill &&
  a.lastServer === b.lastServer;
