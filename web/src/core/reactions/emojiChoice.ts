import { type ReadonlySignal, signal } from "@preact/signals-core";
import { accountPrefix, type LocalStore, trySet } from "../local/store";

const kept = 16;

/** Where nothing was used yet: what people react with most. */
const usual = ["👍", "❤️", "😂", "🎉", "👀", "🙏", "✅", "🚀"];

/** Which emoji the person uses, on this device. */
export class EmojiChoice {
  readonly #store: LocalStore;
  readonly #prefix: string;
  readonly #recent;

  constructor(store: LocalStore, accountId: string) {
    this.#store = store;
    this.#prefix = accountPrefix(accountId);
    const used = (store.getItem(`${this.#prefix}emoji`) ?? "").split(" ").filter((emoji) => emoji !== "");
    this.#recent = signal<readonly string[]>(join(used, usual));
  }

  /** Newest first, filled up with the usual ones. */
  get recent(): ReadonlySignal<readonly string[]> {
    return this.#recent;
  }

  used(emoji: string): void {
    this.#recent.value = join([emoji], this.#recent.value);
    trySet(this.#store, `${this.#prefix}emoji`, this.#recent.value.join(" "));
  }
}

function join(first: readonly string[], then: readonly string[]): readonly string[] {
  return [...new Set([...first, ...then])].slice(0, kept);
}
