/** Scrolls as a wheel does, and after each step compares where a row in view is with where it was to be. Runs in the page. */
export async function scrollUp({ steps, by }) {
  const viewport = document.querySelector(".viewport");
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  const seen = { worst: 0, compared: 0, mostRows: 0, blank: 0 };
  for (let step = 0; step < steps; step += 1) {
    const { top, bottom } = viewport.getBoundingClientRect();
    const items = [...document.querySelectorAll(".item")];
    const row = items.find((item) => item.getBoundingClientRect().bottom > top + 200)?.querySelector("article, .system");
    viewport.scrollTop -= by;
    const before = row?.getBoundingClientRect().bottom ?? 0;
    await frame();
    await frame();
    if (row?.isConnected) {
      seen.worst = Math.max(seen.worst, Math.abs(row.getBoundingClientRect().bottom - before));
      seen.compared += 1;
    }
    const rows = [...document.querySelectorAll(".item")];
    seen.mostRows = Math.max(seen.mostRows, rows.length);
    const isBlank = !rows.some((item) => item.getBoundingClientRect().bottom > top && item.getBoundingClientRect().top < bottom);
    seen.blank += isBlank ? 1 : 0;
  }
  return seen;
}

/** Runs in the page. */
export function firstInView() {
  const { top } = document.querySelector(".viewport").getBoundingClientRect();
  const item = [...document.querySelectorAll(".item")].find((one) => one.getBoundingClientRect().bottom > top);
  return { key: item.dataset.key, top: item.getBoundingClientRect().bottom };
}

/** The texts of all messages in their order, scrolling to the channel's first: the page has only those near what is in view. Runs in the page. */
export async function readUp() {
  const viewport = document.querySelector(".viewport");
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  const keys = new Set();
  let texts = [];
  while (document.querySelector(".start-card") === null || viewport.scrollTop > 0) {
    look();
    viewport.scrollTop -= 600;
    await frame();
    await frame();
  }
  look();
  return texts;

  function look() {
    const fresh = [...document.querySelectorAll(".item")].filter((item) => !keys.has(item.dataset.key));
    for (const item of fresh) {
      keys.add(item.dataset.key);
    }
    texts = [...fresh.flatMap((item) => [...item.querySelectorAll("article .body")].map((body) => body.textContent.trim())), ...texts];
  }
}
