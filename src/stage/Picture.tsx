/** Everything in its place: what grows with the zoom, what shows more instead, and the canvases between. */
import { type CSSProperties, type FocusEvent, type KeyboardEvent, useCallback, useMemo, useState } from 'react';
import { InTurn, useLab } from '../lab/useLab.ts';
import { words } from '../language/words.ts';
import type { CanvasLook } from '../theme/canvasLook.ts';
import { usePrefersReducedMotion } from '../ui/useMediaQuery.ts';
import type { Size } from '../ui/useSize.ts';
import { BackdropCanvas } from './BackdropCanvas.tsx';
import { Balancer } from './Balancer.tsx';
import { Crowds } from './Crowds.tsx';
import { cellOf } from './crowdLayout.ts';
import type { Grouping } from './crowds.ts';
import { Find, type Found } from './Find.tsx';
import type { Rect } from './geometry.ts';
import { Hairlines } from './Hairlines.tsx';
import { LinkHandles } from './LinkHandles.tsx';
import type { StageLayout } from './layout.ts';
import { MarksCanvas } from './MarksCanvas.tsx';
import { Minimap } from './Minimap.tsx';
import { People } from './People.tsx';
import { placed } from './placed.ts';
import { usePlan } from './plan.ts';
import scaleStyles from './Scale.module.css';
import { Servers } from './Servers.tsx';
import styles from './Stage.module.css';
import { Store } from './Store.tsx';
import type { StageSlots } from './slots.ts';
import { useZoom } from './useZoom.ts';
import { ZOOM_STEP, ZoomTools } from './ZoomTools.tsx';
import { levelFrom } from './zoom.ts';

interface PictureProps {
  readonly size: Size;
  readonly slots: StageSlots;
  readonly look: CanvasLook;
}

export function Picture({ size, slots, look }: PictureProps) {
  const lab = useLab();
  const { rem } = size;
  const isStill = usePrefersReducedMotion();
  const [grouping, setGrouping] = useState<Grouping>('network');
  const plan = usePlan(size, grouping);
  const { layout, routes, crowds } = plan;
  const area = useMemo(() => ({ width: size.width, height: layout.height }), [size.width, layout.height]);
  const handle = useZoom({ area, mostK: mostK(layout, rem), isScrolled: layout.direction === 'down', isStill });
  const { looking, zoom } = handle;
  const onShow = useCallback((rect: Rect): void => zoom.current?.show(rect), [zoom]);
  const isRacked = layout.racks.length > 0;

  const bringIntoView = (found: Found): void => {
    if (found.kind === 'server') {
      lab.selectServer(found.id);
      const rect = layout.servers[plan.servers.indexOf(found.id)];
      if (rect !== undefined && (isRacked || looking.isClose)) zoom.current?.show(rect, closeTo(rect, rem));
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
  // Cards grow with the picture, those of racks show more instead.
  const servers = <Servers plan={plan} looking={looking} onShow={onShow} serverActions={slots.serverActions} />;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: keys of whatever has the focus inside of it
    <div
      ref={handle.ref}
      className={styles['picture']}
      style={{ height: layout.height, '--level': looking.level, '--most': MOST_GROWN_PX / rem } as CSSProperties}
      data-compact={layout.isCompact}
      data-direction={layout.direction}
      data-close={looking.isClose}
      onKeyDown={onKeyDown}
      onFocus={onFocus}
    >
      <div {...grown}>
        <Hairlines layout={layout} routes={routes} />
        {isRacked ? null : <LinkHandles routes={routes} />}
      </div>
      {layout.crowds.length > 0 || isRacked ? (
        <BackdropCanvas plan={plan} looking={looking} look={look} width={size.width} handle={handle} />
      ) : null}
      <MarksCanvas plan={plan} look={look} isStill={isStill} width={size.width} zoom={zoom} />
      <div {...grown}>
        <People plan={plan} grouping={grouping} onGroup={setGrouping} personActions={slots.personActions} />
        <InTurn turn={2}>
          <div className={styles['heading']} style={placed(layout.headings.balancer)} data-thing="balancer">
            <h2>{words.stage.headings.balancer}</h2>
            <div className={styles['balancerActions']}>{slots.balancerActions}</div>
          </div>
          <Balancer layout={layout} rem={rem} selected={plan.selected} />
        </InTurn>
        <h2 className={styles['heading']} style={placed(layout.headings.servers)}>
          {words.stage.headings.servers}
        </h2>
        <div className={styles['addServer']} style={placed(layout.addServer)}>
          {slots.addServer}
        </div>
        {layout.store === null ? null : <Store plan={plan} rect={layout.store} nodeActions={slots.nodeActions} />}
        {isRacked ? null : <InTurn turn={1}>{servers}</InTurn>}
      </div>
      <div className={scaleStyles['detailed']}>
        <Crowds plan={plan} looking={looking} onShow={onShow} />
        {isRacked ? <InTurn turn={1}>{servers}</InTurn> : null}
      </div>
      <ZoomTools
        handle={handle}
        isClose={looking.isClose}
        style={toolsPlace(layout, rem)}
        isAcross={layout.direction === 'down'}
      />
      {looking.isClose ? <Minimap layout={layout} area={area} handle={handle} /> : null}
      <Find onFound={bringIntoView} />
    </div>
  );
}

/** A rem of the row of a person grows to no more: closer, what stands about it matters. */
const MOST_GROWN_PX = 32;

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
