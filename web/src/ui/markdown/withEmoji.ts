import type { Literal, PhrasingContent, Root, RootContent } from "mdast";
import { type CustomEmojiUrls, emojiName } from "./customEmoji";

interface CustomEmoji extends Literal {
  readonly type: "customEmoji";
  readonly url: string;
}

declare module "mdast" {
  interface PhrasingContentMap {
    customEmoji: CustomEmoji;
  }
  interface RootContentMap {
    customEmoji: CustomEmoji;
  }
}

/** The same tree with the workspace's own emoji in place of their names. In code a name is code. */
export function withEmoji<T extends Root | RootContent>(node: T, urls: CustomEmojiUrls): T {
  if (!("children" in node)) {
    return node;
  }
  const children = (node.children as readonly RootContent[]).flatMap((child): readonly RootContent[] =>
    child.type === "text" ? split(child.value, urls) : [withEmoji(child, urls)],
  );
  return { ...node, children } as unknown as T;
}

function split(text: string, urls: CustomEmojiUrls): readonly PhrasingContent[] {
  const parts: PhrasingContent[] = [];
  let at = 0;
  emojiName.lastIndex = 0;
  for (let match = emojiName.exec(text); match !== null; match = emojiName.exec(text)) {
    const [whole, name = ""] = match;
    const url = urls.get(name);
    if (url === undefined) {
      // Its last colon may be the first of the next one.
      emojiName.lastIndex = match.index + whole.length - 1;
    } else {
      parts.push({ type: "text", value: text.slice(at, match.index) }, { type: "customEmoji", value: name, url });
      at = match.index + whole.length;
    }
  }
  parts.push({ type: "text", value: text.slice(at) });
  return parts;
}
