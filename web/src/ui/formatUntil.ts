import { formatComing, formatTime } from "./locale";

/** A moment to come: its time, and its day when that is not today. */
export function formatUntil(at: string): string {
  const moment = new Date(at);
  return moment.toDateString() === new Date().toDateString() ? formatTime(moment.getTime()) : formatComing(moment.getTime());
}
