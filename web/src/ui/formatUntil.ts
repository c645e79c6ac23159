const time = new Intl.DateTimeFormat(undefined, { timeStyle: "short" });
const dayAndTime = new Intl.DateTimeFormat(undefined, {
  weekday: "long",
  day: "numeric",
  month: "long",
  hour: "numeric",
  minute: "2-digit",
});

/** A moment to come: its time, and its day when that is not today. */
export function formatUntil(at: string): string {
  const moment = new Date(at);
  return (moment.toDateString() === new Date().toDateString() ? time : dayAndTime).format(moment);
}
