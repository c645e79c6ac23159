import { lazy } from "../lazy";

export const EmojiPicker = lazy(async () => (await import("./EmojiPicker")).EmojiPicker);
