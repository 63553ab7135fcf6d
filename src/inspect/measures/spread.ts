/** Places for words that belong at these heights and must not stand on one another: moved apart, within the limits. */
export function spread(wanted: readonly number[], gap: number, top: number, foot: number): readonly number[] {
  // Of two at the same height the later one goes above: p99 stands over p95.
  const order = wanted.map((_, index) => index).sort((a, b) => (wanted[a] ?? 0) - (wanted[b] ?? 0) || b - a);
  const places = [...wanted];
  let lowest = top;
  for (const index of order) {
    places[index] = Math.max(lowest, wanted[index] ?? 0);
    lowest = (places[index] ?? 0) + gap;
  }
  let highest = foot;
  for (const index of order.reverse()) {
    places[index] = Math.min(highest, places[index] ?? 0);
    highest = (places[index] ?? 0) - gap;
  }
  return places;
}
