import { expect, test } from "vitest";
import type { StoredItem } from "../../../src/core/channels/timelineItem";
import type { OutboxItem } from "../../../src/core/outbox/outboxItem";
import { beginsDay, continues, rowsOf } from "../../../src/core/timeline/rows";

const me = "me";

function stored(seq: number, authorId: string, minute: number): StoredItem {
  const postedAt = new Date(2026, 10, 22, 12, minute).toISOString();
  const message = {
    channelId: "c",
    seq,
    authorId,
    text: "",
    postedAt,
    clientMessageId: null,
    editedAt: null,
    deletedAt: null,
    threadSeq: null,
    alsoInChannel: null,
    thread: null,
    files: null,
    mentions: null,
    previews: null,
    pinnedBy: null,
    pinnedAt: null,
    reactions: [],
    reactionsSeq: 0,
  };
  return { kind: "message", seq, message };
}

const waiting: OutboxItem = {
  clientMessageId: "client-3",
  channelId: "c",
  text: "",
  reply: null,
  files: [],
  writtenAtMs: new Date(2026, 10, 22, 12, 3).getTime(),
  state: { name: "waiting" },
  arrivedSeq: null,
};

const sentElsewhere = () => undefined;

test("A message keeps its key when the server has stored it", () => {
  const [before] = rowsOf([], [waiting], sentElsewhere);
  const [after] = rowsOf([stored(3, me, 3)], [], (seq) => (seq === 3 ? "client-3" : undefined));

  expect(before?.key).toBe(after?.key);
});

test("A message is another row once it is known that another device sent it, and the same row as long as nothing changes", () => {
  const item = stored(3, me, 3);
  const [taken] = rowsOf([item], [], () => "client-3");
  const [known] = rowsOf([item], [], sentElsewhere);
  const [again] = rowsOf([item], [], sentElsewhere);

  expect([taken?.key, known?.key]).toEqual(["client-3", "3"]);
  expect(again).toBe(known);
});

test("What is not stored yet stands below what is", () => {
  const orders = rowsOf([stored(1, "ana", 1), stored(2, "ana", 2)], [waiting], sentElsewhere).map(({ order }) => order);

  expect(orders).toEqual(orders.toSorted((a, b) => a - b));
});

function joined(seq: number, accountId: string, actorId = accountId): StoredItem {
  return { kind: "system", seq, at: new Date(2026, 10, 22, 12, seq).toISOString(), actorId, change: { kind: "joined", accountId } };
}

test("People who joined one after the other share a line, and whom someone added another one", () => {
  const rows = rowsOf(
    [joined(1, "ana"), joined(2, "ben"), joined(3, "cleo", "ana"), joined(4, "dan", "ana"), stored(5, "ana", 5), joined(6, "eve")],
    [],
    sentElsewhere,
  );

  expect(rows.map((row) => (row.kind === "system" && row.change.kind === "joined" ? row.change.accountIds : row.kind))).toEqual([
    ["ana", "ben"],
    ["cleo", "dan"],
    "message",
    ["eve"],
  ]);
});

test("A line of joins stays the same row while nothing about it changes, and keeps its key when older ones come above it", () => {
  const [first, second, third] = [joined(1, "ana"), joined(2, "ben"), joined(3, "cleo")];
  const [before] = rowsOf([second, third], [], sentElsewhere);
  const [again] = rowsOf([second, third], [], sentElsewhere);
  const [longer] = rowsOf([first, second, third], [], sentElsewhere);

  expect(again).toBe(before);
  expect(longer).not.toBe(before);
  expect(longer?.key).toBe(before?.key);
});

test("Messages of one author within five minutes go on under one name", () => {
  const [first, second, other, late] = rowsOf(
    [stored(1, "ana", 0), stored(2, "ana", 4), stored(3, "ben", 4), stored(4, "ben", 9)],
    [],
    sentElsewhere,
  );

  expect(second !== undefined && continues(second, first, me)).toBe(true);
  expect(other !== undefined && continues(other, second, me)).toBe(false);
  expect(late !== undefined && continues(late, other, me)).toBe(false);
});

test("A day begins with its first row", () => {
  const [evening, night] = rowsOf([stored(1, "ana", 11 * 60 + 59), stored(2, "ana", 12 * 60)], [], sentElsewhere);

  expect(evening !== undefined && beginsDay(evening, undefined)).toBe(true);
  expect(night !== undefined && beginsDay(night, evening)).toBe(true);
});
