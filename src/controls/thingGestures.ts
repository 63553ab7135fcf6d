/**
 * What is done to the picture with hands and keys, heard in one place however much is drawn: whatever carries
 * `data-thing` has a menu and can be selected together with others.
 */
import { type RefObject, useEffect, useRef } from 'react';
import type { Lab } from '../lab/createLab.ts';
import { extendedTo, selectSeveral, toggled } from '../lab/several.ts';
import { type Thing, thingOf } from '../lab/things.ts';
import { useLab } from '../lab/useLab.ts';
import type { Place } from '../ui/Menu.tsx';
import { below } from './actionMenuContext.ts';

interface Gestures {
  readonly openMenu: (thing: Thing, at: Place, origin: Element | null) => void;
}

const LONG_PRESS_MS = 500;
/** What a browser makes of a finger that lifts comes within this time. */
const LIFTED_MS = 400;
const MADE_OF_A_PRESS = ['mousedown', 'mouseup', 'click', 'contextmenu'] as const;
/** A finger that moves farther scrolls. */
const STILL_PX = 10;

export function useThingGestures(host: RefObject<HTMLElement | null>, gestures: Gestures): void {
  const lab = useLab();
  const latest = useRef(gestures);
  useEffect(() => {
    latest.current = gestures;
  });
  useEffect(() => {
    const element = host.current;
    if (element === null) return;
    const stop = new AbortController();
    const { signal } = stop;
    const open = (thing: Thing, at: Place, origin: Element | null): void => latest.current.openMenu(thing, at, origin);
    listenForMenus(element, open, signal);
    listenForLongPress(element, open, signal);
    listenForSelection(element, lab, signal);
    return () => stop.abort();
  }, [host, lab]);
}

function markedAround(target: EventTarget | null): { readonly element: Element; readonly thing: Thing } | null {
  const element = target instanceof Element ? target.closest('[data-thing]') : null;
  const thing = thingOf(element?.getAttribute('data-thing') ?? '');
  return element === null || thing === null ? null : { element, thing };
}

function listenForMenus(host: HTMLElement, open: Gestures['openMenu'], signal: AbortSignal): void {
  host.addEventListener(
    'contextmenu',
    (event) => {
      const marked = markedAround(event.target);
      if (marked === null) return;
      event.preventDefault();
      open(marked.thing, { x: event.clientX, y: event.clientY }, focusableIn(marked.element));
    },
    { signal },
  );
  // A line, or one of two load balancers, has nothing else that a click could mean.
  host.addEventListener(
    'click',
    (event) => {
      const marked = markedAround(event.target);
      if (marked !== null && opensByClick(marked.thing)) open(marked.thing, below(marked.element), marked.element);
    },
    { signal },
  );
  // Not every system makes a contextmenu event of the keys for it.
  host.addEventListener(
    'keydown',
    (event) => {
      const isAsked = event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey);
      const marked = isAsked ? markedAround(event.target) : null;
      if (marked === null) return;
      event.preventDefault();
      open(marked.thing, below(marked.element), event.target instanceof Element ? event.target : null);
    },
    { signal },
  );
}

const opensByClick = (thing: Thing): boolean =>
  thing.kind === 'link' || (thing.kind === 'balancer' && thing.id !== null);

function listenForLongPress(host: HTMLElement, open: Gestures['openMenu'], signal: AbortSignal): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let from: Place = { x: 0, y: 0 };
  let lifted: ReturnType<typeof setTimeout> | undefined;
  let swallowing = new AbortController();
  const stop = (): void => clearTimeout(timer);
  /** The finger that lifts has pressed nothing: what was under it would take the focus, and the menu would close. */
  const swallowTheRest = (): void => {
    swallowing = new AbortController();
    const how = { capture: true, signal: AbortSignal.any([signal, swallowing.signal]) };
    for (const made of MADE_OF_A_PRESS) host.addEventListener(made, swallow, how);
  };
  host.addEventListener(
    'pointerdown',
    (event) => {
      stop();
      clearTimeout(lifted);
      swallowing.abort();
      const marked = event.pointerType === 'mouse' ? null : markedAround(event.target);
      if (marked === null) return;
      from = { x: event.clientX, y: event.clientY };
      timer = setTimeout(() => {
        open(marked.thing, from, focusableIn(marked.element));
        swallowTheRest();
      }, LONG_PRESS_MS);
    },
    { signal },
  );
  host.addEventListener(
    'pointermove',
    ({ clientX, clientY }) => {
      if (Math.hypot(clientX - from.x, clientY - from.y) > STILL_PX) stop();
    },
    { signal },
  );
  for (const end of ['pointerup', 'pointercancel'] as const)
    host.addEventListener(
      end,
      () => {
        stop();
        lifted = setTimeout(() => swallowing.abort(), LIFTED_MS);
      },
      { signal },
    );
  signal.addEventListener('abort', stop);
}

function swallow(event: Event): void {
  event.preventDefault();
  event.stopPropagation();
}

function listenForSelection(host: HTMLElement, lab: Lab, signal: AbortSignal): void {
  const isSelectable = (thing: Thing): boolean => thing.kind === 'server' || thing.kind === 'person';
  host.addEventListener(
    'click',
    (event) => {
      if (!event.ctrlKey && !event.metaKey && !event.shiftKey) return;
      const marked = markedAround(event.target);
      if (marked === null || !isSelectable(marked.thing)) return;
      swallow(event);
      const select = event.shiftKey ? extendedTo : toggled;
      lab.selectSeveral(select(marked.thing, lab.store.getState()));
    },
    { capture: true, signal },
  );
  host.addEventListener(
    'keydown',
    (event) => {
      if (event.key === 'Escape' && selectSeveral(lab.store.getState()).length > 0) {
        lab.selectSeveral([]);
        swallow(event);
        return;
      }
      const marked = event.shiftKey ? markedAround(event.target) : null;
      if (marked === null || !isSelectable(marked.thing)) return;
      if (event.key === ' ') {
        swallow(event);
        lab.selectSeveral(toggled(marked.thing, lab.store.getState()));
        return;
      }
      const step = STEPS[event.key];
      const next = step === undefined ? null : neighbour(host, marked, step);
      if (next === null) return;
      swallow(event);
      const { thing, element } = next;
      const state = lab.store.getState();
      const hasNone = selectSeveral(state).length === 0;
      // The first step selects where it starts as well.
      lab.selectSeveral(hasNone ? [marked.thing, thing] : extendedTo(thing, state));
      focusableIn(element)?.focus();
    },
    { signal },
  );
}

const STEPS: Readonly<Record<string, 1 | -1>> = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 };

/** The next or the previous thing of the same kind, as the picture has them. */
function neighbour(host: HTMLElement, { element, thing }: { element: Element; thing: Thing }, step: 1 | -1) {
  const all = [...host.querySelectorAll('[data-thing]')].filter((one) => markedAround(one)?.thing.kind === thing.kind);
  return markedAround(all[all.indexOf(element) + step] ?? null);
}

/** What of a thing can have the focus: itself, or the first control in it. */
function focusableIn(element: Element): HTMLElement | null {
  const isItself = element.matches('button, [tabindex]');
  const found = isItself ? element : element.querySelector('button, [tabindex]');
  return found instanceof HTMLElement || found instanceof SVGElement ? (found as HTMLElement) : null;
}
