import { accountPrefix, keysWith, type LocalStore, trySet } from "../local/store";

/** Where a text waits: a channel's composer, or that of a thread in it. */
export interface DraftPlace {
  readonly channelId: string;
  readonly threadSeq: number | null;
}

/** A place as the text that stands for it in maps and on this device. */
export function draftKey({ channelId, threadSeq }: DraftPlace): string {
  return threadSeq === null ? channelId : `${channelId}.${threadSeq}`;
}

export function draftPlace(key: string): DraftPlace {
  const [channelId = "", threadSeq] = key.split(".");
  return { channelId, threadSeq: threadSeq === undefined ? null : Number(threadSeq) };
}

const unsent = "unsent";

/** The texts of this device, kept over reloads, each with whether the server has it. */
export class DraftStore {
  readonly #store: LocalStore;
  readonly #texts: string;
  readonly #states: string;

  constructor(store: LocalStore, accountId: string) {
    this.#store = store;
    this.#texts = `${accountPrefix(accountId)}draft.`;
    this.#states = `${accountPrefix(accountId)}draft-state.`;
  }

  /** Where something waits. */
  keys(): readonly string[] {
    return keysWith(this.#store, this.#texts).map((key) => key.slice(this.#texts.length));
  }

  /** What the server does not have yet, the emptied ones among it. */
  unsentKeys(): readonly string[] {
    const emptied = keysWith(this.#store, this.#states).map((key) => key.slice(this.#states.length));
    return [...new Set([...this.keys(), ...emptied])].filter((key) => this.isUnsent(key));
  }

  text(key: string): string {
    return this.#store.getItem(this.#texts + key) ?? "";
  }

  isUnsent(key: string): boolean {
    const state = this.#store.getItem(this.#states + key);
    return state === null ? this.text(key) !== "" : state === unsent;
  }

  /** When the server got what is here; null: it has not. */
  sentAt(key: string): string | null {
    const state = this.#store.getItem(this.#states + key);
    return state === unsent ? null : state;
  }

  write(key: string, text: string): void {
    this.#put(key, text, unsent);
  }

  /** What the server has. */
  take(key: string, text: string, at: string): void {
    this.#put(key, text, at);
  }

  /** The server has none either. */
  drop(key: string): void {
    this.#store.removeItem(this.#texts + key);
    this.#store.removeItem(this.#states + key);
  }

  #put(key: string, text: string, state: string): void {
    if (text === "") {
      this.#store.removeItem(this.#texts + key);
    } else {
      trySet(this.#store, this.#texts + key, text);
    }
    trySet(this.#store, this.#states + key, state);
  }
}
