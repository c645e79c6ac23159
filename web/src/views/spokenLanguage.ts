import { effect, type ReadonlySignal, signal } from "@preact/signals";
import type { PreferencesDto } from "../contracts/preferences";
import { speak, tongueOf } from "../ui/language";

/** Speaks the language, and by the clock, that the person or else the browser chose. */
export class SpokenLanguage {
  readonly #shown = signal("");
  #focused = "";
  /** Resolves when the first language is there. */
  readonly ready: Promise<void>;

  constructor(preferences: ReadonlySignal<PreferencesDto>) {
    const browser = signal<readonly string[]>(navigator.languages);
    window.addEventListener("languagechange", () => {
      browser.value = navigator.languages;
    });
    let latest = Promise.resolve();
    effect(() => {
      const { language, clock } = preferences.value;
      const tongue = tongueOf(language, browser.value);
      const key = `${tongue.locale} ${clock}`;
      // One after the other, so that the last one chosen is the one that stays.
      latest = latest.then(() => this.#change(key, () => speak(tongue, clock)));
    });
    this.ready = latest;
  }

  /** Changes with what texts, dates and times look like: what shows any is made anew. */
  get shown(): ReadonlySignal<string> {
    return this.#shown;
  }

  /** What had the focus before all was made anew has it again, where it has an id of its own. */
  restoreFocus(): void {
    if (this.#focused !== "") {
      document.getElementById(this.#focused)?.focus({ preventScroll: true });
      this.#focused = "";
    }
  }

  async #change(key: string, change: () => Promise<void>): Promise<void> {
    if (key === this.#shown.peek()) {
      return;
    }
    try {
      await change();
    } catch {
      // Its file is not to be had now: what was spoken until now still is.
      return;
    }
    this.#focused = document.activeElement?.id ?? "";
    this.#shown.value = key;
  }
}
