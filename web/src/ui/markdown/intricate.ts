/** Enough for any message that people write; a tenth of what 20,000 characters could hold. */
const mostMarks = 2_000;
const deepestQuote = 30;

/**
 * Whether the text has so many marks that the parser, which is quadratic in unmatched ones, would hold up the page: 20,000 characters of
 * alternating asterisks and underscores take it two seconds. Such a text is shown as written. Marks in fenced code do not count.
 */
export function isIntricate(text: string): boolean {
  let marks = 0;
  let fence: Fence | null = null;
  for (const line of text.split("\n")) {
    if (fence !== null) {
      fence = closes(line, fence) ? null : fence;
      continue;
    }
    fence = fenceOf(line);
    marks += countMarks(line);
    if (marks > mostMarks || quoteDepth(line) > deepestQuote) {
      return true;
    }
  }
  return false;
}

interface Fence {
  readonly mark: string;
  readonly length: number;
}

/** Only a fence at the very start of a line: an indented one may belong to a list item and end with it. */
function fenceOf(line: string): Fence | null {
  const mark = line[0] ?? "";
  const length = mark === "`" || mark === "~" ? runLength(line, mark) : 0;
  const isCodeSpan = mark === "`" && line.includes("`", length);
  return length >= 3 && !isCodeSpan ? { mark, length } : null;
}

function closes(line: string, fence: Fence): boolean {
  const trimmed = line.trim();
  return runLength(trimmed, fence.mark) === trimmed.length && trimmed.length >= fence.length;
}

function runLength(text: string, mark: string): number {
  let length = 0;
  while (text[length] === mark) {
    length += 1;
  }
  return length;
}

function countMarks(line: string): number {
  let count = 0;
  for (const character of line) {
    if (character === "*" || character === "_" || character === "~" || character === "[") {
      count += 1;
    }
  }
  return count;
}

function quoteDepth(line: string): number {
  let depth = 0;
  for (const character of line) {
    if (character === ">") {
      depth += 1;
    } else if (character !== " ") {
      break;
    }
  }
  return depth;
}
