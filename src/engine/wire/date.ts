/** The calendar of a run: its first moment is midnight UTC of 1 January 2026, a Thursday. Without `Date`, which the engine may not see. */

const START_S = 1_767_225_600;
const DAYS = ['Thu', 'Fri', 'Sat', 'Sun', 'Mon', 'Tue', 'Wed'] as const;
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;
const MONTH_DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;

/** Seconds since 1970 (a JWT NumericDate). */
export const epochSeconds = (us: number): number => START_S + Math.floor(us / 1e6);

/** An IMF-fixdate (RFC 9110 § 5.6.7). Years after 2026 are counted without leap days up to the first, 2028. */
export function dateOf(us: number): string {
  const seconds = Math.floor(us / 1e6);
  const days = Math.floor(seconds / 86_400);
  const year = 2026 + Math.floor(days / 365);
  let day = days % 365;
  let month = 0;
  while (day >= MONTH_DAYS[month]!) {
    day -= MONTH_DAYS[month]!;
    month += 1;
  }
  const clock = [seconds / 3600, seconds / 60, seconds].map((part, index) =>
    two(Math.floor(part) % (index === 0 ? 24 : 60)),
  );
  return `${DAYS[days % 7]}, ${two(day + 1)} ${MONTHS[month]} ${year} ${clock.join(':')} GMT`;
}

const two = (value: number): string => String(value).padStart(2, '0');
