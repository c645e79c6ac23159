import { loadEmoji } from "../emoji/loadEmoji";
import { lazy } from "../lazy";

export const EmojiPicker = lazy(async () => {
  const [view] = await Promise.all([import("./EmojiPicker"), loadEmoji()]);
  return view.EmojiPicker;
});
