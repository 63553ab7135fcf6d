/** The picture: people, the load balancer opened up, servers, and the store where there is one. */
import { domAnimation, LazyMotion, MotionConfig } from 'framer-motion';
import { type ReactNode, useMemo } from 'react';
import type { PersonSnapshot, ServerSnapshot, Snapshot, StoreSnapshot } from '../engine/index.ts';
import { presentServers } from '../lab/present.ts';
import { useLabState } from '../lab/useLab.ts';
import { usePrefersReducedMotion } from '../ui/useMediaQuery.ts';
import { type Size, useSize } from '../ui/useSize.ts';
import { Balancer } from './Balancer.tsx';
import { Hairlines } from './Hairlines.tsx';
import { LinkHandles } from './LinkHandles.tsx';
import { layoutStage, seatPeople } from './layout.ts';
import { MarksCanvas } from './MarksCanvas.tsx';
import { People } from './People.tsx';
import { FOLLOWED_SPEED } from './pace.ts';
import { placed } from './placed.ts';
import { routesOf } from './routes.ts';
import { Servers } from './Servers.tsx';
import styles from './Stage.module.css';
import { Store } from './Store.tsx';
import { createScene } from './scene.ts';

/** What the panels beside this one put into the picture; `app` brings them together. */
export interface StageSlots {
  readonly serverActions: (server: ServerSnapshot) => ReactNode;
  readonly personActions: (person: PersonSnapshot) => ReactNode;
  readonly balancerActions: ReactNode;
  readonly addServer: ReactNode;
  readonly nodeActions: (node: StoreSnapshot['nodes'][number]) => ReactNode;
}

export function Stage({ slots, isDark }: { readonly slots: StageSlots; readonly isDark: boolean }) {
  const snapshot = useLabState((state) => state.snapshot);
  // Faster than this, tokens come and go all the time: growing and shrinking would be all that is seen.
  const isFast = useLabState((state) => state.speed > FOLLOWED_SPEED);
  const isStill = usePrefersReducedMotion();
  const [ref, size] = useSize();
  return (
    <section className={styles['stage']} aria-label="The picture" ref={ref}>
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

interface PictureProps {
  readonly snapshot: Snapshot;
  readonly size: Size;
  readonly slots: StageSlots;
  readonly isDark: boolean;
}

function Picture({ snapshot, size, slots, isDark }: PictureProps) {
  const { people, servers, store } = snapshot;
  const shownServers = useMemo(() => presentServers(servers), [servers]);
  const present = useMemo(() => people.flatMap(({ isActive }, row) => (isActive ? [row] : [])), [people]);
  const serverCount = shownServers.length;
  const selectedPerson = useLabState((state) => state.selectedPerson);
  const lastServer = useLabState((state) => state.explanation?.request.server ?? null);
  const isStill = usePrefersReducedMotion();
  const hasStore = store !== null;
  const isBalancerFull = snapshot.persistence.rowCount > 0 || snapshot.balancing.kind === 'ring';
  const layout = useMemo(
    () => layoutStage(size, { people: present.length, servers: serverCount, hasStore, isBalancerFull }),
    [size, present.length, serverCount, hasStore, isBalancerFull],
  );
  const routes = useMemo(() => routesOf(layout), [layout]);
  const selected = people.findIndex(({ id }) => id === selectedPerson);
  const seats = useMemo(
    () => seatPeople(present, selected, layout.rows.length),
    [present, selected, layout.rows.length],
  );
  const { rem } = size;
  const scene = createScene({ snapshot, layout, routes, rem, seats, selected, lastServer, isDark, isStill });
  const lettered = useMemo(() => new Set(seats.slice(0, layout.rows.length)), [seats, layout.rows.length]);

  return (
    <div
      className={styles['picture']}
      style={{ height: layout.height }}
      data-compact={layout.isCompact}
      data-direction={layout.direction}
    >
      <Hairlines layout={layout} routes={routes} servers={shownServers} />
      <LinkHandles routes={routes} servers={shownServers} />
      <People
        layout={layout}
        people={people}
        seats={seats}
        store={store?.name ?? null}
        personActions={slots.personActions}
      />
      <div className={styles['heading']} style={placed(layout.headings.balancer)} data-thing="balancer">
        <h2>Load balancer</h2>
        <div className={styles['balancerActions']}>{slots.balancerActions}</div>
      </div>
      <Balancer layout={layout} snapshot={snapshot} rem={rem} selected={selected} />
      <h2 className={styles['heading']} style={placed(layout.headings.servers)}>
        Servers
      </h2>
      <Servers layout={layout} snapshot={snapshot} rem={rem} lettered={lettered} serverActions={slots.serverActions} />
      <div className={styles['addServer']} style={placed(layout.addServer)}>
        {slots.addServer}
      </div>
      {store !== null && layout.store !== null ? (
        <Store
          rect={layout.store}
          rem={rem}
          heading={layout.headings.store}
          store={store}
          people={people}
          lettered={lettered}
          isCompact={layout.isCompact}
          nodeActions={slots.nodeActions}
        />
      ) : null}
      <MarksCanvas scene={scene} width={size.width} height={layout.height} />
    </div>
  );
}
