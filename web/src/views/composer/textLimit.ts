import { limits } from "../../contracts";

const warnWithin = 500;

function codePoints(text: string): number {
  let count = 0;
  for (const _ of text) {
    count += 1;
  }
  return count;
}

/** How many characters a message has too many; 0 when it fits. */
export function charactersOver(text: string): number {
  return text.length <= limits.messageCharacters ? 0 : Math.max(0, codePoints(text) - limits.messageCharacters);
}

/** How many characters are left, once they become few; null before. Negative: so many too many. */
export function charactersLeft(text: string): number | null {
  // Code points are at most as many as UTF-16 units, so a short text needs no count.
  if (text.length < limits.messageCharacters - warnWithin) {
    return null;
  }
  const left = limits.messageCharacters - codePoints(text);
  return left <= warnWithin ? left : null;
}
