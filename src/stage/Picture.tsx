/** Everything in its place: what grows with the zoom, what shows more instead, and the canvases between. */
import { type CSSProperties, type FocusEvent, type KeyboardEvent, useMemo, useState } from 'react';
import type { Snapshot } from '../engine/index.ts';
import { presentServers } from '../lab/present.ts';
import { useLab, useLabState } from '../lab/useLab.ts';
import { words } from '../language/words.ts';
import { usePrefersReducedMotion } from '../ui/useMediaQuery.ts';
import type { Size } from '../ui/useSize.ts';
import { BackdropCanvas } from './BackdropCanvas.tsx';
import { Balancer } from './Balancer.tsx';
import { Crowds, shownCells } from './Crowds.tsx';
import { cellOf } from './crowdLayout.ts';
import type { Backdrop } from './crowdPainter.ts';
import { crowdsOf, type Grouping, MOST_SINGLE_PEOPLE } from './crowds.ts';
import { Find, type Found } from './Find.tsx';
import type { Rect } from './geometry.ts';
import { Hairlines } from './Hairlines.tsx';
import { LinkHandles } from './LinkHandles.tsx';
import { layoutStage, type StageLayout, seatPeople } from './layout.ts';
import { MarksCanvas } from './MarksCanvas.tsx';
import { Minimap } from './Minimap.tsx';
import { People } from './People.tsx';
import { hueRows } from './personLook.ts';
import { placed } from './placed.ts';
import { detailOf, mostSessions } from './Racks.tsx';
import { routesOf } from './routes.ts';
import scaleStyles from './Scale.module.css';
import { Servers } from './Servers.tsx';
import styles from './Stage.module.css';
import { Store } from './Store.tsx';
import { createScene } from './scene.ts';
import type { StageSlots } from './slots.ts';
import { useZoom } from './useZoom.ts';
import { ZOOM_STEP, ZoomTools } from './ZoomTools.tsx';
import { levelFrom } from './zoom.ts';

interface PictureProps {
  readonly snapshot: Snapshot;
  readonly size: Size;
  readonly slots: StageSlots;
  readonly isDark: boolean;
}

export function Picture({ snapshot, size, slots, isDark }: PictureProps) {
  const lab = useLab();
  const { people, servers, store } = snapshot;
  const { rem } = size;
  const isStill = usePrefersReducedMotion();
  const [grouping, setGrouping] = useState<Grouping>('network');
  const selectedPerson = useLabState((state) => state.selectedPerson);
  const selectedServer = useLabState((state) => state.selectedServer);
  const lastServer = useLabState((state) => state.explanation?.request.server ?? null);
  const shownServers = useMemo(() => presentServers(servers), [servers]);
  const present = useMemo(() => people.flatMap(({ isActive }, row) => (isActive ? [row] : [])), [people]);
  const hues = useMemo(() => hueRows(people), [people]);
  const selected = people.findIndex(({ id }) => id === selectedPerson);
  const crowds = useMemo(() => {
    if (present.length <= MOST_SINGLE_PEOPLE) return [];
    return crowdsOf(
      people,
      present,
      grouping,
      shownServers.map(({ id }) => id),
    );
  }, [people, present, grouping, shownServers]);
  const layout = useLayout(size, snapshot, present.length, crowds.map((crowd) => crowd.people.length).join());
  const routes = useMemo(() => routesOf(layout), [layout]);
  const seats = useMemo(() => {
    const members = crowds.flatMap((crowd) => crowd.people);
    if (crowds.length > 0) return [selected < 0 ? (present[0] ?? 0) : selected, ...members];
    return seatPeople(present, selected, layout.rows.length);
  }, [crowds, present, selected, layout.rows.length]);
  const area = useMemo(() => ({ width: size.width, height: layout.height }), [size.width, layout.height]);
  const handle = useZoom({ area, mostK: mostK(layout, rem), isScrolled: layout.direction === 'down', isStill });
  const { looking, zoom } = handle;
  const scene = createScene({ snapshot, layout, routes, rem, seats, crowds, selected, lastServer, isDark, isStill });
  const lettered = useMemo(() => new Set(seats.slice(0, layout.rows.length)), [seats, layout.rows.length]);
  const storeName = store?.name ?? null;
  const onShow = (rect: Rect): void => zoom.current?.show(rect);
  const backdrop: Backdrop = {
    crowds: layout.crowds.flatMap((place, index) => {
      const crowd = crowds[index];
      return crowd === undefined || shownCells(place, looking) !== null ? [] : [{ place, crowd }];
    }),
    people,
    hues,
    selected,
    servers:
      layout.racks.length === 0 || detailOf(layout, looking, rem) !== 'none'
        ? []
        : shownServers.flatMap((server, index) => {
            const place = layout.servers[index];
            return place === undefined ? [] : [{ server, place, isSelected: server.id === selectedServer }];
          }),
    mostSessions: mostSessions(shownServers),
    isDark,
  };

  const bringIntoView = (found: Found): void => {
    if (found.kind === 'server') {
      lab.selectServer(found.id);
      const rect = layout.servers[shownServers.findIndex(({ id }) => id === found.id)];
      if (rect !== undefined && (layout.racks.length > 0 || looking.isClose))
        zoom.current?.show(rect, closeTo(rect, rem));
      return;
    }
    lab.selectPerson(found.id);
    crowds.forEach((crowd, index) => {
      const place = layout.crowds[index];
      const member = crowd.people.indexOf(found.row);
      if (place === undefined || member < 0) return;
      zoom.current?.show(cellOf(place, member), levelFrom(TILE / place.cell));
    });
  };

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTyping(event)) return;
    const act = keyAct(event.key, handle, looking.isClose, area);
    if (act === null) return;
    event.preventDefault();
    act();
  };
  /** What gets the focus is seen, wherever one looked before. */
  const onFocus = ({ target, currentTarget }: FocusEvent<HTMLElement>): void => {
    if (!looking.isClose || zoom.current?.isFitting() || !target.matches(':focus-visible')) return;
    const bounds = currentTarget.getBoundingClientRect();
    const box = target.getBoundingClientRect();
    const x = outside(box.left, box.right, bounds.left, bounds.right);
    const y = outside(box.top, box.bottom, bounds.top, bounds.bottom);
    if (x !== 0 || y !== 0) zoom.current?.pan(-x, -y);
  };

  const grown = { className: scaleStyles['grown'], 'data-close': looking.isClose };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys of whatever has the focus inside of it
    <div
      ref={handle.ref}
      className={styles['picture']}
      style={{ height: layout.height, '--level': looking.level } as CSSProperties}
      data-compact={layout.isCompact}
      data-direction={layout.direction}
      data-close={looking.isClose}
      onKeyDown={onKeyDown}
      onFocus={onFocus}
    >
      <div {...grown}>
        <Hairlines layout={layout} routes={routes} servers={shownServers} />
        {layout.racks.length === 0 ? <LinkHandles routes={routes} servers={shownServers} /> : null}
      </div>
      {layout.crowds.length + layout.racks.length > 0 ? (
        <BackdropCanvas backdrop={backdrop} width={size.width} height={layout.height} handle={handle} />
      ) : null}
      <MarksCanvas scene={scene} width={size.width} height={layout.height} zoom={zoom} />
      <div {...grown}>
        <People
          layout={layout}
          people={people}
          hues={hues}
          seats={seats}
          store={storeName}
          grouping={grouping}
          onGroup={setGrouping}
          personActions={slots.personActions}
        />
        <div className={styles['heading']} style={placed(layout.headings.balancer)} data-thing="balancer">
          <h2>{words.stage.headings.balancer}</h2>
          <div className={styles['balancerActions']}>{slots.balancerActions}</div>
        </div>
        <Balancer layout={layout} snapshot={snapshot} rem={rem} selected={selected} />
        <h2 className={styles['heading']} style={placed(layout.headings.servers)}>
          {words.stage.headings.servers}
        </h2>
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
        {layout.racks.length === 0 ? (
          <Servers
            layout={layout}
            snapshot={snapshot}
            rem={rem}
            lettered={lettered}
            looking={looking}
            onShow={onShow}
            serverActions={slots.serverActions}
          />
        ) : null}
      </div>
      <div className={scaleStyles['detailed']}>
        <Crowds
          places={layout.crowds}
          crowds={crowds}
          people={people}
          hues={hues}
          store={storeName}
          looking={looking}
          rem={rem}
          onShow={onShow}
        />
        {layout.racks.length > 0 ? (
          <Servers
            layout={layout}
            snapshot={snapshot}
            rem={rem}
            lettered={lettered}
            looking={looking}
            onShow={onShow}
            serverActions={slots.serverActions}
          />
        ) : null}
      </div>
      <ZoomTools
        handle={handle}
        isClose={looking.isClose}
        style={toolsPlace(layout, rem)}
        isAcross={layout.direction === 'down'}
      />
      {looking.isClose ? <Minimap layout={layout} area={area} handle={handle} /> : null}
      <Find people={people} servers={shownServers} onFound={bringIntoView} />
    </div>
  );
}

/** `crowdSizes` as text: it is the same as long as nobody comes, leaves or changes crowds. */
function useLayout(size: Size, snapshot: Snapshot, people: number, crowdSizes: string): StageLayout {
  const servers = presentServers(snapshot.servers).length;
  const hasStore = snapshot.store !== null;
  const isBalancerFull = snapshot.persistence.rowCount > 0 || snapshot.balancing.kind === 'ring';
  return useMemo(() => {
    const crowds = crowdSizes === '' ? [] : crowdSizes.split(',').map(Number);
    return layoutStage(size, { people, crowds, servers, hasStore, isBalancerFull });
  }, [size, people, crowdSizes, servers, hasStore, isBalancerFull]);
}

/** A person with name and words, in px. */
const TILE = 96;
const LEAST_MOST_K = 4;
const LARGEST_K = 32;

/** So close that a server is a card with all that there is to say. */
const closeTo = ({ width, height }: Rect, rem: number): number =>
  levelFrom(Math.max((16 * rem) / width, (5.5 * rem) / height));

/** So close that everybody and everything can be read. */
function mostK({ crowds, racks, servers }: StageLayout, rem: number): number {
  const [crowd] = crowds;
  const [server] = servers;
  const forPeople = crowd === undefined ? 0 : levelFrom(TILE / crowd.cell);
  const forServers = racks.length === 0 || server === undefined ? 0 : closeTo(server, rem);
  return Math.min(LARGEST_K, Math.max(LEAST_MOST_K, forPeople, forServers));
}

const PAN_PX = 120;

function keyAct(
  key: string,
  { zoom }: ReturnType<typeof useZoom>,
  isClose: boolean,
  { width, height }: { readonly width: number; readonly height: number },
): (() => void) | null {
  const now = zoom.current;
  if (now === null) return null;
  switch (key) {
    case '+':
    case '=':
      return () => now.by(ZOOM_STEP);
    case '-':
    case '−':
      return () => now.by(1 / ZOOM_STEP);
    case '0':
      return () => now.fit();
  }
  if (!isClose) return null;
  switch (key) {
    case 'ArrowLeft':
      return () => now.pan(Math.min(PAN_PX, width / 4), 0);
    case 'ArrowRight':
      return () => now.pan(-Math.min(PAN_PX, width / 4), 0);
    case 'ArrowUp':
      return () => now.pan(0, Math.min(PAN_PX, height / 4));
    case 'ArrowDown':
      return () => now.pan(0, -Math.min(PAN_PX, height / 4));
    default:
      return null;
  }
}

const isTyping = ({ target }: KeyboardEvent): boolean =>
  target instanceof Element && target.closest('input, select, textarea, [role="menu"], [role="slider"]') !== null;

/** By how much a stretch reaches out of another; it may be longer, then its beginning counts. */
function outside(from: number, to: number, low: number, high: number): number {
  if (from < low) return from - low;
  return to > high ? Math.min(to - high, from - low) : 0;
}

/** In the open between load balancer and servers; on a phone, beside the name of the load balancer. */
function toolsPlace({ direction, balancer, servers, height, headings }: StageLayout, rem: number): CSSProperties {
  if (direction === 'down') return { right: 3.25 * rem, top: headings.balancer.y - 0.25 * rem };
  // Where the servers are close by, in the corner of the load balancer.
  const room = (servers[0]?.x ?? 0) - balancer.x - balancer.width;
  const left = balancer.x + balancer.width + (room < TOOLS_REM * rem ? 0.125 - TOOLS_REM : 0.375) * rem;
  return { left, bottom: height - balancer.y - balancer.height };
}

/** How wide the tools are, and a little air. */
const TOOLS_REM = 2.25;
