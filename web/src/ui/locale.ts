export type ClockChoice = "auto" | "12h" | "24h";

/** How numbers, lists and times are written: as the language and its country do, by the clock that the person chose. */
let formats = formatsOf(undefined, "auto");

/** @param locale A language with or without a country; undefined: as the browser has it. */
export function setLocale(locale: string | undefined, clock: ClockChoice): void {
  formats = formatsOf(locale, clock);
}

export function formatNumber(value: number): string {
  return formats.number().format(value);
}

/** Names as a sentence has them: "Ana, Ben and Cleo". */
export function formatList(names: readonly string[]): string {
  return formats.list().format(names);
}

/** A length of time as hours and parts of them. */
export function formatHours(minutes: number): string {
  return formats.hours().format(minutes / 60);
}

/** @param timeZone undefined: where this device is. */
export function formatTime(atMs: number, timeZone?: string): string {
  return (timeZone === undefined ? formats.time() : formats.timeIn(timeZone)).format(atMs);
}

export function formatFull(atMs: number): string {
  return formats.full().format(atMs);
}

export function formatShort(atMs: number): string {
  return formats.short().format(atMs);
}

export function formatDate(atMs: number): string {
  return formats.date().format(atMs);
}

/** A day of this year needs no year. */
export function formatWeekday(atMs: number, withYear: boolean): string {
  return (withYear ? formats.dayOfYear() : formats.day()).format(atMs);
}

/** A day soon, and the time. */
export function formatComing(atMs: number): string {
  return formats.coming().format(atMs);
}

export type SizeUnit = "byte" | "kilobyte" | "megabyte" | "gigabyte" | "terabyte";

export function formatSize(value: number, unit: SizeUnit): string {
  return formats.size(unit).format(value);
}

function formatsOf(locale: string | undefined, clock: ClockChoice) {
  // "h23" writes midnight as 00:00, where "h24" would write 24:00.
  const cycle = clock === "auto" ? {} : ({ hourCycle: clock === "12h" ? "h12" : "h23" } as const);
  const dates = (options: Intl.DateTimeFormatOptions) => once(() => new Intl.DateTimeFormat(locale, { ...options, ...cycle }));
  return {
    number: once(() => new Intl.NumberFormat(locale)),
    list: once(() => new Intl.ListFormat(locale, { type: "conjunction" })),
    hours: once(() => new Intl.NumberFormat(locale, { style: "unit", unit: "hour", unitDisplay: "long", maximumFractionDigits: 2 })),
    time: dates({ hour: "numeric", minute: "2-digit" }),
    timeIn: (timeZone: string) => new Intl.DateTimeFormat(locale, { timeZone, hour: "numeric", minute: "2-digit", ...cycle }),
    full: dates({ dateStyle: "full", timeStyle: "medium" }),
    short: dates({ dateStyle: "medium", timeStyle: "short" }),
    date: dates({ dateStyle: "medium" }),
    coming: dates({ weekday: "long", day: "numeric", month: "long", hour: "numeric", minute: "2-digit" }),
    day: dates({ weekday: "long", month: "long", day: "numeric" }),
    dayOfYear: dates({ weekday: "long", year: "numeric", month: "long", day: "numeric" }),
    size: (unit: SizeUnit) =>
      new Intl.NumberFormat(locale, { style: "unit", unit, unitDisplay: unit === "byte" ? "long" : "short", maximumSignificantDigits: 3 }),
  };
}

/** Making one costs more than all that it formats on a page. */
function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
