/** Letters, digits and marks of scripts that part words by spaces: not Thai, Lao, Khmer, Myanmar, kana, Han or Hangul. */
const letter = /[\p{L}\p{Mn}\p{Mc}\p{Nd}]/u;
const unparted =
  /[\u0e00-\u0eff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff\u3005-\u4dbf\u4e00-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\uff66-\uffdc\u{1b000}-\u{1b16f}\u{20000}-\u{3ffff}]/u;

/**
 * The person's words that count as a mention. They are matched here and where the server answers with counts, by one rule: whatever their case, and not as a part
 * of a longer word. Held against tests/vectors/keywords.json, as the server's is.
 */
export class Keywords {
  readonly #words: readonly string[];

  constructor(words: readonly string[]) {
    this.#words = words.map(fold);
  }

  areIn(text: string): boolean {
    if (this.#words.length === 0) {
      return false;
    }
    const folded = fold(text);
    return this.#words.some((word) => isIn(folded, word));
  }
}

function isIn(text: string, word: string): boolean {
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    const end = at + word.length;
    if (!(isWordAt(word, 0) && isWordBefore(text, at)) && !(isWordBefore(word, word.length) && isWordAt(text, end))) {
      return true;
    }
  }
  return false;
}

/** By code point and without context, as the server does it: JavaScript's own would make two letters of one, and another sigma at the end of a word. */
function fold(text: string): string {
  let folded = "";
  for (const character of text) {
    const lower = character.toLowerCase();
    folded += lower.length === character.length ? lower : character;
  }
  return folded;
}

function isWordAt(text: string, at: number): boolean {
  return isWord(text.codePointAt(at));
}

function isWordBefore(text: string, at: number): boolean {
  const unit = text.charCodeAt(at - 1);
  const isLowSurrogate = unit >= 0xdc00 && unit <= 0xdfff;
  return at > 0 && isWord(text.codePointAt(isLowSurrogate && at > 1 ? at - 2 : at - 1));
}

function isWord(codePoint: number | undefined): boolean {
  if (codePoint === undefined) {
    return false;
  }
  const character = String.fromCodePoint(codePoint);
  return letter.test(character) && !unparted.test(character);
}
