/** A click that means the link itself. One with a modifier, or of another button, is the browser's: it opens a tab, or saves. */
export function isPlainClick(event: MouseEvent): boolean {
  return event.button === 0 && !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
}
