/** What was done and what came of it, as buttons to go there: first to just before it, then to it. */
import type { ScaleLinear } from 'd3';
import { type RefObject, useLayoutEffect, useRef, useState } from 'react';
import type { Happening } from '../engine/index.ts';
import { selectAtMs } from '../lab/selectors.ts';
import { useLab, useLabState } from '../lab/useLab.ts';
import { seconds } from '../lab/wording.ts';
import { words } from '../language/words.ts';
import { Menu, MenuItem } from '../ui/Menu.tsx';
import { type Placed, placeEvents } from './placeEvents.ts';
import styles from './Timeline.module.css';
import { markShape, markText } from './timelineText.ts';

/** Lengths are reckoned at the usual size of type: where it is larger all of them grow with it. */
const USUAL_REM_PX = 16;
/** The words are set in one size; so wide is a letter of them, with some room. */
const LETTER_PX = 6.2;
const PADDING_PX = 10;
const SHAPES = { deadly: '▼', 'found-out': '◇', done: '▽' } as const;

export function TimelineEvents({ share }: { readonly share: ScaleLinear<number, number> }) {
  const list = useRef<HTMLUListElement>(null);
  const widthPx = useWidth(list);
  const marked = useLabState((state) => state.known.marked);
  const spots = marked.map((event) => ({ event, x: share(event.atMs) * widthPx }));
  const placed =
    widthPx === 0 ? [] : placeEvents(spots, widthPx, (events) => labelOf(events).length * LETTER_PX + PADDING_PX);
  return (
    <ul className={styles['events']} ref={list} aria-label={words.time.eventsList}>
      {placed.map((group) => (
        <li key={keyOf(group)} style={{ left: `${group.x / USUAL_REM_PX}rem` }} data-words={group.words}>
          {group.events.length === 1 ? <EventButton group={group} /> : <EventMenu group={group} />}
        </li>
      ))}
    </ul>
  );
}

function EventButton({ group }: { readonly group: Placed<Happening> }) {
  const [event] = group.events;
  const { name, isAhead, go, says } = useEvent(event as Happening);
  return (
    <button type="button" data-ahead={isAhead} aria-label={name} title={`${name}. ${says}`} onClick={go}>
      <Words group={group} />
    </button>
  );
}

function EventMenu({ group }: { readonly group: Placed<Happening> }) {
  const [first] = group.events;
  const isAhead = useLabState((state) => (first?.atMs ?? 0) > selectAtMs(state));
  const name = `${labelOf(group.events)}: ${group.events.map(nameOf).join(', ')}`;
  const trigger = (
    <button type="button" data-ahead={isAhead} aria-label={name} title={name}>
      <Words group={group} />
    </button>
  );
  return (
    <Menu trigger={trigger} side="top">
      {group.events.map((event) => (
        <EventItem key={`${event.atMs} ${markText(event)}`} event={event} />
      ))}
    </Menu>
  );
}

function EventItem({ event }: { readonly event: Happening }) {
  const { name, go, says } = useEvent(event);
  return (
    <MenuItem onSelect={go} says={says}>
      {name}
    </MenuItem>
  );
}

function Words({ group }: { readonly group: Placed<Happening> }) {
  return (
    <>
      <span aria-hidden="true">{SHAPES[markShape(mainOf(group.events))]}</span>
      {group.words === 'none' ? null : <small>{labelOf(group.events)}</small>}
    </>
  );
}

/** So close to a moment is at it: the engine's times are whole microseconds. */
const SAME_MS = 0.002;

function useEvent(event: Happening) {
  const lab = useLab();
  const { isAhead, isJustBefore } = useLabState((state) => {
    const leftMs = event.atMs - selectAtMs(state);
    return { isAhead: leftMs > 0, isJustBefore: leftMs > 0 && leftMs < SAME_MS };
  });
  const text = nameOf(event);
  const go = (): void => {
    const said = isJustBefore ? words.time.rightAfter(text) : words.time.justBefore(text);
    void lab.jumpTo(event.atMs, isJustBefore ? 'at' : 'before').then(() => lab.say({ kind: 'said', text: said }));
  };
  return { name: isAhead ? words.time.toCome(text) : text, isAhead, go, says: words.time.jump(isJustBefore) };
}

const nameOf = (event: Happening): string => words.time.at(markText(event), seconds(event.atMs));

/** Of several the one that matters most is named. */
const labelOf = (events: readonly Happening[]): string =>
  events.length === 1 ? markText(events[0] as Happening) : words.time.several(markText(mainOf(events)), events.length);

const mainOf = (events: readonly Happening[]): Happening =>
  (events.find((event) => markShape(event) === 'deadly') ?? events[0]) as Happening;

const keyOf = ({ events }: Placed<Happening>): string =>
  `${events[0]?.atMs} ${events.length} ${markText(events[0] as Happening)}`;

function useWidth(element: RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(0);
  useLayoutEffect(() => {
    if (element.current === null) return;
    const observer = new ResizeObserver(([entry]) => {
      const remPx = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
      setWidth(((entry?.contentRect.width ?? 0) * USUAL_REM_PX) / remPx);
    });
    observer.observe(element.current);
    return () => observer.disconnect();
  }, [element]);
  return width;
}
