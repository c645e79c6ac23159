/** A name in a text that calls someone. */
export interface MentionToken {
  /** Where its `@` stands. */
  readonly from: number;
  readonly to: number;
  /** In lower case, without what ends a sentence: `ana` of `@ana.`, or the whole of it where that is a username. */
  readonly names: readonly string[];
}

const token = /@([a-z0-9._-]+)/giu;
const ofAddress = /[a-z0-9._\-@/+=&#%]/iu;

/**
 * `@name` in a text that stands outside code and links: no address, no path, no account elsewhere. The server finds the same ones, by
 * src/Parley.Modules/Mentions; both are held against tests/vectors/mentions.json.
 */
export function mentionTokens(text: string): readonly MentionToken[] {
  const tokens: MentionToken[] = [];
  for (const match of text.matchAll(token)) {
    const from = match.index;
    const to = from + match[0].length;
    const name = (match[1] ?? "").toLowerCase();
    const isAlone = (from === 0 || !ofAddress.test(text[from - 1] ?? "")) && text[to] !== "@";
    if (isAlone && /^[a-z0-9]/u.test(name)) {
      const trimmed = name.replace(/[._-]+$/u, "");
      tokens.push({ from, to, names: trimmed === name ? [name] : [name, trimmed] });
    }
  }
  return tokens;
}

export const channelWord = "channel";
export const hereWord = "here";

/** Whether the token calls everyone, or everyone who is online. */
export function callsAll({ names }: MentionToken): typeof channelWord | typeof hereWord | null {
  const name = names.at(-1);
  return name === channelWord || name === hereWord ? name : null;
}
