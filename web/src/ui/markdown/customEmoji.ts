import { createContext } from "preact";

/** The addresses of the pictures of a workspace's own emoji, by name. */
export type CustomEmojiUrls = ReadonlyMap<string, string>;

export const CustomEmojiContext = createContext<CustomEmojiUrls>(new Map());

/** A name between colons. */
export const emojiName = /:([a-z0-9_+-]{2,64}):/g;
