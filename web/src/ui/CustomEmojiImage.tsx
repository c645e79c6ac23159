import { useState } from "preact/hooks";

/** The picture of an emoji of the workspace's own; its name where the picture cannot be had. */
export function CustomEmojiImage({ name, url }: { readonly name: string; readonly url: string }) {
  const [broken, setBroken] = useState<string | null>(null);
  const text = `:${name}:`;
  return broken === url ? (
    <>{text}</>
  ) : (
    <img class="custom-emoji" src={url} alt={text} title={text} decoding="async" draggable={false} onError={() => setBroken(url)} />
  );
}
