import { type ReadonlySignal, signal } from "@preact/signals-core";
import { accountPrefix, type LocalStore, trySet } from "./store";

/** The parts of the sidebar that are folded up, by their names. */
export class Folded {
  readonly #store: LocalStore;
  readonly #key: string;
  readonly #names;

  constructor(store: LocalStore, accountId: string) {
    this.#store = store;
    this.#key = `${accountPrefix(accountId)}folded`;
    this.#names = signal<ReadonlySet<string>>(new Set((store.getItem(this.#key) ?? "").split(" ").filter((name) => name !== "")));
  }

  get names(): ReadonlySignal<ReadonlySet<string>> {
    return this.#names;
  }

  toggle(name: string): void {
    const names = new Set(this.#names.value);
    if (!names.delete(name)) {
      names.add(name);
    }
    this.#names.value = names;
    trySet(this.#store, this.#key, [...this.#names.value].join(" "));
  }
}
