import { type ReadonlySignal, signal } from "@preact/signals";
import { type LocalStore, trySet } from "../core/local/store";

export type Theme = "system" | "light" | "dark";

const key = "parley.theme";

/** Light, dark, or as the system says. `public/theme.js` applies it before the first paint. */
export class ThemeChoice {
  readonly #store: LocalStore;
  readonly #current;

  constructor(store: LocalStore) {
    this.#store = store;
    const stored = store.getItem(key);
    this.#current = signal<Theme>(stored === "light" || stored === "dark" ? stored : "system");
  }

  get current(): ReadonlySignal<Theme> {
    return this.#current;
  }

  choose(theme: Theme): void {
    this.#current.value = theme;
    if (theme === "system") {
      this.#store.removeItem(key);
      delete document.documentElement.dataset["theme"];
    } else {
      trySet(this.#store, key, theme);
      document.documentElement.dataset["theme"] = theme;
    }
  }
}
