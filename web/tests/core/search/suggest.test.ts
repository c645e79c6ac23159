import { describe, expect, test } from "vitest";
import { type Known, suggest } from "../../../src/core/search/suggest";

const known: Known = {
  people: [
    { id: "1", value: "me", name: "you" },
    { id: "2", value: "ana", name: "Ana Lima" },
    { id: "3", value: "ben", name: "Ben Ray" },
  ],
  channels: [
    { id: "c1", value: "general", name: "#general" },
    { id: "c2", value: "gardens", name: "#gardens" },
    { id: "2", value: "@ana", name: "Ana Lima" },
  ],
  recent: ["blue door", "from:me boat"],
};
const values = (text: string, caret = text.length) => suggest(text, caret, known).map(({ value }) => value);

describe("suggestions", () => {
  test("An empty box offers what was searched for last", () => {
    expect(values("")).toEqual(["blue door", "from:me boat"]);
    expect(values("  ")).toEqual(["blue door", "from:me boat"]);
  });

  test("The beginning of an operator offers it", () => {
    expect(values("f")).toEqual(["from:"]);
    expect(values("blue ha")).toEqual(["has:file", "has:image", "has:link", "has:reaction", "has:pin"]);
    expect(values("-has:l")).toEqual(["-has:link"]);
    expect(values("door")).toEqual([]);
    expect(values("blue ")).toEqual([]);
    expect(values("has:link")).toEqual([]);
  });

  test("Behind from: stand people, by their names", () => {
    expect(values("from:")).toHaveLength(3);
    expect(values("from:lim")).toEqual(["from:ana"]);
    expect(values("-from:Ben")).toEqual(["-from:ben"]);
  });

  test("Behind in: stand channels, and people for direct ones", () => {
    expect(values("in:ga")[0]).toBe("in:gardens");
    expect(values("in:lima")).toEqual(["in:@ana"]);
  });

  test("What is chosen is put in the place of the word, and the rest stays", () => {
    expect(suggest("boat from:an -red", 12, known)[0]).toMatchObject({ text: "boat from:ana -red", caret: 14 });
    expect(suggest("boat ha", 7, known)[0]).toMatchObject({ text: "boat has:file ", caret: 14 });
    expect(suggest("boat fr", 7, known)[0]).toMatchObject({ text: "boat from:", caret: 10 });
  });

  test("In the middle of a word nothing is offered", () => {
    expect(values("from:ana", 3)).toEqual([]);
  });
});
