/**
 * Looking closer. One transform from the coordinates of the layout to those of the screen, kept by d3-zoom outside of
 * React: the DOM follows by custom properties, the canvases read it each frame. React hears only when more or less is to
 * be shown.
 */
import { select, type ZoomBehavior, type ZoomTransform, zoom, zoomIdentity } from 'd3';
import type { Point, Rect } from './geometry.ts';

/** screen = layout × k + (x, y) */
export interface View {
  readonly k: number;
  readonly x: number;
  readonly y: number;
}

export interface Area {
  readonly width: number;
  readonly height: number;
}

export const WHOLE: View = { k: 1, x: 0, y: 0 };

export interface Zoom {
  read(): View;
  /** Closer (above 1) or further off, about the middle. */
  by(factor: number): void;
  fit(): void;
  /** On the way to the whole: what gets the focus meanwhile will be in view without being followed. */
  isFitting(): boolean;
  /** Puts that point of the layout in the middle. */
  centre(point: Point): void;
  /** By so many pixels of the screen. */
  pan(x: number, y: number): void;
  /** Brings that part of the layout into view, as large as it fits but no larger than `mostK`. */
  show(target: Rect, mostK?: number): void;
  /** Ends it; the element is left as it was. */
  close(): void;
}

export interface ZoomOptions {
  readonly area: () => Area;
  readonly mostK: () => number;
  /** Wheels and single fingers scroll the page here, as long as all is in view. */
  readonly isScrolled: () => boolean;
  readonly isStill: () => boolean;
  readonly onView: (view: View) => void;
}

const GLIDE_MS = 250;

export function createZoom(element: HTMLElement, options: ZoomOptions): Zoom {
  const selection = select(element);
  let view: View = WHOLE;
  const behaviour: ZoomBehavior<HTMLElement, unknown> = zoom<HTMLElement, unknown>()
    .filter((event: Event) => isMeant(event, view, options.isScrolled()))
    .extent(() => [
      [0, 0],
      [options.area().width, options.area().height],
    ])
    .on('zoom', ({ transform }: { transform: ZoomTransform }) => {
      view = { k: transform.k, x: transform.x, y: transform.y };
      apply(element, view);
      options.onView(view);
    });
  // What can be scrolled at all changes with the window.
  const prepare = (): void => {
    const { width, height } = options.area();
    behaviour.scaleExtent([1, options.mostK()]).translateExtent([
      [0, 0],
      [width, height],
    ]);
  };
  prepare();
  selection.call(behaviour).on('dblclick.zoom', null);
  element.addEventListener('pointerdown', prepare);
  element.addEventListener('wheel', prepare, { passive: true, capture: true });

  let isFitting = false;
  const move = (act: (target: typeof selection) => void, fits = false): void => {
    prepare();
    if (options.isStill()) return act(selection);
    const glide = selection.transition().duration(GLIDE_MS);
    isFitting = fits;
    if (fits) {
      glide.on('end interrupt', () => {
        isFitting = false;
      });
    }
    act(glide as unknown as typeof selection);
  };
  return {
    read: () => view,
    by: (factor) => move((target) => behaviour.scaleBy(target, factor)),
    fit: () => move((target) => behaviour.transform(target, zoomIdentity), true),
    isFitting: () => isFitting,
    centre: ({ x, y }) => move((target) => behaviour.translateTo(target, x, y)),
    pan: (x, y) => move((target) => behaviour.translateBy(target, x / view.k, y / view.k)),
    show(rect, mostK = options.mostK()) {
      const { width, height } = options.area();
      const k = Math.max(1, Math.min(mostK, (0.9 * width) / rect.width, (0.9 * height) / rect.height));
      const x = width / 2 - k * (rect.x + rect.width / 2);
      const y = height / 2 - k * (rect.y + rect.height / 2);
      move((target) => behaviour.transform(target, zoomIdentity.translate(x, y).scale(k)));
    },
    close() {
      selection.interrupt();
      selection.on('.zoom', null);
      element.removeEventListener('pointerdown', prepare);
      element.removeEventListener('wheel', prepare, { capture: true });
    },
  };
}

/** The style sheet places what is drawn as DOM. */
function apply(element: HTMLElement, { k, x, y }: View): void {
  element.style.setProperty('--k', String(k));
  element.style.setProperty('--x', `${x}px`);
  element.style.setProperty('--y', `${y}px`);
}

/** Buttons stay buttons, what scrolls scrolls, and a page that scrolls is not held up. */
function isMeant(event: Event, { k }: View, isScrolled: boolean): boolean {
  const target = event.target instanceof Element ? event.target : null;
  if (event instanceof WheelEvent) {
    if (event.ctrlKey) return true;
    return (!isScrolled || k > 1) && !canScroll(target);
  }
  if (target?.closest('button, a, input, [role="listbox"], [data-radix-popper-content-wrapper]')) return false;
  if (typeof TouchEvent !== 'undefined' && event instanceof TouchEvent) return event.touches.length > 1 || k > 1;
  return event instanceof MouseEvent && event.button === 0 && !event.ctrlKey && k > 1;
}

function canScroll(target: Element | null): boolean {
  for (let one = target; one instanceof HTMLElement; one = one.parentElement) {
    const { overflowY } = getComputedStyle(one);
    if ((overflowY === 'auto' || overflowY === 'scroll') && one.scrollHeight > one.clientHeight + 1) {
      return one.dataset['zooms'] === undefined;
    }
    if (one.dataset['zooms'] !== undefined) return false;
  }
  return false;
}

/** Steps at which more is shown; between two of them the picture only grows. */
const LEVELS = [1, 1.5, 2, 3, 4, 6, 8, 12, 16, 24, 32] as const;

export const levelOf = (k: number): number => LEVELS.findLast((level) => level <= k * 1.01) ?? 1;

/** The first level that shows at least what `k` would: what is laid out for a level below it is smaller. */
export const levelFrom = (k: number): number => LEVELS.find((level) => level >= k) ?? LEVELS[LEVELS.length - 1] ?? 1;

/** The part of the layout that is on the screen. */
export const shownPart = ({ k, x, y }: View, { width, height }: Area): Rect => ({
  x: -x / k,
  y: -y / k,
  width: width / k,
  height: height / k,
});

export const touches = (a: Rect, b: Rect): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
