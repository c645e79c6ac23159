export interface LocalTime {
  /** The time of day there. */
  readonly time: string;
  /** How far their clock is ahead of the reader's; negative: behind. */
  readonly aheadMinutes: number;
}

/** What a clock shows where someone is; null where this browser does not know the name. */
export function localTimeIn(timeZone: string, nowMs: number, ownTimeZone?: string): LocalTime | null {
  try {
    const time = new Intl.DateTimeFormat(undefined, { timeZone, hour: "numeric", minute: "2-digit" }).format(nowMs);
    return { time, aheadMinutes: offsetMinutes(timeZone, nowMs) - offsetMinutes(ownTimeZone, nowMs) };
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
