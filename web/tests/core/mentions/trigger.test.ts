import { expect, test } from "vitest";
import { complete, triggerAt } from "../../../src/core/mentions/trigger";

/** The caret stands at the bar. */
function at(written: string) {
  const caret = written.indexOf("|");
  return triggerAt(written.replace("|", ""), caret);
}

test.each([
  ["@|", "@", ""],
  ["hello @an|", "@", "an"],
  ["hello @an| and more", "@", "an"],
  ["(#gen|", "#", "gen"],
  ["你好@陈|", "@", "陈"],
  ["a `b` @an|", "@", "an"],
  ["```\ncode\n```\n@an|", "@", "an"],
  [":ro|", ":", "ro"],
  ["hello :thumbs_u|", ":", "thumbs_u"],
  [":+1|", ":", "+1"],
  ["(:uśm|", ":", "uśm"],
  ["👍:ta|", ":", "ta"],
])("%j offers names", (written, kind, typed) => {
  expect(at(written)).toMatchObject({ kind, typed });
});

test.each([
  "|",
  "hello|",
  "@ana |",
  "@ana smith|",
  "me@exam|",
  "https://example.com/@an|",
  "`@an|",
  "```\n@an|",
  "a#b|",
  `@${"x".repeat(50)}|`,
  "@an\n|",
  ":|",
  ":r|",
  ":D|",
  ":-)|",
  "12:30|",
  "at 12:30:45|",
  "note:this|",
  "https://ex|",
  ":smile:|",
  "::sm|",
  ": sm|",
  "`:smi|",
  "```\n:smi|",
])("%j offers nothing", (written) => {
  expect(at(written)).toBeNull();
});

test("The name takes the place of what was typed, with a space after it unless there is one", () => {
  const trigger = at("hello @an|, you");
  const before = at("@an| you");
  if (trigger === null || before === null) {
    throw new Error("Both are triggers.");
  }

  expect(complete("hello @an, you", trigger, "ana")).toEqual({ text: "hello @ana , you", caret: 11 });
  expect(complete("@an you", before, "ana")).toEqual({ text: "@ana you", caret: 5 });
});

test("An emoji takes the place of its colon, too", () => {
  const trigger = at("go :roc| now");
  expect(trigger).not.toBeNull();
  expect(trigger === null ? null : complete("go :roc now", trigger, "🚀")).toEqual({ text: "go 🚀 now", caret: 6 });
  expect(trigger === null ? null : complete("go :roc now", trigger, ":ship:")).toEqual({ text: "go :ship: now", caret: 10 });
});
