import type { QuietHoursDto, Weekday } from "../../contracts";

const daysOfWeek = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"] as const satisfies readonly Weekday[];
const shortDays = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];

/** Whether the moment is in the quiet hours. By the clock on the wall: they are shorter or longer on the night in which it is put forward or back. */
export function holdQuietHours(hours: QuietHoursDto, nowMs: number): boolean {
  const { day, minute } = wallClock(hours.timeZone, nowMs);
  const [from, to] = [minuteOf(hours.from), minuteOf(hours.to)];
  const beginsOn = (index: number) => {
    const name = daysOfWeek[(index + 7) % 7];
    return name !== undefined && hours.days.includes(name);
  };
  return from < to
    ? beginsOn(day) && minute >= from && minute < to
    : (beginsOn(day) && minute >= from) || (beginsOn(day - 1) && minute < to);
}

function minuteOf(time: string): number {
  const [hour, minute] = time.split(":").map(Number);
  return (hour ?? 0) * 60 + (minute ?? 0);
}

function wallClock(timeZone: string, nowMs: number): { readonly day: number; readonly minute: number } {
  const parts = new Map(
    formatOf(timeZone)
      .formatToParts(nowMs)
      .map(({ type, value }) => [type, value]),
  );
  return {
    day: shortDays.indexOf(parts.get("weekday") ?? ""),
    minute: Number(parts.get("hour")) * 60 + Number(parts.get("minute")),
  };
}

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const options = { weekday: "short", hour: "2-digit", minute: "2-digit", hourCycle: "h23" } as const;
  try {
    return new Intl.DateTimeFormat("en-US", { ...options, timeZone });
  } catch {
    // A name that is newer than this browser.
    return new Intl.DateTimeFormat("en-US", { ...options, timeZone: "UTC" });
  }
}
