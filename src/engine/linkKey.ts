/** How a link among servers and parts of the store is written down in `World.cuts`. */

/** A server by its row, a part of the store by its id. */
export type LinkEnd = number | string;

/** The same in both directions. */
export function linkKey(a: LinkEnd, b: LinkEnd): string {
  const [x, y] = [String(a), String(b)];
  return x < y ? `${x} ${y}` : `${y} ${x}`;
}
