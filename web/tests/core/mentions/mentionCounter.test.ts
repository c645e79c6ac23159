import { expect, test } from "vitest";
import { MentionCounter } from "../../../src/core/mentions/mentionCounter";

const nothingLoaded = () => [];

function counter(readSeq: number, seqs: readonly number[], head: number): MentionCounter {
  const made = new MentionCounter();
  made.restart(readSeq, seqs, head);
  return made;
}

test("A new message counts when it calls the person, and an edit when it does so first", () => {
  const counted = counter(10, [12], 15);
  counted.changed(16, 16, true);
  counted.changed(17, 17, false);
  counted.changed(18, 17, true);
  counted.changed(19, 17, true);

  expect(counted.count.value).toBe(3);
});

test("An edit that no longer calls the person, and a deletion, take their message out, loaded or not", () => {
  const counted = counter(10, [12, 13, 14], 15);
  counted.changed(16, 12, false);
  counted.changed(17, 13, false);

  expect([counted.count.value, counted.isStale]).toEqual([1, false]);
});

test("An answer that was read before events that are here does not take them back", () => {
  const counted = counter(10, [], 15);
  counted.changed(16, 16, true);
  counted.changed(17, 11, true);
  counted.changed(18, 12, false);
  counted.restart(10, [12], 15);

  expect(counted.count.value).toBe(2);
});

test("What was read counts no more, and again when the marker moves back, also what was posted or edited meanwhile", () => {
  const counted = counter(10, [12, 14], 15);
  counted.readTo(13, 15, nothingLoaded);
  expect([counted.count.value, counted.isStale]).toEqual([1, false]);
  counted.readTo(15, 15, nothingLoaded);
  counted.changed(16, 16, true);
  counted.changed(17, 13, true);
  counted.changed(18, 12, false);
  counted.readTo(18, 18, nothingLoaded);
  expect(counted.count.value).toBe(0);

  counted.readTo(10, 18, nothingLoaded);
  expect([counted.count.value, counted.isStale]).toEqual([3, false]);
});

test("A marker that moves back to where the server was not asked shows what is loaded, and asks", () => {
  const counted = counter(15, [], 15);
  counted.readTo(10, 15, (from, to) => [9, 11, 14, 16].filter((seq) => seq >= from && seq <= to));

  expect([counted.count.value, counted.isStale]).toEqual([2, true]);
});

test("What was not known is not needed once all is read, and asked for when the marker moves back to it", () => {
  const counted = counter(15, [], 15);
  counted.readTo(10, 15, nothingLoaded);
  counted.readTo(15, 15, nothingLoaded);
  expect([counted.count.value, counted.isStale]).toEqual([0, false]);

  counted.readTo(12, 15, nothingLoaded);
  expect(counted.isStale).toBe(true);
});

test("Of more than a thousand only the oldest are known, so what takes one away asks the server", () => {
  const seqs = Array.from({ length: 1_000 }, (_, index) => index + 1);
  const counted = counter(0, seqs, 5_000);
  counted.changed(5_001, 5_001, true);
  expect([counted.count.value, counted.isStale]).toEqual([1_000, false]);

  counted.changed(5_002, 3, false);
  expect(counted.isStale).toBe(true);
});
