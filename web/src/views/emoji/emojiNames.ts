import type { Root, RootContent } from "mdast";
import { parser } from "../../ui/markdown/parser";
import { emojiNamed, withTone } from "./emojiData";

// Names may stand close together.
const names = /(?<![\p{L}\p{N}:\\])(?::[a-z0-9_+-]+:)+/gu;
const named = /:([a-z0-9_+-]+):/g;

/** The text with emoji in place of their names between colons. In code a name is code; one of the workspace's own emoji stays a name. */
export function namesToEmoji(text: string, tone: number, isCustom: (name: string) => boolean): string {
  const parse = parser.value;
  if (parse === null) {
    return text;
  }
  let result = "";
  let at = 0;
  for (const [from, to] of textRanges(parse(text))) {
    const written = text.slice(from, to);
    result +=
      text.slice(at, from) +
      written.replace(names, (all) => all.replace(named, (one, name: string) => emojiOf(name, tone, isCustom) ?? one));
    at = to;
  }
  return result + text.slice(at);
}

function emojiOf(name: string, tone: number, isCustom: (name: string) => boolean): string | null {
  const entry = isCustom(name) ? null : emojiNamed(name);
  return entry === null ? null : withTone(entry, tone);
}

/** Where the texts stand that are neither code nor an address. */
function textRanges(node: Root | RootContent): readonly (readonly [number, number])[] {
  if (node.type === "text") {
    const { start, end } = node.position ?? {};
    return start?.offset === undefined || end?.offset === undefined ? [] : [[start.offset, end.offset]];
  }
  return "children" in node && node.type !== "link" ? node.children.flatMap((child) => textRanges(child)) : [];
}
