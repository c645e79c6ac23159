import { accountPrefix, type LocalStore, trySet } from "./store";

/** The text that waits in each channel's composer, kept over reloads. */
export class Drafts {
  readonly #store: LocalStore;
  readonly #prefix: string;

  constructor(store: LocalStore, accountId: string) {
    this.#store = store;
    this.#prefix = `${accountPrefix(accountId)}draft.`;
  }

  get(channelId: string): string {
    return this.#store.getItem(this.#prefix + channelId) ?? "";
  }

  set(channelId: string, text: string): void {
    if (text === "") {
      this.#store.removeItem(this.#prefix + channelId);
    } else {
      trySet(this.#store, this.#prefix + channelId, text);
    }
  }
}
