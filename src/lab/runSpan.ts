/** How much time the timeline shows: the scenario's own length, doubled whenever the run outgrows it. */
const SHORTEST_MS = 60_000;

export function runSpanMs(atMs: number, durationMs: number): number {
  let spanMs = Math.max(SHORTEST_MS, durationMs);
  while (atMs > spanMs) spanMs *= 2;
  return spanMs;
}
