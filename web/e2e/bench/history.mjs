import { scrollUp } from "../support/scrolling.mjs";

const wheel = { steps: 300, by: 120 };
const flick = { steps: 150, by: 2_500 };

/** Scrolls up from the end, as a wheel does and then as fast as a flick, and at last to the very first message. */
export async function measureHistory(page, processor) {
  const slow = await processor.during(() => page.evaluate(scrollUp, wheel));
  const fast = await page.evaluate(scrollUp, flick);
  const toStart = await page.evaluate(scrollToStart);
  return {
    perFrameMs: slow.ms / (2 * wheel.steps),
    worstJumpPx: slow.result.worst,
    blankFrames: slow.result.blank + fast.blank + toStart.blank,
    frames: 2 * (wheel.steps + flick.steps) + toStart.frames,
    mostRows: Math.max(slow.result.mostRows, fast.mostRows, toStart.mostRows),
    heapMegabytes: await processor.heapMegabytes(),
  };
}

/** Runs in the page. */
async function scrollToStart() {
  const viewport = document.querySelector(".viewport");
  const seen = { frames: 0, blank: 0, mostRows: 0 };
  while (document.querySelector(".start-card") === null) {
    viewport.scrollTop = 0;
    await new Promise((resolve) => requestAnimationFrame(resolve));
    const { top, bottom } = viewport.getBoundingClientRect();
    const rows = [...document.querySelectorAll(".item")];
    seen.frames += 1;
    seen.mostRows = Math.max(seen.mostRows, rows.length);
    seen.blank += rows.some((row) => row.getBoundingClientRect().bottom > top && row.getBoundingClientRect().top < bottom) ? 0 : 1;
  }
  return seen;
}
