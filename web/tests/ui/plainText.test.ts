import { describe, expect, test } from "vitest";
import { parse } from "../../src/ui/markdown/parse";
import { plainText } from "../../src/ui/markdown/plainText";

/** The plain text of a message, with brackets around each place of a word that was searched for. */
function shown(written: string, word = "\0"): string {
  const ranges = [...written.matchAll(new RegExp(word, "g"))].map(({ index }) => ({ start: index, length: word.length }));
  const plain = plainText(written, parse(written), ranges);
  let at = 0;
  let text = "";
  for (const { start, length } of plain.ranges) {
    text += `${plain.text.slice(at, start)}[${plain.text.slice(start, start + length)}]`;
    at = start + length;
  }
  return text + plain.text.slice(at);
}

describe("a message as plain text", () => {
  test.each([
    ["**bold** and _leaning_ and ~~gone~~ and `code`", "bold and leaning and gone and code"],
    ["# A heading\n\nand a sentence", "A heading\nand a sentence"],
    ["> quoted\n\nsaid", "quoted\nsaid"],
    ["- one\n- two\n  - three", "one\ntwo\nthree"],
    ["[the docs](https://example.org/docs)", "the docs"],
    ["https://example.org/docs", "https://example.org/docs"],
    ["```js\nlet a = 1;\n```\nafter", "let a = 1;\nafter"],
    ["| a | b |\n| - | - |\n| 1 | 2 |", "a b\n1 2"],
    ["one\ntwo", "one\ntwo"],
    ["1 \\* 2 &amp; 3", "1 * 2 & 3"],
    ["2 * 3 * 4 and snake_case_name", "2 * 3 * 4 and snake_case_name"],
    ["", ""],
  ])("%j reads %j", (written, plain) => {
    expect(shown(written)).toBe(plain);
  });

  test.each([
    ["**needle** in a `needle` of hay", "[needle] in a [needle] of hay"],
    ["- hay\n- needle", "hay\n[needle]"],
    ["```needle\nneedle\n```", "```[needle]\n[needle]\n```"],
    ["```js\nneedle()\n```", "[needle]()"],
    ["a \\* needle &amp; needle", "a * [needle] & [needle]"],
    ["> hay\n> needle\nhay", "hay\n[needle]\nhay"],
    ["| needle | b |\n| - | - |\n| 1 | needle |", "[needle] b\n1 [needle]"],
  ])("What matched in %j is told apart in %j", (written, plain) => {
    expect(shown(written, "needle")).toBe(plain);
  });

  test("What is found by what no reader sees stays as it was written", () => {
    expect(shown("[the docs](https://example.org/needle)", "needle")).toBe("[the docs](https://example.org/[needle])");
  });
});
