const unitsMs: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000 };

/** `30m`, `2 h`, `1d` in milliseconds; null: no such length. */
export function lengthMs(text: string): number | null {
  const [, count, unit = ""] = /^([1-9][0-9]{0,2})\s*([mhd])(?:in|ours?|ays?)?$/u.exec(text.toLowerCase()) ?? [];
  return count === undefined ? null : Number(count) * (unitsMs[unit] ?? 0);
}

/** An emoji at the beginning is the status' own. */
export function statusOf(text: string): { readonly emoji: string | null; readonly text: string } {
  const [first] = new Intl.Segmenter().segment(text);
  const isEmoji = first !== undefined && /\p{Extended_Pictographic}|\p{Regional_Indicator}|\u20e3/u.test(first.segment);
  return isEmoji ? { emoji: first.segment, text: text.slice(first.segment.length).trim() } : { emoji: null, text };
}

/** The names that the text consists of, in lower case, with or without the sign before each; null: something else is in it. */
export function namesOf(text: string, sign: "@" | "#"): readonly string[] | null {
  const words = text.split(/[\s,]+/u).filter((word) => word !== "");
  const names = words.map((word) => (word.startsWith(sign) ? word.slice(1) : word).toLowerCase());
  return names.length > 0 && names.every((name) => /^[\p{L}\p{M}\p{N}._-]+$/u.test(name)) ? names : null;
}
