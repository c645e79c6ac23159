import type { Gap } from "./eventOrder";

/** Past this the lines that a page leaves out are not asked for: a channel that a thousand people joined would cost more to show than it tells. */
const longestSpan = 400;

/**
 * A page of messages leaves out seqs that are other events: joins, edits, new topics. The smallest range that holds all of them,
 * or null when there are none.
 */
export function holesBetween(messageSeqs: readonly number[], from: number, to: number): Gap | null {
  const first = firstHole(messageSeqs, from, to);
  const last = lastHole(messageSeqs, from, to);
  if (first === null || last === null) {
    return null;
  }
  return { from: Math.max(first, last - longestSpan + 1), to: last };
}

function firstHole(seqs: readonly number[], from: number, to: number): number | null {
  let expected = from;
  for (const seq of seqs) {
    if (seq !== expected) {
      return expected;
    }
    expected += 1;
  }
  return expected <= to ? expected : null;
}

function lastHole(seqs: readonly number[], from: number, to: number): number | null {
  let expected = to;
  for (const seq of seqs.toReversed()) {
    if (seq !== expected) {
      return expected;
    }
    expected -= 1;
  }
  return expected >= from ? expected : null;
}
