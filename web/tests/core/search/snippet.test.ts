import { describe, expect, test } from "vitest";
import { snippet } from "../../../src/core/search/snippet";

const show = (text: string, ranges: readonly { start: number; length: number }[], most = 100) =>
  snippet(text, ranges, most)
    .map(({ text: part, isMatch }) => (isMatch ? `[${part}]` : part))
    .join("");

describe("a snippet", () => {
  test("A short text is whole, with its matches told apart", () => {
    expect(
      show("the blue door is blue", [
        { start: 4, length: 4 },
        { start: 17, length: 4 },
      ]),
    ).toBe("the [blue] door is [blue]");
    expect(show("nothing", [])).toBe("nothing");
    expect(show("", [])).toBe("");
  });

  test("Of a long one the part around the first match is left", () => {
    const text = `${"before ".repeat(40)}needle ${"after ".repeat(40)}`;
    const shown = show(text, [{ start: 280, length: 6 }]);
    expect(shown).toMatch(/^…before .*before \[needle\] after .*…$/);
    expect(shown.length).toBeLessThan(110);
  });

  test("No character is cut in two, and a match is cut with the text", () => {
    const text = "🎉".repeat(200);
    for (let most = 20; most < 30; most += 1) {
      expect(show(text, [{ start: 300, length: 2 }], most).isWellFormed()).toBe(true);
    }
    expect(show("a".repeat(50), [{ start: 0, length: 50 }], 20)).toBe(`[${"a".repeat(20)}]…`);
  });
});
