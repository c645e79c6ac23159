import type { Clock } from "../clock";

/** After so many in a row, with no more than this between them, what comes is a stream and not a conversation. */
const stream = 5;
const streamGapMs = 200;
/** While it lasts, what it brings is shown ten times a second, and the frames between are for the person's own keys and wheel. */
const pauseMs = 100;

/** @returns Like `nextFrame`; in a stream of calls, not before a moment after the one before. */
export function pacedFrames(nextFrame: (action: () => void) => void, clock: Clock): (action: () => void) => void {
  let lastMs = Number.NEGATIVE_INFINITY;
  let inARow = 0;
  return (action) => {
    const run = () => {
      const nowMs = clock.nowMs();
      inARow = nowMs - lastMs <= streamGapMs ? inARow + 1 : 0;
      lastMs = nowMs;
      action();
    };
    const waitMs = inARow < stream ? 0 : lastMs + pauseMs - clock.nowMs();
    if (waitMs > 0) {
      clock.after(waitMs, () => nextFrame(run));
    } else {
      nextFrame(run);
    }
  };
}
