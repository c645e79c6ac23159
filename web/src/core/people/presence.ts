import { type ReadonlySignal, signal } from "@preact/signals-core";
import type { PresenceFrame, PresenceStatus } from "../../contracts";
import type { Clock } from "../clock";

/** As many as the server takes of one connection. */
const mostWatched = 500;

/** A list that opens shows many at once; they are asked for together. */
const gatherMs = 50;

/** Who is there, of those who are shown somewhere. The server tells of these alone. */
export class Presence {
  readonly #byId = signal<ReadonlyMap<string, PresenceStatus>>(new Map());
  readonly #clock: Clock;
  readonly #watch: (accountIds: readonly string[]) => void;
  /** How often each is shown. */
  readonly #shown = new Map<string, number>();
  /** What this connection was asked for; null: nothing yet, or there is none. */
  #asked: string | null = null;
  #isConnected = false;
  #isGathering = false;
  #hasSnapshot = false;

  constructor(clock: Clock, watch: (accountIds: readonly string[]) => void) {
    this.#clock = clock;
    this.#watch = watch;
  }

  get byId(): ReadonlySignal<ReadonlyMap<string, PresenceStatus>> {
    return this.#byId;
  }

  /** The account is shown, until the answer is called. */
  show(accountId: string): () => void {
    this.#count(accountId, 1);
    return () => this.#count(accountId, -1);
  }

  /** A new connection is ready; its picture is still to come, until then the old one is shown. */
  connected(): void {
    this.#isConnected = true;
    this.#hasSnapshot = false;
    this.#asked = null;
    this.#ask();
  }

  apply(frame: PresenceFrame): void {
    if (frame.isSnapshot) {
      this.#hasSnapshot = true;
      this.#byId.value = new Map(Object.entries(frame.accounts));
    } else if (this.#hasSnapshot) {
      this.#byId.value = new Map([...this.#byId.value, ...Object.entries(frame.accounts)]);
    }
  }

  #count(accountId: string, change: number): void {
    const times = (this.#shown.get(accountId) ?? 0) + change;
    if (times > 0) {
      this.#shown.set(accountId, times);
    } else {
      this.#shown.delete(accountId);
    }
    if (!this.#isGathering) {
      this.#isGathering = true;
      this.#clock.after(gatherMs, () => {
        this.#isGathering = false;
        this.#ask();
      });
    }
  }

  #ask(): void {
    const accountIds = [...this.#shown.keys()].slice(0, mostWatched);
    const asked = accountIds.toSorted().join();
    if (this.#isConnected && asked !== (this.#asked ?? "")) {
      this.#asked = asked;
      this.#watch(accountIds);
    }
  }
}
