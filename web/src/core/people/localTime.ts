/** How far the clock where someone is is ahead of the reader's, in minutes; negative: behind; null where this browser does not know the zone's name. */
export function minutesAhead(timeZone: string, nowMs: number, ownTimeZone?: string): number | null {
  try {
    return offsetMinutes(timeZone, nowMs) - offsetMinutes(ownTimeZone, nowMs);
  } catch (error) {
    if (error instanceof RangeError) {
      return null;
    }
    throw error;
  }
}

/** Ahead of UTC: by the clock's own reading, taken as if it were UTC. */
function offsetMinutes(timeZone: string | undefined, nowMs: number): number {
  const parts = new Intl.DateTimeFormat("en-US", {
    ...(timeZone !== undefined && { timeZone }),
    calendar: "gregory",
    numberingSystem: "latn",
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
  }).formatToParts(nowMs);
  const value = (type: Intl.DateTimeFormatPartTypes) => Number(parts.find((part) => part.type === type)?.value);
  const reading = Date.UTC(value("year"), value("month") - 1, value("day"), value("hour"), value("minute"));
  return Math.round((reading - nowMs) / 60_000);
}
