import { describe, expect, test } from "vitest";
import { parseCommand } from "../../../src/core/commands/command";
import { lengthMs, namesOf, statusOf } from "../../../src/core/commands/commandArguments";

describe("what is a command", () => {
  test.each([
    ["/away", { name: "away", rest: "" }],
    ["/Away", { name: "away", rest: "" }],
    ["/topic Deploys at noon", { name: "topic", rest: "Deploys at noon" }],
    ["/me  waves\nand goes ", { name: "me", rest: "waves\nand goes" }],
  ])("%j", (text, command) => {
    expect(parseCommand(text)).toEqual(command);
  });

  test.each(["", "/", "//away", " /away", "/etc/hosts", "/etc/hosts is gone", "/nonsense", "/awayish", "see /away", "/away!", "/away/x"])(
    "%j is a message",
    (text) => {
      expect(parseCommand(text)).toBeNull();
    },
  );
});

describe("for how long", () => {
  test.each([
    ["30m", 1_800_000],
    ["2 h", 7_200_000],
    ["1d", 86_400_000],
    ["45min", 2_700_000],
    ["3 Hours", 10_800_000],
  ])("%j", (text, ms) => {
    expect(lengthMs(text)).toBe(ms);
  });

  test.each(["", "0m", "-1h", "1", "h", "1w", "1000d", "1h30", "soon"])("%j is no length", (text) => {
    expect(lengthMs(text)).toBeNull();
  });
});

describe("a status", () => {
  test.each([
    ["at lunch", null, "at lunch"],
    ["🌴 on holiday", "🌴", "on holiday"],
    ["👩🏽‍💻", "👩🏽‍💻", ""],
    ["🇵🇱 in Poland", "🇵🇱", "in Poland"],
    ["1️⃣ first", "1️⃣", "first"],
    [":shipit: now", null, ":shipit: now"],
    [":) fine", null, ":) fine"],
    ["", null, ""],
  ])("%j", (text, emoji, words) => {
    expect(statusOf(text)).toEqual({ emoji, text: words });
  });
});

describe("names", () => {
  test.each([
    ["@ana", ["ana"]],
    ["@Ana, @ben cleo.b", ["ana", "ben", "cleo.b"]],
    ["@żaneta", ["żaneta"]],
  ])("%j", (text, names) => {
    expect(namesOf(text, "@")).toEqual(names);
  });

  test.each(["", " ", "@", "@ana @", "a/b", "#general"])("%j are none", (text) => {
    expect(namesOf(text, "@")).toBeNull();
  });
});
