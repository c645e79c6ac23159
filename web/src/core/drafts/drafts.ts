import { type ReadonlySignal, signal } from "@preact/signals-core";
import type { DraftFrame, DraftList } from "../../contracts";
import { deleteDraft, getDrafts, putDraft } from "../api/drafts";
import { type Http, isPassing } from "../api/http";
import type { Clock } from "../clock";
import { type DraftStore, draftKey, draftPlace } from "./draftStore";

// Most messages are written and sent within it, and cost the server nothing.
const sendAfterMs = 3_000;

// One change elsewhere seldom comes alone.
const loadAfterMs = 500;

/** What waits in the composers: here at once, on the person's other devices soon after. The last one written counts; what is not sent yet is never overwritten. */
export class Drafts {
  readonly #http: Http;
  readonly #clock: Clock;
  readonly #store: DraftStore;
  readonly #places;
  readonly #arrived = signal<{ readonly key: string } | null>(null);
  readonly #timers = new Map<string, () => void>();
  /** By key, so that what is said of one place arrives in the order in which it was said. */
  readonly #sending = new Map<string, Promise<void>>();
  #cancelLoad: (() => void) | null = null;
  /** What was told to the server while a list was on its way, which that list may lack. */
  #meanwhile: Set<string> | null = null;
  #isDisposed = false;

  constructor(http: Http, clock: Clock, store: DraftStore) {
    this.#http = http;
    this.#clock = clock;
    this.#store = store;
    this.#places = signal<ReadonlySet<string>>(new Set(store.keys()));
  }

  /** Where something waits. Changes when a place gets its first character or loses its last, not while one types. */
  get places(): ReadonlySignal<ReadonlySet<string>> {
    return this.#places;
  }

  /** Where a text of another device came in last, or an end of one: the composer there takes it. */
  get arrived(): ReadonlySignal<{ readonly key: string } | null> {
    return this.#arrived;
  }

  get(key: string): string {
    return this.#store.text(key);
  }

  set(key: string, written: string): void {
    const text = written.trim() === "" ? "" : written;
    this.#store.write(key, text);
    this.#mark(key, text);
    this.#timers.get(key)?.();
    this.#timers.set(
      key,
      this.#clock.after(sendAfterMs, () => void this.send(key)),
    );
  }

  /** Tells the server now, as when the composer is left. */
  send(key: string): Promise<void> {
    this.#timers.get(key)?.();
    this.#timers.delete(key);
    const sent = (this.#sending.get(key) ?? Promise.resolve()).then(() => this.#send(key));
    this.#sending.set(key, sent);
    return sent;
  }

  /** Asks for what there is, as after each connect, and sends what could not be sent. */
  async load(): Promise<void> {
    this.#cancelLoad?.();
    this.#cancelLoad = null;
    const meanwhile = new Set<string>();
    this.#meanwhile = meanwhile;
    let list: DraftList;
    try {
      list = await getDrafts(this.#http);
    } catch {
      // The next connect asks again.
      return;
    }
    if (this.#isDisposed || this.#meanwhile !== meanwhile) {
      return;
    }
    this.#meanwhile = null;
    this.#compare(list, meanwhile);
    for (const key of this.#store.unsentKeys()) {
      if (!this.#timers.has(key)) {
        void this.send(key);
      }
    }
  }

  heard(frame: DraftFrame): void {
    const key = draftKey(frame);
    const isKnown = frame.updatedAt === null ? this.#store.text(key) === "" : this.#store.sentAt(key) === frame.updatedAt;
    if (!isKnown && !this.#store.isUnsent(key)) {
      this.#cancelLoad ??= this.#clock.after(loadAfterMs, () => void this.load());
    }
  }

  dispose(): void {
    this.#isDisposed = true;
    this.#cancelLoad?.();
    for (const cancel of this.#timers.values()) {
      cancel();
    }
  }

  #compare({ drafts }: DraftList, meanwhile: ReadonlySet<string>): void {
    const isOurs = (key: string) => meanwhile.has(key) || this.#store.isUnsent(key);
    const there = new Set<string>();
    for (const { channelId, threadSeq, text, updatedAt } of drafts) {
      const key = draftKey({ channelId, threadSeq });
      there.add(key);
      if (!isOurs(key)) {
        this.#take(key, text, () => this.#store.take(key, text, updatedAt));
      }
    }
    for (const key of this.#store.keys()) {
      if (!there.has(key) && !isOurs(key)) {
        this.#take(key, "", () => this.#store.drop(key));
      }
    }
  }

  #take(key: string, text: string, store: () => void): void {
    const isNews = this.#store.text(key) !== text;
    store();
    if (isNews) {
      this.#mark(key, text);
      this.#arrived.value = { key };
    }
  }

  async #send(key: string): Promise<void> {
    if (this.#isDisposed || !this.#store.isUnsent(key)) {
      return;
    }
    const text = this.#store.text(key);
    const place = draftPlace(key);
    try {
      if (text === "") {
        await deleteDraft(this.#http, place);
        this.#emptied(key);
      } else {
        const { updatedAt } = await putDraft(this.#http, place, text);
        if (this.#store.text(key) === text) {
          this.#store.take(key, text, updatedAt);
        }
      }
      this.#meanwhile?.add(key);
    } catch (error) {
      // What is refused, of a channel that was left or when there are too many, stays on this device.
      if (text === "" && !isPassing(error)) {
        this.#emptied(key);
      }
    }
  }

  #emptied(key: string): void {
    if (this.#store.text(key) === "") {
      this.#store.drop(key);
    }
  }

  #mark(key: string, text: string): void {
    if (this.#places.peek().has(key) !== (text !== "")) {
      const places = new Set(this.#places.peek());
      if (text === "") {
        places.delete(key);
      } else {
        places.add(key);
      }
      this.#places.value = places;
    }
  }
}
