/** Where the names of events stand on the timeline, so that none stands on another. Pure; all lengths in pixels. */

export interface Placed<Event> {
  /** One, or several that are too close for a button each. */
  readonly events: readonly Event[];
  readonly x: number;
  /** On which side its words have room; none where only the tooltip has. */
  readonly words: 'right' | 'left' | 'none';
}

/** A button is so wide, so that a finger finds it. */
export const BUTTON_PX = 24;
const GAP_PX = 6;

export interface Spot<Event> {
  readonly event: Event;
  readonly x: number;
}

/** `widthOf`: the room that the words of one, or of a group, take beside their button. */
export function placeEvents<Event>(
  spots: readonly Spot<Event>[],
  trackPx: number,
  widthOf: (events: readonly Event[]) => number,
): readonly Placed<Event>[] {
  const groups = grouped([...spots].sort((a, b) => a.x - b.x));
  const placed: Placed<Event>[] = [];
  let taken = Number.NEGATIVE_INFINITY;
  groups.forEach(({ events, x }, index) => {
    const from = x - BUTTON_PX / 2;
    const to = x + BUTTON_PX / 2;
    const next = (groups[index + 1]?.x ?? Number.POSITIVE_INFINITY) - BUTTON_PX / 2 - GAP_PX;
    const width = widthOf(events);
    const fitsRight = to + width <= Math.min(next, trackPx);
    const fitsLeft = from - width >= Math.max(taken + GAP_PX, 0);
    const words = fitsRight ? 'right' : fitsLeft ? 'left' : 'none';
    placed.push({ events, x, words });
    taken = words === 'right' ? to + width : to;
  });
  return placed;
}

/** Neighbours whose buttons would overlap become one, at the place of the first. */
function grouped<Event>(spots: readonly Spot<Event>[]): readonly { readonly events: Event[]; readonly x: number }[] {
  const groups: { events: Event[]; x: number }[] = [];
  for (const { event, x } of spots) {
    const last = groups.at(-1);
    if (last !== undefined && x - last.x < BUTTON_PX) last.events.push(event);
    else groups.push({ events: [event], x });
  }
  return groups;
}
