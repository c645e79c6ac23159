import { messages } from "./messages";

const timeOfDay = new Intl.DateTimeFormat(undefined, { hour: "numeric", minute: "2-digit" });
const day = new Intl.DateTimeFormat(undefined, { weekday: "long", month: "long", day: "numeric" });
const dayOfYear = new Intl.DateTimeFormat(undefined, { weekday: "long", year: "numeric", month: "long", day: "numeric" });
const full = new Intl.DateTimeFormat(undefined, { dateStyle: "full", timeStyle: "medium" });
const short = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short" });

const dayMs = 86_400_000;

export function formatTime(atMs: number): string {
  return timeOfDay.format(atMs);
}

/** The time of today; of an earlier day, with the day. */
export function formatWhen(atMs: number, nowMs: number): string {
  return new Date(atMs).toDateString() === new Date(nowMs).toDateString() ? formatTime(atMs) : formatShort(atMs);
}

export function formatFull(atMs: number): string {
  return full.format(atMs);
}

export function formatShort(atMs: number): string {
  return short.format(atMs);
}

export function formatDay(atMs: number, nowMs: number): string {
  const date = new Date(atMs);
  if (date.toDateString() === new Date(nowMs).toDateString()) {
    return messages.timeline.today;
  }
  if (date.toDateString() === new Date(nowMs - dayMs).toDateString()) {
    return messages.timeline.yesterday;
  }
  return date.getFullYear() === new Date(nowMs).getFullYear() ? day.format(date) : dayOfYear.format(date);
}
