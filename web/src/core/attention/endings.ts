/** For how long something said of oneself holds. */
export const endings = ["never", "30-minutes", "1-hour", "4-hours", "today", "this-week", "date"] as const;
export type Ending = (typeof endings)[number];

const minuteMs = 60_000;

/**
 * When it ends, by the clock of this device; null: never. Days end at midnight, the week with Sunday.
 * @param date `YYYY-MM-DD`, the last day on which it holds.
 */
export function endOf(ending: Ending, nowMs: number, date: string): string | null {
  switch (ending) {
    case "never":
      return null;
    case "30-minutes":
      return after(nowMs, 30 * minuteMs);
    case "1-hour":
      return after(nowMs, 60 * minuteMs);
    case "4-hours":
      return after(nowMs, 240 * minuteMs);
    case "today":
      return midnightAfter(new Date(nowMs), 1);
    case "this-week": {
      const now = new Date(nowMs);
      return midnightAfter(now, now.getDay() === 0 ? 1 : 8 - now.getDay());
    }
    case "date": {
      const [year, month, day] = date.split("-").map(Number);
      return year === undefined || month === undefined || day === undefined || Number.isNaN(year + month + day)
        ? null
        : midnightAfter(new Date(year, month - 1, day), 1);
    }
  }
}

function after(nowMs: number, lengthMs: number): string {
  return new Date(nowMs + lengthMs).toISOString();
}

// By the calendar, and not by 24 hours: a day may have 23 or 25.
function midnightAfter(day: Date, days: number): string {
  return new Date(day.getFullYear(), day.getMonth(), day.getDate() + days).toISOString();
}
