import { expect, test } from "vitest";
import { endOf } from "../../../src/core/attention/endings";

const at = (...local: [number, number, number, number, number]) => new Date(...local).getTime();
const iso = (...local: [number, number, number]) => new Date(...local).toISOString();

test("minutes and hours are by the clock", () => {
  const nowMs = Date.parse("2026-11-23T10:00:00.000Z");
  expect(endOf("30-minutes", nowMs, "")).toBe("2026-11-23T10:30:00.000Z");
  expect(endOf("1-hour", nowMs, "")).toBe("2026-11-23T11:00:00.000Z");
  expect(endOf("4-hours", nowMs, "")).toBe("2026-11-23T14:00:00.000Z");
  expect(endOf("never", nowMs, "")).toBeNull();
});

test("a day ends at its midnight", () => {
  expect(endOf("today", at(2026, 10, 23, 0, 0), "")).toBe(iso(2026, 10, 24));
  expect(endOf("today", at(2026, 10, 23, 23, 59), "")).toBe(iso(2026, 10, 24));
  expect(endOf("today", at(2026, 11, 31, 12, 0), "")).toBe(iso(2027, 0, 1));
});

test("a week ends with its Sunday", () => {
  expect(endOf("this-week", at(2026, 10, 23, 9, 0), "")).toBe(iso(2026, 10, 30));
  expect(endOf("this-week", at(2026, 10, 28, 9, 0), "")).toBe(iso(2026, 10, 30));
  expect(endOf("this-week", at(2026, 10, 29, 9, 0), "")).toBe(iso(2026, 10, 30));
});

test("a chosen day is the last one", () => {
  expect(endOf("date", 0, "2026-12-24")).toBe(iso(2026, 11, 25));
  expect(endOf("date", 0, "")).toBeNull();
});

test("a day of 23 or 25 hours ends at its midnight too", () => {
  const before = process.env["TZ"];
  process.env["TZ"] = "Europe/Lisbon";
  try {
    expect(endOf("today", Date.parse("2026-03-29T10:00:00Z"), "")).toBe("2026-03-29T23:00:00.000Z");
    expect(endOf("today", Date.parse("2026-10-25T10:00:00Z"), "")).toBe("2026-10-26T00:00:00.000Z");
  } finally {
    process.env["TZ"] = before;
  }
});
