import { type ReadonlySignal, signal } from "@preact/signals-core";
import {
  defaultPreferences,
  knownPreferences,
  type PreferencesChange,
  type PreferencesDto,
  preferencesOf,
} from "../../contracts/preferences";
import { type LocalStore, trySet } from "../local/store";

/** `public/theme.js` reads it before the first paint. */
const key = "parley.preferences";

/** Tells the server; rejects where it did not take it. */
export type SendPreferences = (change: PreferencesChange) => Promise<PreferencesDto>;

/** What the person chose: at once here, on their other devices soon after. This device keeps a copy, for the first paint and for when nobody is signed in. */
export class Preferences {
  readonly #store: LocalStore;
  readonly #current;
  readonly #isPassing: (error: unknown) => boolean;
  #send: SendPreferences | null = null;
  #isSending = false;
  /** What the server does not have yet. */
  #unsent: PreferencesChange;
  /** As the server said last; null: nobody is signed in. */
  #stored: PreferencesDto | null = null;

  /** @param isPassing Whether a try that failed so may work later; otherwise the server does not take it. */
  constructor(store: LocalStore, isPassing: (error: unknown) => boolean) {
    this.#store = store;
    this.#isPassing = isPassing;
    const kept = read(store);
    this.#current = signal(preferencesOf(kept));
    this.#unsent = knownPreferences(kept.unsent);
  }

  get current(): ReadonlySignal<PreferencesDto> {
    return this.#current;
  }

  choose(change: PreferencesChange): void {
    this.#unsent = { ...this.#unsent, ...change };
    this.#show();
    void this.flush();
  }

  /** What the server says. What was chosen since stays chosen. */
  take(stored: PreferencesDto): void {
    this.#stored = stored;
    this.#show();
  }

  /** Someone signed in: what is chosen from here on, or was while nobody answered, is theirs. */
  signedIn(stored: PreferencesDto, send: SendPreferences): void {
    this.#send = send;
    this.take(stored);
    void this.flush();
  }

  /** This device goes on looking as it did. */
  signedOut(): void {
    this.#send = null;
    this.#stored = null;
    this.#unsent = {};
    this.#keep();
  }

  /** Tells the server what it does not have. */
  async flush(): Promise<void> {
    const send = this.#send;
    if (send === null || this.#isSending || Object.keys(this.#unsent).length === 0) {
      return;
    }
    const change = this.#unsent;
    this.#isSending = true;
    try {
      const stored = await send(change);
      this.#sent(change, send, stored);
    } catch (error) {
      if (!this.#isPassing(error)) {
        this.#sent(change, send, this.#stored);
      }
      return;
    } finally {
      this.#isSending = false;
    }
    void this.flush();
  }

  #sent(change: PreferencesChange, send: SendPreferences, stored: PreferencesDto | null): void {
    // Someone else may be signed in by now.
    if (this.#send === send) {
      this.#unsent = Object.fromEntries(
        Object.entries(this.#unsent).filter(([name, value]) => change[name as keyof PreferencesDto] !== value),
      );
      this.#stored = stored;
      this.#show();
    }
  }

  #show(): void {
    const next = { ...(this.#stored ?? this.#current.peek()), ...this.#unsent };
    if (JSON.stringify(next) !== JSON.stringify(this.#current.peek())) {
      this.#current.value = next;
    }
    this.#keep();
  }

  #keep(): void {
    trySet(this.#store, key, JSON.stringify({ ...this.#current.peek(), unsent: this.#unsent }));
  }
}

function read(store: LocalStore): PreferencesDto & { readonly unsent?: unknown } {
  try {
    const kept: unknown = JSON.parse(store.getItem(key) ?? "null");
    return typeof kept === "object" && kept !== null ? { ...defaultPreferences, ...kept } : defaultPreferences;
  } catch {
    return defaultPreferences;
  }
}
