/**
 * Adding ISO 8601 durations to moments, in UTC.
 *
 * A month after 31 January is the last day of February: the earlier of the possible days,
 * because every use here ends a permission or a keeping.
 *
 * @module
 */

const dayMs = 86_400_000;
const form = /^P(?:(\d{1,4})Y)?(?:(\d{1,4})M)?(?:(\d{1,4})W)?(?:(\d{1,5})D)?$/;

interface Parts {
  readonly months: number;
  readonly days: number;
}

function parse(duration: string): Parts | undefined {
  const match = form.exec(duration);
  if (match === null) return undefined;
  const [years = 0, months = 0, weeks = 0, days = 0] = match.slice(1).map((n) => Number(n ?? 0));
  return { months: years * 12 + months, days: weeks * 7 + days };
}

/** Milliseconds since 1970 at the end of a duration that begins at `start`. Throws TypeError. */
export function addDuration(start: number, duration: string): number {
  const parts = parse(duration);
  if (parts === undefined) throw new TypeError("Cannot add: not a duration of whole days");
  const from = new Date(start);
  const to = new Date(start);
  to.setUTCMonth(from.getUTCMonth() + parts.months);
  if (to.getUTCDate() !== from.getUTCDate()) to.setUTCDate(0);
  return to.getTime() + parts.days * dayMs;
}

/** About how many days; 0 for text that is no duration. */
export function roughDays(duration: string): number {
  const parts = parse(duration);
  return parts === undefined ? 0 : Math.round(parts.months * 30.44) + parts.days;
}

/** The first moment after this UTC day (`2027-03-31`). */
export function endOfDay(day: string): number {
  return Date.parse(`${day}T00:00:00Z`) + dayMs;
}

/** The UTC day of a moment. */
export function dayOf(moment: number): string {
  return new Date(moment).toISOString().slice(0, 10);
}
