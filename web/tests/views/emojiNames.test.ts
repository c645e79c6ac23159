import { beforeAll, describe, expect, test } from "vitest";
import { loadParser } from "../../src/ui/markdown/parser";
import { namesToEmoji } from "../../src/views/emoji/emojiNames";

beforeAll(() => loadParser());

const sent = (text: string, tone = 0) => namesToEmoji(text, tone, (name) => name === "ship");

describe("names between colons, at sending", () => {
  test.each([
    [":tada:", "🎉"],
    ["well done :tada: all", "well done 🎉 all"],
    [":tada::rocket:", "🎉🚀"],
    ["**:tada:** and _:heart:_", "**🎉** and _❤️_"],
    ["> :tada:", "> 🎉"],
    ["- one :+1:\n- two", "- one 👍\n- two"],
    ["(:tada:)", "(🎉)"],
  ])("%j is %j", (written, expected) => {
    expect(sent(written)).toBe(expected);
  });

  test.each([
    "`:tada:`",
    "```\n:tada:\n```",
    "https://example.org/:tada:/x",
    "[:tada:](https://example.org)",
    "12:30:45",
    "a:tada:",
    ":Tada:",
    ":no_such_name:",
    "\\:tada:",
    ":ship:",
    ":happy:",
  ])("%j stays as it was written", (written) => {
    expect(sent(written)).toBe(written);
  });

  test("The skin tone is the one that the person chose", () => {
    expect(sent(":+1: :tada:", 3)).toBe("👍🏽 🎉");
  });
});
