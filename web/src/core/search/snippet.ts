import type { TextRangeDto } from "../../contracts";

export interface SnippetPart {
  readonly text: string;
  readonly isMatch: boolean;
}

/** So much of a text before the first match is shown. */
const lead = 60;

/** The part of a text around its first match, with the matches told apart. What is left out is marked by an ellipsis. */
export function snippet(text: string, ranges: readonly TextRangeDto[], most: number): readonly SnippetPart[] {
  const first = ranges[0]?.start ?? 0;
  const from = first <= lead ? 0 : wordBefore(text, first - lead);
  const to = Math.min(text.length, whole(text, from + most));
  const parts: SnippetPart[] = [];
  const add = (part: string, isMatch: boolean) => {
    if (part !== "") {
      parts.push({ text: part, isMatch });
    }
  };
  let at = from;
  add(from > 0 ? "…" : "", false);
  for (const { start, length } of ranges) {
    if (start >= to) {
      break;
    }
    add(text.slice(at, start), false);
    add(text.slice(start, Math.min(start + length, to)), true);
    at = Math.min(start + length, to);
  }
  add(text.slice(at, to), false);
  add(to < text.length ? "…" : "", false);
  return parts;
}

/** Behind the next space, where one is near, so that no word is cut. */
function wordBefore(text: string, at: number): number {
  const space = text.slice(at, at + 20).search(/\s/);
  return space === -1 ? whole(text, at) : at + space + 1;
}

/** Not in the middle of a surrogate pair. */
function whole(text: string, at: number): number {
  const unit = text.charCodeAt(at);
  return unit >= 0xdc00 && unit <= 0xdfff ? at + 1 : at;
}
