import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { Keywords } from "../../../src/core/mentions/keywords";
import { callsAll, mentionTokens } from "../../../src/core/mentions/mentionTokens";
import { parse } from "../../../src/ui/markdown/parse";
import { plainTexts } from "../../../src/ui/markdown/withMarks";

interface MentionVector {
  readonly text: string;
  readonly names: readonly string[];
  readonly channel?: boolean;
  readonly here?: boolean;
}

interface KeywordVector {
  readonly words: readonly string[];
  readonly text: string;
  readonly found: boolean;
}

const read = <T>(name: string): readonly T[] => JSON.parse(readFileSync(`../tests/vectors/${name}.json`, "utf8"));

// The server reads the same files (tests/Parley.Modules.Tests/Mentions).
test.each(read<MentionVector>("mentions").map((vector) => [vector.text, vector] as const))("Mentions in %j", (text, vector) => {
  const tokens = plainTexts(parse(text)).flatMap(mentionTokens);
  const names = tokens.filter((token) => callsAll(token) === null).map((token) => token.names[0]);

  expect({
    names: [...new Set(names)],
    channel: tokens.some((token) => callsAll(token) === "channel"),
    here: tokens.some((token) => callsAll(token) === "here"),
  }).toEqual({ names: vector.names, channel: vector.channel ?? false, here: vector.here ?? false });
});

test.each(read<KeywordVector>("keywords").map((vector) => [vector.words.join(", "), vector.text, vector] as const))(
  "Keywords %j in %j",
  (_words, text, vector) => {
    expect(new Keywords(vector.words).areIn(text)).toBe(vector.found);
  },
);
