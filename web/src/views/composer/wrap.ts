export interface Marked {
  readonly text: string;
  /** The selection afterwards: what was selected before. */
  readonly start: number;
  readonly end: number;
}

/** Puts a mark around the selection, or takes it away where it is. Code over several lines becomes a block. */
export function wrap(text: string, start: number, end: number, mark: string): Marked {
  const selected = text.slice(start, end);
  if (mark === "`" && selected.includes("\n")) {
    return insert(text, start, end, "```\n", "\n```");
  }
  const isMarked = text.slice(start - mark.length, start) === mark && text.slice(end, end + mark.length) === mark;
  if (isMarked) {
    return {
      text: text.slice(0, start - mark.length) + selected + text.slice(end + mark.length),
      start: start - mark.length,
      end: end - mark.length,
    };
  }
  return insert(text, start, end, mark, mark);
}

function insert(text: string, start: number, end: number, before: string, after: string): Marked {
  return {
    text: text.slice(0, start) + before + text.slice(start, end) + after + text.slice(end),
    start: start + before.length,
    end: end + before.length,
  };
}
