import { type ReadonlySignal, signal } from "@preact/signals-core";
import type { SavedMessageFrame } from "../../contracts";
import type { Http } from "../api/http";
import { deleteSaved, getSavedRefs, putSaved } from "../api/messages";

/** Which messages the person keeps for later, on all of their devices. */
export class SavedMessages {
  readonly #http: Http;
  readonly #onFailed: (error: unknown) => void;
  readonly #keys = signal<ReadonlySet<string>>(new Set());
  readonly #isLoaded = signal(false);
  /** What was done here or told by the server while a list was on its way, which that list may lack. */
  #meanwhile: Map<string, boolean> | null = null;

  /** @param onFailed A message could not be saved or taken off: it shows as it was. */
  constructor(http: Http, onFailed: (error: unknown) => void) {
    this.#http = http;
    this.#onFailed = onFailed;
  }

  /** Changes when anything is saved or taken off. */
  get keys(): ReadonlySignal<ReadonlySet<string>> {
    return this.#keys;
  }

  /** Whether what is not among the keys is known not to be saved. */
  get isLoaded(): ReadonlySignal<boolean> {
    return this.#isLoaded;
  }

  has(channelId: string, seq: number): boolean {
    return this.#keys.value.has(keyOf(channelId, seq));
  }

  /** Asks for the whole list, as after each connect: what was told in between was told to nobody. */
  async load(): Promise<void> {
    const meanwhile = new Map<string, boolean>();
    this.#meanwhile = meanwhile;
    try {
      const { savedMessages } = await getSavedRefs(this.#http);
      if (this.#meanwhile !== meanwhile) {
        // Asked again since: what was told in between goes with the later list.
        return;
      }
      const keys = new Set(savedMessages.map(({ channelId, messageSeq }) => keyOf(channelId, messageSeq)));
      for (const [key, isSaved] of meanwhile) {
        change(keys, key, isSaved);
      }
      this.#keys.value = keys;
      this.#isLoaded.value = true;
    } catch {
      // The marks that are known stay; the next connect asks again.
    } finally {
      if (this.#meanwhile === meanwhile) {
        this.#meanwhile = null;
      }
    }
  }

  heard({ channelId, messageSeq, isSaved }: SavedMessageFrame): void {
    this.#set(keyOf(channelId, messageSeq), isSaved);
  }

  async toggle(channelId: string, seq: number): Promise<void> {
    const key = keyOf(channelId, seq);
    const isSaved = !this.#keys.value.has(key);
    this.#set(key, isSaved);
    try {
      await (isSaved ? putSaved : deleteSaved)(this.#http, channelId, seq);
    } catch (error) {
      this.#set(key, !isSaved);
      this.#onFailed(error);
    }
  }

  #set(key: string, isSaved: boolean): void {
    this.#meanwhile?.set(key, isSaved);
    const keys = new Set(this.#keys.value);
    change(keys, key, isSaved);
    this.#keys.value = keys;
  }
}

function change(keys: Set<string>, key: string, isSaved: boolean): void {
  if (isSaved) {
    keys.add(key);
  } else {
    keys.delete(key);
  }
}

function keyOf(channelId: string, seq: number): string {
  return `${channelId}/${seq}`;
}
