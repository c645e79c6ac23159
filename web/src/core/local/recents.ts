import { type ReadonlySignal, signal } from "@preact/signals-core";
import { accountPrefix, type LocalStore, trySet } from "./store";

const kept = 50;

/** The channels that were opened last, newest first. */
export class Recents {
  readonly #store: LocalStore;
  readonly #key: string;
  readonly #ids;

  constructor(store: LocalStore, accountId: string) {
    this.#store = store;
    this.#key = `${accountPrefix(accountId)}recents`;
    this.#ids = signal<readonly string[]>((store.getItem(this.#key) ?? "").split(" ").filter((id) => id !== ""));
  }

  get ids(): ReadonlySignal<readonly string[]> {
    return this.#ids;
  }

  opened(channelId: string): void {
    this.#ids.value = [channelId, ...this.#ids.value.filter((id) => id !== channelId)].slice(0, kept);
    trySet(this.#store, this.#key, this.#ids.value.join(" "));
  }
}
