import { expect, test } from "vitest";
import { pacedFrames } from "../../../src/core/connection/pacedFrames";
import { FakeClock } from "../../support/fakeClock";

/** A frame is drawn 10 ms after it was asked for. When, in milliseconds after the start, was what came shown, as a queue does that asks for one frame at a time? */
function shownAt(comeAt: readonly number[]): number[] {
  const clock = new FakeClock();
  const start = clock.nowMs();
  const shown: number[] = [];
  const schedule = pacedFrames((action) => clock.after(10, action), clock);
  let isAskedFor = false;
  let last = 0;
  for (const at of comeAt) {
    clock.advance(at - last);
    last = at;
    if (!isAskedFor) {
      isAskedFor = true;
      schedule(() => {
        isAskedFor = false;
        shown.push(clock.nowMs() - start);
      });
    }
  }
  clock.advance(1_000);
  return shown;
}

test("What comes now and then is shown with the next frame", () => {
  expect(shownAt([0, 300, 320, 340, 900, 920, 1_500])).toEqual([10, 310, 330, 350, 910, 930, 1_510]);
});

test("A stream is shown at once in its beginning, then ten times a second", () => {
  const every50ms = Array.from({ length: 12 }, (_, index) => index * 50);
  expect(shownAt(every50ms)).toEqual([10, 60, 110, 160, 210, 260, 370, 480, 590]);
});

test("After a stream what comes is shown with the next frame again", () => {
  const stream = Array.from({ length: 12 }, (_, index) => index * 50);
  expect(shownAt([...stream, 2_000]).at(-1)).toBe(2_010);
});
