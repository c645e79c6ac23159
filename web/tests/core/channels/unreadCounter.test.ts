import { expect, test } from "vitest";
import { type LoadedMessages, UnreadCounter } from "../../../src/core/channels/unreadCounter";
import { seeded } from "../../support/random";

const nothingLoaded: LoadedMessages = { countOthers: () => null, isByMe: () => null };

test("Messages of others count, one's own do not", () => {
  const counter = new UnreadCounter();
  counter.restart(10, 2, 12);
  counter.posted(13, false);
  counter.posted(14, true);

  expect(counter.count.value).toBe(3);
});

test("Events that the server has counted already are not counted again", () => {
  const counter = new UnreadCounter();
  counter.restart(10, 2, 12);
  counter.posted(12, false);

  expect(counter.count.value).toBe(2);
});

test("Reading to the head leaves nothing unread", () => {
  const counter = new UnreadCounter();
  counter.restart(10, 2, 12);
  counter.posted(13, false);
  counter.readTo(13, 13, nothingLoaded);

  expect(counter.count.value).toBe(0);
});

test("A message that is deleted unread no longer counts", () => {
  const counter = new UnreadCounter();
  counter.restart(10, 0, 10);
  counter.posted(11, false);
  counter.deleted(12, 11, nothingLoaded);

  expect(counter.count.value).toBe(0);
});

test("A deletion among messages that nobody loaded asks the server again", () => {
  const counter = new UnreadCounter();
  counter.restart(10, 5, 20);
  counter.deleted(21, 15, nothingLoaded);

  expect(counter.isStale).toBe(true);
});

test("A marker that moves back over messages that are not loaded asks the server again", () => {
  const counter = new UnreadCounter();
  counter.restart(20, 0, 20);
  counter.readTo(5, 20, nothingLoaded);

  expect(counter.isStale).toBe(true);
});

test.each([1, 2, 3, 4, 5, 6])("The count is that of a recount, after any operations (seed %i)", (seed) => {
  const random = seeded(seed);
  const messages = new Map<number, { isByMe: boolean; isDeleted: boolean }>();
  let head = 0;
  let readSeq = 0;
  const countOthers = (from: number, to: number) =>
    [...messages].filter(([seq, message]) => seq >= from && seq <= to && !message.isByMe && !message.isDeleted).length;
  const loaded: LoadedMessages = { countOthers, isByMe: (seq) => messages.get(seq)?.isByMe ?? null };
  const counter = new UnreadCounter();
  counter.restart(0, 0, 0);
  for (let step = 0; step < 2_000; step += 1) {
    const choice = random();
    if (choice < 0.6 || messages.size === 0) {
      head += 1;
      const isByMe = random() < 0.3;
      messages.set(head, { isByMe, isDeleted: false });
      counter.posted(head, isByMe);
    } else if (choice < 0.75) {
      const [seq, message] = [...messages][Math.floor(random() * messages.size)] ?? [0, undefined];
      if (message !== undefined && !message.isDeleted) {
        head += 1;
        counter.deleted(head, seq, loaded);
        message.isDeleted = true;
      }
    } else if (choice < 0.95) {
      readSeq = Math.floor(random() * (head + 1));
      counter.readTo(readSeq, head, loaded);
    } else {
      counter.restart(readSeq, countOthers(readSeq + 1, head), head);
    }
    expect(counter.count.value).toBe(Math.min(1_000, countOthers(readSeq + 1, head)));
  }
});
