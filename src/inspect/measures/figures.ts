/** Numbers as the charts write them. */
import { format } from 'd3';

const grouped = format(',.0f');
const oneDecimal = format(',.1f');

/** Three figures at the most: 1,234 · 12.3 · 0.25 */
export function figure(value: number): string {
  if (Number.isInteger(value) || Math.abs(value) >= 100) return grouped(value);
  return Math.abs(value) >= 1 ? oneDecimal(value) : format('.2~f')(value);
}

export const percent = (ratio: number): string => oneDecimal(ratio * 100);

/** "480", "1.2" with k or M behind it: for large amounts where there is little room. */
export const large = (value: number): string => (value < 10_000 ? figure(value) : format('.3~s')(value));

/** The same where two stand side by side: "9.7k" */
export const bytesText = (value: number): string => (value < 1000 ? figure(Math.round(value)) : format('.2~s')(value));

/** "94–100", or one number where both are written the same. */
export const range = (low: string, high: string): string => (low === high ? low : `${low}–${high}`);
