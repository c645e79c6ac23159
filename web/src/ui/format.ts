import { formatShort, formatTime, formatWeekday } from "./locale";
import { messages } from "./messages";

export { formatFull, formatShort, formatTime } from "./locale";

const dayMs = 86_400_000;

/** The time of today; of an earlier day, with the day. */
export function formatWhen(atMs: number, nowMs: number): string {
  return new Date(atMs).toDateString() === new Date(nowMs).toDateString() ? formatTime(atMs) : formatShort(atMs);
}

export function formatDay(atMs: number, nowMs: number): string {
  const date = new Date(atMs);
  if (date.toDateString() === new Date(nowMs).toDateString()) {
    return messages.timeline.today;
  }
  if (date.toDateString() === new Date(nowMs - dayMs).toDateString()) {
    return messages.timeline.yesterday;
  }
  return formatWeekday(atMs, date.getFullYear() !== new Date(nowMs).getFullYear());
}
