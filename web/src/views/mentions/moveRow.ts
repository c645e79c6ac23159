/** Arrow keys, Home and End go through the rows of a list by their links. */
export function moveRow(event: KeyboardEvent): void {
  if (!(event.currentTarget instanceof HTMLElement) || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) {
    return;
  }
  const rows = [...event.currentTarget.querySelectorAll<HTMLElement>(".found-link")];
  const at = rows.indexOf(document.activeElement as HTMLElement);
  const next = at === -1 ? undefined : rows[targetOf(event.key, at, rows.length - 1)];
  if (next !== undefined) {
    event.preventDefault();
    next.focus();
    next.closest("li")?.scrollIntoView({ block: "nearest" });
  }
}

function targetOf(key: string, at: number, last: number): number {
  switch (key) {
    case "ArrowDown":
      return Math.min(at + 1, last);
    case "ArrowUp":
      return Math.max(at - 1, 0);
    case "Home":
      return 0;
    case "End":
      return last;
    default:
      return -1;
  }
}
