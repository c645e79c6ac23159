import { spokenLanguage, whenSpoken } from "../../ui/language";
import type { Translation } from "./emojiData";

const translations: Readonly<Record<string, () => Promise<Translation>>> = {
  pl: async () => (await import("./emoji.pl.json")).default,
};

let loaded: typeof import("./emojiData") | null = null;
let language = "en";

/** The emoji with their names in the language that is spoken. Without the file of a language they have their English names. */
export async function loadEmoji(): Promise<typeof import("./emojiData")> {
  const emoji = await import("./emojiData");
  const wanted = spokenLanguage();
  if (wanted !== language) {
    const translation = await translations[wanted]?.().catch(() => undefined);
    if (wanted === spokenLanguage()) {
      emoji.translateEmoji(translation ?? null);
      language = wanted;
    }
  }
  loaded = emoji;
  return emoji;
}

/** null: they are not here yet. */
export function emojiHere(): typeof import("./emojiData") | null {
  return loaded;
}

/** Before they are needed: as soon as someone types a colon, or comes near the button. */
export function preloadEmoji(): void {
  loadEmoji().catch(() => {
    // What needs them says so, or does without.
  });
}

whenSpoken(() => {
  if (loaded !== null) {
    preloadEmoji();
  }
});
