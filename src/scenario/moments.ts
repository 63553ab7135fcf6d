import { number } from './fields.ts';

/** 400 days: cookies live no longer in browsers (RFC 6265bis), and microseconds stay exact far beyond it. */
export const LONGEST_RUN_MS = 400 * 86_400_000;

/** A moment of a run, in ms from its start; fractions count down to the microsecond. */
export const momentMs = number({ min: 0, max: LONGEST_RUN_MS });
export const lengthMs = number({ min: 1, max: LONGEST_RUN_MS });
