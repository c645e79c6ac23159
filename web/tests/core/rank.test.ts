import { expect, test } from "vitest";
import { rank } from "../../src/core/rank";

const names = ["general", "announcements", "eng-platform", "eng-web", "engine-parts", "José Álvarez", "release-2026-11"];
const channels = names.map((name) => ({ id: name, name, unread: 0 }));
const ranked = (typed: string, recent: readonly string[] = [], unread: readonly string[] = []) =>
  rank(
    channels.map((channel) => ({ ...channel, unread: unread.includes(channel.id) ? 3 : 0 })),
    typed,
    recent,
    9,
  ).map(({ id }) => id);

test("Letters fit in their order, with starts of words first", () => {
  expect(ranked("engp")).toEqual(["eng-platform", "engine-parts"]);
  expect(ranked("ew")[0]).toBe("eng-web");
});

test("Accents and case are no matter", () => {
  expect(ranked("JOSE AL")).toEqual(["José Álvarez"]);
});

test("Without letters the unread come first, then the recent, newest first", () => {
  expect(ranked("", ["eng-web", "general"], ["announcements"]).slice(0, 3)).toEqual(["announcements", "eng-web", "general"]);
});

test("Of two that fit alike, the recent one comes first", () => {
  expect(ranked("eng", ["engine-parts"])[0]).toBe("engine-parts");
});

test("What does not fit is not there", () => {
  expect(ranked("xyz")).toEqual([]);
});

test("Ten thousand channels are ranked within a frame or two", () => {
  const many = Array.from({ length: 10_000 }, (_, index) => ({ id: String(index), name: `team-${index}-channel`, unread: 0 }));
  rank(many, "tc", [], 9);
  const before = performance.now();
  rank(many, "tc9", [], 9);

  expect(performance.now() - before).toBeLessThan(250);
});
