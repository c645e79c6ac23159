/** Moves the choice in a list with the arrow keys, around its ends. @returns Whether the key was one of them. */
export function moveOption(event: KeyboardEvent, index: number, count: number, setIndex: (index: number) => void): boolean {
  if (event.isComposing || event.altKey || (event.key !== "ArrowDown" && event.key !== "ArrowUp")) {
    return false;
  }
  event.preventDefault();
  if (count > 0) {
    setIndex((index + (event.key === "ArrowDown" ? 1 : count - 1)) % count);
  }
  return true;
}
