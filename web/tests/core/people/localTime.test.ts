import { expect, test } from "vitest";
import { minutesAhead } from "../../../src/core/people/localTime";

const winter = Date.parse("2026-01-15T23:30:40Z");
const summer = Date.parse("2026-07-15T12:00:00Z");

test.each([
  ["Europe/Berlin", "Europe/Lisbon", winter, 60],
  ["Europe/Lisbon", "Europe/Berlin", winter, -60],
  ["Asia/Kolkata", "UTC", winter, 330],
  ["Pacific/Kiritimati", "Pacific/Niue", winter, 25 * 60],
  ["America/New_York", "UTC", winter, -300],
  ["America/New_York", "UTC", summer, -240],
  ["UTC", "UTC", summer, 0],
])("%s is ahead of %s by the clocks of the day", (theirs, own, nowMs, minutes) => {
  expect(minutesAhead(theirs, nowMs, own)).toBe(minutes);
});

test("A name that this browser does not know has no clock", () => {
  expect(minutesAhead("Europe/Atlantis", winter)).toBeNull();
});
