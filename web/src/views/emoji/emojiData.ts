import data from "./emoji.json";

/** How skin tones are put into it; none where it takes none. */
type Skins = { readonly kind: "none" | "first" | "each" } | { readonly kind: "listed"; readonly five: readonly string[] };

export interface EmojiEntry {
  readonly emoji: string;
  /** In the person's language. */
  readonly label: string;
  /** Short names, which stand between colons: the same in every language. */
  readonly names: readonly string[];
  /** What else it stands for. */
  readonly words: readonly string[];
  readonly skins: Skins;
}

export type GroupName = keyof typeof data;

/** What is said of emoji in another language: by group, a line each of label and words, in the order of the data. */
export type Translation = Readonly<Record<GroupName, string>>;

export const groupNames = Object.keys(data) as readonly GroupName[];

let byGroup = read(null);
let all = [...byGroup.values()].flat();
let labels = new Map<string, string>();
const byName = new Map(all.flatMap((entry) => entry.names.map((name) => [name, entry])));
const tones = ["\u{1F3FB}", "\u{1F3FC}", "\u{1F3FD}", "\u{1F3FE}", "\u{1F3FF}"];

/** From here on labels and words are of this language, beside the English ones, which people know from elsewhere. null: English alone. */
export function translateEmoji(translation: Translation | null): void {
  byGroup = read(translation);
  all = [...byGroup.values()].flat();
  labels = new Map();
}

export function emojiIn(group: GroupName): readonly EmojiEntry[] {
  return byGroup.get(group) ?? [];
}

/** The emoji whose short name it is, as between colons. */
export function emojiNamed(name: string): EmojiEntry | null {
  return byName.get(name) ?? null;
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

/** The name of an emoji, whatever its skin tone. */
export function labelOf(emoji: string): string {
  if (labels.size === 0) {
    for (const entry of all) {
      labels.set(bare(entry.emoji), entry.label);
    }
  }
  return labels.get(bare(emoji)) ?? emoji;
}

function pointsOf({ emoji, label, names, words }: EmojiEntry, word: string): number {
  if (names[0] === word || label === word || emoji === word) {
    return 5;
  }
  if (names.includes(word) || words.includes(word)) {
    return 4;
  }
  if (names[0]?.startsWith(word) === true || label.startsWith(word)) {
    return 3;
  }
  if (label.split(" ").some((part) => part.startsWith(word))) {
    return 2;
  }
  const isPart = (one: string) => one.split("_").some((part) => part.startsWith(word));
  return names.some(isPart) || words.some(isPart) ? 1 : Number.NEGATIVE_INFINITY;
}

function read(translation: Translation | null): ReadonlyMap<GroupName, readonly EmojiEntry[]> {
  return new Map(
    groupNames.map((group) => {
      const translated = translation?.[group].split("\n") ?? [];
      return [group, data[group].split("\n").map((line, index) => entryOf(line, translated[index] ?? null))];
    }),
  );
}

function entryOf(line: string, translated: string | null): EmojiEntry {
  const [emoji = "", label = "", names = "", words = "", skins = ""] = line.split("\t");
  const entry = { emoji, label, names: split(names), words: split(words), skins: skinsOf(skins) };
  if (translated === null) {
    return entry;
  }
  const [ownLabel = "", ownWords = ""] = translated.split("\t");
  return { ...entry, label: ownLabel, words: [...split(ownWords), ...label.split(" "), ...entry.words] };
}

function split(words: string): readonly string[] {
  return words === "" ? [] : words.split(" ");
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
