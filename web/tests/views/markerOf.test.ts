import { expect, test } from "vitest";
import type { MemberDto, MessageMentions } from "../../src/contracts";
import { markerOf } from "../../src/views/mentions/markerOf";

const me = { id: "a1", username: "ann" };
const people = new Map(
  [
    ["a1", "ann", "Ann Lee"],
    ["b1", "bob.r", "Bob Ray"],
  ].map(([accountId = "", username, displayName]) => [accountId, { accountId, username, displayName } as MemberDto]),
);
const nobody: MessageMentions = { accountIds: null, channel: false, here: null };

function marks(text: string, mentions: Partial<MessageMentions>) {
  const shown: string[] = [];
  const found = markerOf({ ...nobody, ...mentions }, people, me, (accountId) => shown.push(accountId))(text);
  for (const { person } of found) {
    person?.show();
  }
  return { found: found.map(({ from, to, isMine, person }) => [text.slice(from, to), isMine, person?.name ?? null]), shown };
}

test("A name leads to whom it calls, one's own too", () => {
  expect(marks("@bob.r. and @ann, see", { accountIds: ["a1", "b1"] })).toEqual({
    found: [
      ["@bob.r", false, "Bob Ray"],
      ["@ann", true, "Ann Lee"],
    ],
    shown: ["b1", "a1"],
  });
});

test("A name that the server did not take for a call is a word", () => {
  expect(marks("@bob.r and @ann", { accountIds: ["a1"] }).found).toEqual([["@ann", true, "Ann Lee"]]);
});

test("Everyone is no one to show", () => {
  expect(marks("@channel and @here", { channel: true, here: ["b1"] })).toEqual({
    found: [
      ["@channel", true, null],
      ["@here", true, null],
    ],
    shown: [],
  });
});

test("Whoever is not in the workspace is neither marked nor shown", () => {
  expect(marks("@cleo and @bob.r", { accountIds: ["c1", "b1"] })).toEqual({ found: [["@bob.r", false, "Bob Ray"]], shown: ["b1"] });
});
