/** The picture: people, the load balancer opened up, servers, and the store where there is one. */
import { domAnimation, LazyMotion, MotionConfig } from 'framer-motion';
import { useLabState } from '../lab/useLab.ts';
import { words } from '../language/words.ts';
import { usePrefersReducedMotion } from '../ui/useMediaQuery.ts';
import { useSize } from '../ui/useSize.ts';
import { Picture } from './Picture.tsx';
import { FOLLOWED_SPEED } from './pace.ts';
import styles from './Stage.module.css';
import type { StageSlots } from './slots.ts';

export function Stage({ slots, isDark }: { readonly slots: StageSlots; readonly isDark: boolean }) {
  const snapshot = useLabState((state) => state.snapshot);
  // Faster than this, tokens come and go all the time: growing and shrinking would be all that is seen.
  const isFast = useLabState((state) => state.speed > FOLLOWED_SPEED);
  const isStill = usePrefersReducedMotion();
  const [ref, size] = useSize();
  return (
    <section className={styles['stage']} aria-label={words.stage.name} ref={ref}>
      {snapshot !== null && size !== null && size.width > 0 ? (
        <MotionConfig reducedMotion={isStill ? 'always' : 'never'} transition={{ duration: isFast ? 0 : 0.25 }}>
          <LazyMotion features={domAnimation}>
            <Picture snapshot={snapshot} size={size} slots={slots} isDark={isDark} />
          </LazyMotion>
        </MotionConfig>
      ) : null}
    </section>
  );
}
