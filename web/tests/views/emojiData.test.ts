import { readFileSync } from "node:fs";
import { afterEach, describe, expect, test } from "vitest";
import polish from "../../src/views/emoji/emoji.pl.json";
import { emojiIn, emojiNamed, findEmoji, groupNames, labelOf, translateEmoji, withTone } from "../../src/views/emoji/emojiData";

const all = groupNames.flatMap((name) => emojiIn(name));
const known = new Set(readFileSync("../src/Parley.Modules/Reactions/emoji.txt", "utf8").split("\n").slice(1));

describe("the emoji of the picker", () => {
  test("The server takes each of them, with every skin tone", () => {
    const offered = all.flatMap((entry) => [0, 1, 2, 3, 4, 5].map((tone) => withTone(entry, tone)));

    expect(all.length).toBeGreaterThan(1_900);
    expect(offered.filter((emoji) => !known.has(emoji))).toEqual([]);
  });

  test("A tone is put where it belongs, and nowhere else", () => {
    const toned = (name: string) =>
      withTone(findEmoji(name, 1)[0] ?? { emoji: "", label: "", names: [], words: [], skins: { kind: "none" } }, 3);

    expect([toned("thumbsup"), toned("tada"), toned("point_up"), toned("people holding hands")]).toEqual([
      "👍🏽",
      "🎉",
      "☝🏽",
      "🧑🏽‍🤝‍🧑🏽",
    ]);
  });

  test("The name of an emoji is known whatever its tone", () => {
    expect([labelOf("👍"), labelOf("👍🏿"), labelOf("❤️")]).toEqual(["thumbs up", "thumbs up", "red heart"]);
  });
});

describe("searching", () => {
  const found = (typed: string) => findEmoji(typed, 10).map(({ emoji }) => emoji);

  test("A short name finds its emoji first", () => {
    expect([found("tada")[0], found("+1")[0], found("heart")[0], found(":rocket:")[0], found("Thumbs Up")[0]]).toEqual([
      "🎉",
      "👍",
      "❤️",
      "🚀",
      "👍",
    ]);
  });

  test("A keyword finds it too", () => {
    expect(found("lol")).toContain("😂");
  });

  test("All words have to fit", () => {
    expect(found("red heart")[0]).toBe("❤️");
    expect(found("red tada")).toEqual([]);
  });

  test("It gives no more than it was asked for", () => {
    expect(findEmoji("a", 12)).toHaveLength(12);
  });
});

describe("in Polish", () => {
  afterEach(() => translateEmoji(null));

  test("Emoji are found by their Polish and their English names, and say the Polish one", () => {
    translateEmoji(polish);
    const found = (typed: string) => findEmoji(typed, 20).map(({ emoji }) => emoji);

    expect(found("rakieta")).toContain("🚀");
    expect(found("rocket")[0]).toBe("🚀");
    expect(labelOf("🚀")).toBe("rakieta");
    expect(emojiNamed("rocket")?.emoji).toBe("🚀");
  });

  test("Every emoji has its Polish line", () => {
    for (const group of groupNames) {
      expect(polish[group].split("\n")).toHaveLength(emojiIn(group).length);
    }
  });
});

test("The server gives no emoji of a workspace a name that one of Unicode has", () => {
  const names = new Set(readFileSync("../src/Parley.Modules/CustomEmoji/shortNames.txt", "utf8").split("\n").slice(1));
  const own = all.flatMap((entry) => entry.names);

  expect(own.length).toBeGreaterThan(1_800);
  expect(own.filter((name) => !names.has(name))).toEqual([]);
});
