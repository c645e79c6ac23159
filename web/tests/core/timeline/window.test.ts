import { expect, test } from "vitest";
import { around, atEnd, endRows, mostRows, movedDown, movedUp, sliceOf, step } from "../../../src/core/timeline/window";
import { seeded } from "../../support/random";

const rows = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => ({ order: from + index }));

test("The end shows the last rows, or all where there are few", () => {
  expect(sliceOf(rows(1, 500), atEnd(rows(1, 500)), true)).toEqual({ start: 500 - endRows, end: 500 });
  expect(sliceOf(rows(1, 5), atEnd(rows(1, 5)), true)).toEqual({ start: 0, end: 5 });
});

test("A window stands on its rows while older ones are added before them", () => {
  const window = around(rows(101, 300), 200);
  const before = sliceOf(rows(101, 300), window, false);
  const after = sliceOf(rows(1, 300), window, false);

  expect(after).toEqual({ start: before.start + 100, end: before.end + 100 });
});

test("A window that follows the end takes in what comes and drops the oldest past the most", () => {
  const window = atEnd(rows(1, 100));

  expect(sliceOf(rows(1, 120), window, true)).toEqual({ start: 100 - endRows, end: 120 });
  expect(sliceOf(rows(1, 400), window, true)).toEqual({ start: 400 - mostRows, end: 400 });
});

test("Moving up and down shifts by a step and never holds more than the most", () => {
  const list = rows(1, 1_000);
  const up = sliceOf(list, movedUp(list, { start: 500, end: 500 + mostRows }), false);
  const down = sliceOf(list, movedDown(list, { start: 500, end: 500 + mostRows }), false);

  expect(up).toEqual({ start: 500 - step, end: 500 - step + mostRows });
  expect(down).toEqual({ start: 500 + step, end: 500 + step + mostRows });
});

test("An empty list has an empty window", () => {
  expect(sliceOf([], atEnd([]), true)).toEqual({ start: 0, end: 0 });
  expect(sliceOf([], around([], 5), false)).toEqual({ start: 0, end: 0 });
});

test.each([1, 2, 3])("Any walk reaches both ends and never holds more than the most (seed %i)", (seed) => {
  const random = seeded(seed);
  const list = rows(1, 700);
  let slice = sliceOf(list, around(list, 1 + Math.floor(random() * 700)), false);
  const walk = (move: typeof movedUp) => {
    for (let moves = 0; moves < 100; moves += 1) {
      slice = sliceOf(list, move(list, slice), false);
      expect(slice.end - slice.start).toBeLessThanOrEqual(mostRows);
    }
  };
  walk(movedUp);
  expect(slice.start).toBe(0);
  walk(movedDown);
  expect(slice.end).toBe(700);
});
