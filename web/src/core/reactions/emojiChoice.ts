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
  readonly #tone;

  constructor(store: LocalStore, accountId: string) {
    this.#store = store;
    this.#prefix = accountPrefix(accountId);
    const used = (store.getItem(`${this.#prefix}emoji`) ?? "").split(" ").filter((emoji) => emoji !== "");
    this.#recent = signal<readonly string[]>(join(used, usual));
    this.#tone = signal(Number(store.getItem(`${this.#prefix}skin-tone`) ?? 0));
  }

  /** Newest first, filled up with the usual ones. */
  get recent(): ReadonlySignal<readonly string[]> {
    return this.#recent;
  }

  /** 0: none, 1 (light) to 5 (dark). */
  get tone(): ReadonlySignal<number> {
    return this.#tone;
  }

  used(emoji: string): void {
    this.#recent.value = join([emoji], this.#recent.value);
    trySet(this.#store, `${this.#prefix}emoji`, this.#recent.value.join(" "));
  }

  setTone(tone: number): void {
    this.#tone.value = tone;
    trySet(this.#store, `${this.#prefix}skin-tone`, String(tone));
  }
}

function join(first: readonly string[], then: readonly string[]): readonly string[] {
  return [...new Set([...first, ...then])].slice(0, kept);
}
