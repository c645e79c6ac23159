import { accountPrefix, type LocalStore, trySet } from "../local/store";

const kept = 8;

/** What was searched for last on this device, newest first, for each workspace. */
export class RecentSearches {
  readonly #store: LocalStore;
  readonly #key: string;

  constructor(store: LocalStore, accountId: string, workspaceId: string) {
    this.#store = store;
    this.#key = `${accountPrefix(accountId)}searches.${workspaceId}`;
  }

  get list(): readonly string[] {
    return (this.#store.getItem(this.#key) ?? "").split("\n").filter((text) => text !== "");
  }

  searched(text: string): void {
    const plain = text.trim().replace(/\s+/g, " ");
    if (plain !== "") {
      const list = [plain, ...this.list.filter((other) => other !== plain)].slice(0, kept);
      trySet(this.#store, this.#key, list.join("\n"));
    }
  }
}
