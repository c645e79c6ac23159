import { type ReadonlySignal, signal } from "@preact/signals-core";
import type { Clock } from "../clock";
import { type DraftPlace, draftKey } from "../drafts/draftStore";

const shownMs = 5_000;
const sendEveryMs = 3_000;

/** Who types where, each for five seconds. A place is a channel, or a thread of it, by the key of its draft. */
export class Typing {
  readonly #clock: Clock;
  readonly #byPlace = signal<ReadonlyMap<string, readonly string[]>>(new Map());
  readonly #cancels = new Map<string, () => void>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Accounts by place, in the order in which they began. */
  get byPlace(): ReadonlySignal<ReadonlyMap<string, readonly string[]>> {
    return this.#byPlace;
  }

  started(place: string, accountId: string): void {
    const key = `${place} ${accountId}`;
    this.#cancels.get(key)?.();
    this.#cancels.set(
      key,
      this.#clock.after(shownMs, () => this.stopped(place, accountId)),
    );
    const typing = this.#byPlace.value.get(place) ?? [];
    if (!typing.includes(accountId)) {
      this.#set(place, [...typing, accountId]);
    }
  }

  /** They sent what they typed, or paused. */
  stopped(place: string, accountId: string): void {
    const key = `${place} ${accountId}`;
    this.#cancels.get(key)?.();
    if (this.#cancels.delete(key)) {
      this.#set(
        place,
        (this.#byPlace.value.get(place) ?? []).filter((id) => id !== accountId),
      );
    }
  }

  #set(place: string, typing: readonly string[]): void {
    this.#byPlace.value = new Map(this.#byPlace.value).set(place, typing);
  }
}

/** Tells others that this person types, at most every three seconds per place. */
export class TypingSender {
  readonly #clock: Clock;
  readonly #send: (place: DraftPlace) => void;
  #last: { readonly key: string; readonly atMs: number } | null = null;

  constructor(clock: Clock, send: (place: DraftPlace) => void) {
    this.#clock = clock;
    this.#send = send;
  }

  typed(place: DraftPlace): void {
    const nowMs = this.#clock.nowMs();
    const key = draftKey(place);
    if (this.#last === null || this.#last.key !== key || nowMs - this.#last.atMs >= sendEveryMs) {
      this.#last = { key, atMs: nowMs };
      this.#send(place);
    }
  }

  /** The message went out; the next key is a new beginning. */
  sent(): void {
    this.#last = null;
  }
}
