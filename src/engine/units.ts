/**
 * Milliseconds, as scenarios, actions and recordings give them, into the engine's whole microseconds: rounded to the
 * nearest, here and nowhere else. So 0.0004 ms is no time at all, and 1.001 ms is 1001 µs although 1.001 × 1000 is a bit
 * less.
 */
export const usOf = (ms: number): number => Math.round(ms * 1000);
