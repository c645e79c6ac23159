import data from "./emoji.json";

/** How skin tones are put into an emoji; none where it takes none. */
type Skins = { readonly kind: "none" | "first" | "each" } | { readonly kind: "listed"; readonly five: readonly string[] };

export interface EmojiEntry {
  readonly emoji: string;
  readonly label: string;
  /** Short names, then what else it stands for. */
  readonly words: readonly string[];
  readonly skins: Skins;
}

export type GroupName = keyof typeof data;

export const groupNames = Object.keys(data) as readonly GroupName[];

const byGroup = new Map(groupNames.map((name) => [name, data[name].split("\n").map(entryOf)]));
const all = [...byGroup.values()].flat();
const tones = ["\u{1F3FB}", "\u{1F3FC}", "\u{1F3FD}", "\u{1F3FE}", "\u{1F3FF}"];

export function emojiIn(group: GroupName): readonly EmojiEntry[] {
  return byGroup.get(group) ?? [];
}

/** @param tone 0: as it is, 1 (light) to 5 (dark). */
export function withTone({ emoji, skins }: EmojiEntry, tone: number): string {
  const sign = tones[tone - 1];
  if (sign === undefined) {
    return emoji;
  }
  switch (skins.kind) {
    case "none":
      return emoji;
    case "first":
      return emoji.replace(/\p{Emoji_Modifier_Base}\uFE0F?/u, (base) => toned(base, sign));
    case "each":
      return emoji.replace(/\p{Emoji_Modifier_Base}\uFE0F?/gu, (base) => toned(base, sign));
    case "listed":
      return skins.five[tone - 1] ?? emoji;
  }
}

/** Those that fit all of the typed words, by their short names first; in the order of Unicode where they fit equally well. */
export function findEmoji(typed: string, most: number): readonly EmojiEntry[] {
  const wanted = typed.toLowerCase().replaceAll(":", " ").trim().split(/\s+/);
  const found: { readonly entry: EmojiEntry; readonly points: number }[] = [];
  for (const entry of all) {
    const points = wanted.reduce((sum, word) => sum + pointsOf(entry, word), 0);
    if (Number.isFinite(points)) {
      found.push({ entry, points });
    }
  }
  found.sort((a, b) => b.points - a.points);
  return found.slice(0, most).map(({ entry }) => entry);
}

const labels = new Map<string, string>();

/** The name of an emoji, whatever its skin tone. */
export function labelOf(emoji: string): string {
  if (labels.size === 0) {
    for (const entry of all) {
      labels.set(bare(entry.emoji), entry.label);
    }
  }
  return labels.get(bare(emoji)) ?? emoji;
}

function pointsOf({ emoji, label, words }: EmojiEntry, word: string): number {
  if (words[0] === word || label === word || emoji === word) {
    return 5;
  }
  if (words.includes(word)) {
    return 4;
  }
  if (words[0]?.startsWith(word) === true || label.startsWith(word)) {
    return 3;
  }
  if (label.split(" ").some((part) => part.startsWith(word))) {
    return 2;
  }
  return words.some((one) => one.split("_").some((part) => part.startsWith(word))) ? 1 : Number.NEGATIVE_INFINITY;
}

function entryOf(line: string): EmojiEntry {
  const [emoji = "", label = "", words = "", skins = ""] = line.split("\t");
  return { emoji, label, words: words.split(" "), skins: skinsOf(skins) };
}

function skinsOf(text: string): Skins {
  switch (text) {
    case "":
      return { kind: "none" };
    case "1":
      return { kind: "first" };
    case "2":
      return { kind: "each" };
    default:
      return { kind: "listed", five: text.split(" ") };
  }
}

/** The tone takes the place of U+FE0F, which asks for the picture of a character that is text by default. */
function toned(base: string, sign: string): string {
  return base.replace("\uFE0F", "") + sign;
}

function bare(emoji: string): string {
  return emoji.replace(/[\u{1F3FB}-\u{1F3FF}\uFE0F]/gu, "");
}
