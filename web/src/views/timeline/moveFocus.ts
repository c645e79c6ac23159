import type { Scroller } from "./Scroller";

/** Up and down move from message to message; the feed is one stop of the Tab key. */
export function moveFocus(event: KeyboardEvent, scroller: Scroller, composerId: string): void {
  const { target } = event;
  if (!(target instanceof HTMLElement) || target.tagName !== "ARTICLE" || event.altKey || event.ctrlKey || event.metaKey) {
    return;
  }
  if (event.key === "End") {
    event.preventDefault();
    scroller.toEnd();
    document.getElementById(composerId)?.focus({ preventScroll: true });
  } else if (event.key === "ArrowUp" || event.key === "ArrowDown") {
    event.preventDefault();
    const next = event.key === "ArrowDown" ? document.getElementById(composerId) : null;
    (neighbour(target, event.key === "ArrowUp" ? "previousElementSibling" : "nextElementSibling") ?? next)?.focus();
  }
}

function neighbour(article: HTMLElement, side: "previousElementSibling" | "nextElementSibling"): HTMLElement | null {
  let item = article.closest("[data-key]")?.[side] ?? null;
  while (item !== null) {
    const next = item.querySelector<HTMLElement>("article");
    if (next !== null) {
      return next;
    }
    item = item[side];
  }
  return null;
}
