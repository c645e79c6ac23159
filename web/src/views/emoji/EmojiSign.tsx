import { useContext } from "preact/hooks";
import { CustomEmojiImage } from "../../ui/CustomEmojiImage";
import { CustomEmojiContext } from "../../ui/markdown/customEmoji";

/** An emoji as it is stored with a reaction: one of Unicode, or the name of one of the workspace's own between colons. */
export function EmojiSign({ emoji }: { readonly emoji: string }) {
  const custom = useContext(CustomEmojiContext);
  const name = customName(emoji);
  const url = name === null ? undefined : custom.get(name);
  return name === null || url === undefined ? <>{emoji}</> : <CustomEmojiImage name={name} url={url} />;
}

/** null: it is an emoji of Unicode. */
export function customName(emoji: string): string | null {
  return emoji.length > 2 && emoji.startsWith(":") && emoji.endsWith(":") ? emoji.slice(1, -1) : null;
}
