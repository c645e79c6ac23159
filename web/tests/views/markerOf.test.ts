import { beforeAll, expect, test } from "vitest";
import type { MemberDto, MessageMentions } from "../../src/contracts";
import type { GroupDto } from "../../src/contracts/groups";
import { loadParser } from "../../src/ui/markdown/parser";
import { type MarkPlace, markerOf } from "../../src/views/mentions/markerOf";

const me = { id: "a1", username: "ann" };
const people = new Map(
  [
    ["a1", "ann", "Ann Lee"],
    ["b1", "bob.r", "Bob Ray"],
  ].map(([accountId = "", username, displayName]) => [accountId, { accountId, username, displayName } as MemberDto]),
);
const nobody: MessageMentions = { accountIds: null, groups: null, channel: false, here: null };

beforeAll(loadParser);

function groupsOf(all: Readonly<Record<string, readonly string[]>>): ReadonlyMap<string, GroupDto> {
  return new Map(Object.entries(all).map(([name, accountIds]) => [name, { name, accountIds, changedAt: "2026-11-22T12:00:00.000Z" }]));
}

/** What is marked in the text, which is the whole message unless that is given. */
function marks(text: string, mentions: Partial<MessageMentions>, more: Partial<MarkPlace> & { readonly whole?: string } = {}) {
  const shown: string[] = [];
  const { whole = text, ...known } = more;
  const place: MarkPlace = {
    me,
    people,
    groups: new Map(),
    showPerson: (accountId) => shown.push(accountId),
    showGroups: () => shown.push("groups"),
    ...known,
  };
  const found = markerOf({ mentions: { ...nobody, ...mentions }, text: whole }, place)(text);
  for (const { target } of found) {
    target?.show();
  }
  return { found: found.map(({ from, to, isMine, target }) => [text.slice(from, to), isMine, target?.title ?? null]), shown };
}

test("A name leads to whom it calls, one's own too", () => {
  expect(marks("@bob.r. and @ann, see", { accountIds: ["a1", "b1"] })).toEqual({
    found: [
      ["@bob.r", false, "Show the card of Bob Ray"],
      ["@ann", true, "Show the card of Ann Lee"],
    ],
    shown: ["b1", "a1"],
  });
});

test("A name that the server did not take for a call is a word", () => {
  expect(marks("@bob.r and @ann and @oncall", { accountIds: ["a1"] }, { groups: groupsOf({ oncall: ["a1"] }) }).found).toEqual([
    ["@ann", true, "Show the card of Ann Lee"],
  ]);
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
  expect(marks("@cleo and @bob.r", { accountIds: ["c1", "b1"] })).toEqual({
    found: [["@bob.r", false, "Show the card of Bob Ray"]],
    shown: ["b1"],
  });
});

test("A group leads to the groups and tells who is in it; it calls whoever of them the message calls", () => {
  const groups = groupsOf({ oncall: ["a1", "b1"], "deploys.eu": ["b1"] });
  const mentions = { accountIds: ["a1", "b1"], groups: ["deploys.eu", "oncall"] };

  expect(marks("@OnCall, and @deploys.eu.", mentions, { groups })).toEqual({
    found: [
      ["@OnCall", true, "Ann Lee and Bob Ray"],
      ["@deploys.eu", false, "Bob Ray"],
    ],
    shown: ["groups", "groups"],
  });
});

test("A group that has the reader does not call them where the message does not", () => {
  expect(marks("@oncall", { accountIds: ["b1"], groups: ["oncall"] }, { groups: groupsOf({ oncall: ["a1", "b1"] }) }).found).toEqual([
    ["@oncall", false, "Ann Lee and Bob Ray"],
  ]);
});

test("One's own name beside a group that one is not in does not make the group's name a call", () => {
  const mentions = { accountIds: ["a1", "b1"], groups: ["oncall"] };

  expect(marks("@oncall and @ann", mentions, { groups: groupsOf({ oncall: ["b1"] }) }).found).toEqual([
    ["@oncall", false, "Bob Ray"],
    ["@ann", true, "Show the card of Ann Lee"],
  ]);
});

test.each([
  ["@oncall look", true],
  ["@oncall look, and **@ann** too", false],
  ["> @ann said\n\n@oncall look at `@ann`", true],
])("Of a group that is not known it is told from the rest of the message whether it calls the reader: %j", (whole, isMine) => {
  expect(marks("@oncall look", { accountIds: ["a1", "b1"], groups: ["oncall"] }, { whole })).toEqual({
    found: [["@oncall", isMine, null]],
    shown: ["groups"],
  });
});

test("To a guest a group leads nowhere", () => {
  expect(marks("@oncall", { accountIds: ["a1"], groups: ["oncall"] }, { showGroups: null })).toEqual({
    found: [["@oncall", true, null]],
    shown: [],
  });
});

test("A username goes before a group of the same name", () => {
  const mentions = { accountIds: ["b1"], groups: ["bob.r"] };

  expect(marks("@bob.r", mentions, { groups: groupsOf({ "bob.r": ["a1"] }) })).toEqual({
    found: [["@bob.r", false, "Show the card of Bob Ray"]],
    shown: ["b1"],
  });
});

test("Of a large group the first people are told", () => {
  const many = Array.from({ length: 14 }, (_, at) => ({ accountId: `p${at}`, username: `p${at}`, displayName: `P${at}` }) as MemberDto);
  const place = {
    people: new Map(many.map((member) => [member.accountId, member])),
    groups: groupsOf({ team: many.map(({ accountId }) => accountId) }),
  };

  expect(marks("@team", { accountIds: ["p1"], groups: ["team"] }, place).found).toEqual([
    ["@team", false, "P0, P1, P2, P3, P4, P5, P6, P7, P8, and P9 …"],
  ]);
});
