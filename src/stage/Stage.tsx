/** The picture: people, the load balancer opened up, servers, and the store where there is one. */
import { domAnimation, LazyMotion, MotionConfig } from 'framer-motion';
import { useMemo } from 'react';
import { useLabState } from '../lab/useLab.ts';
import { words } from '../language/words.ts';
import { CANVAS_LOOKS, type Look } from '../theme/canvasLook.ts';
import { usePrefersReducedMotion } from '../ui/useMediaQuery.ts';
import { useSize } from '../ui/useSize.ts';
import { Picture } from './Picture.tsx';
import { FOLLOWED_SPEED } from './pace.ts';
import styles from './Stage.module.css';
import type { StageSlots } from './slots.ts';

export function Stage({ slots, look }: { readonly slots: StageSlots; readonly look: Look }) {
  const hasRun = useLabState((state) => state.snapshot !== null);
  // Faster than this, tokens come and go all the time: growing and shrinking would be all that is seen.
  const isFast = useLabState((state) => state.speed > FOLLOWED_SPEED);
  const transition = useMemo(() => ({ duration: isFast ? 0 : 0.25 }), [isFast]);
  const isStill = usePrefersReducedMotion();
  const [ref, size] = useSize();
  return (
    <section className={styles['stage']} aria-label={words.stage.name} ref={ref}>
      {hasRun && size !== null && size.width > 0 ? (
        <MotionConfig reducedMotion={isStill ? 'always' : 'never'} transition={transition}>
          <LazyMotion features={domAnimation}>
            <Picture size={size} slots={slots} look={CANVAS_LOOKS[look]} />
          </LazyMotion>
        </MotionConfig>
      ) : null}
    </section>
  );
}
