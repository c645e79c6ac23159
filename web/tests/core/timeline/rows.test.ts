import { expect, test } from "vitest";
import type { StoredItem } from "../../../src/core/channels/timelineItem";
import type { OutboxItem } from "../../../src/core/outbox/outboxItem";
import { beginsDay, continues, rowsOf } from "../../../src/core/timeline/rows";

const me = "me";

function stored(seq: number, authorId: string, minute: number): StoredItem {
  const postedAt = new Date(2026, 10, 22, 12, minute).toISOString();
  const message = { channelId: "c", seq, authorId, text: "", postedAt, clientMessageId: `client-${seq}`, editedAt: null, deletedAt: null };
  return { kind: "message", seq, message };
}

const waiting: OutboxItem = {
  clientMessageId: "client-3",
  channelId: "c",
  text: "",
  writtenAtMs: new Date(2026, 10, 22, 12, 3).getTime(),
  state: { name: "waiting" },
};

test("A message keeps its key when the server has stored it", () => {
  const [before] = rowsOf([], [waiting], me);
  const [after] = rowsOf([stored(3, me, 3)], [], me);

  expect(before?.key).toBe(after?.key);
});

test("What is not stored yet stands below what is", () => {
  const orders = rowsOf([stored(1, "ana", 1), stored(2, "ana", 2)], [waiting], me).map(({ order }) => order);

  expect(orders).toEqual(orders.toSorted((a, b) => a - b));
});

test("Messages of one author within five minutes go on under one name", () => {
  const [first, second, other, late] = rowsOf([stored(1, "ana", 0), stored(2, "ana", 4), stored(3, "ben", 4), stored(4, "ben", 9)], [], me);

  expect(second !== undefined && continues(second, first, me)).toBe(true);
  expect(other !== undefined && continues(other, second, me)).toBe(false);
  expect(late !== undefined && continues(late, other, me)).toBe(false);
});

test("A day begins with its first row", () => {
  const [evening, night] = rowsOf([stored(1, "ana", 11 * 60 + 59), stored(2, "ana", 12 * 60)], [], me);

  expect(evening !== undefined && beginsDay(evening, undefined)).toBe(true);
  expect(night !== undefined && beginsDay(night, evening)).toBe(true);
});
