import { useContext, useRef } from "preact/hooks";
import { CustomEmojiContext } from "../../ui/markdown/customEmoji";
import { useClient } from "../client";

const mayHoldName = /:[a-z0-9_+-]+:/;

let convert: typeof import("./emojiNames") | null = null;
let loading: Promise<void> | null = null;

/** Before someone sends what they write now. */
export function preloadEmojiNames(): Promise<void> {
  loading ??= import("./emojiNames").then(
    (loaded) => {
      convert = loaded;
    },
    () => {
      // Names stay names; the next text tries again.
      loading = null;
    },
  );
  return loading;
}

/**
 * Gives the text with emoji in place of their names between colons. null: the names are on their way; `again` runs when they came, or cannot be had, and then
 * the answer is a text.
 */
export function useEmojiNames(): (text: string, again: () => void) => string | null {
  const { preferences } = useClient();
  const custom = useContext(CustomEmojiContext);
  const isWaiting = useRef(false);
  const isGivenUp = useRef(false);
  return (text, again) => {
    if (!mayHoldName.test(text) || isGivenUp.current) {
      return text;
    }
    if (convert !== null) {
      return convert.namesToEmoji(text, preferences.current.peek().skinTone, (name) => custom.has(name));
    }
    if (!isWaiting.current) {
      isWaiting.current = true;
      void preloadEmojiNames().then(() => {
        isWaiting.current = false;
        isGivenUp.current = convert === null;
        again();
        isGivenUp.current = false;
      });
    }
    return null;
  };
}
