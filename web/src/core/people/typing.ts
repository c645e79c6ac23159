import { type ReadonlySignal, signal } from "@preact/signals-core";
import type { Clock } from "../clock";

const shownMs = 5_000;
const sendEveryMs = 3_000;

/** Who types in which channel, each for five seconds. */
export class Typing {
  readonly #clock: Clock;
  readonly #byChannel = signal<ReadonlyMap<string, readonly string[]>>(new Map());
  readonly #cancels = new Map<string, () => void>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Accounts by channel, in the order in which they began. */
  get byChannel(): ReadonlySignal<ReadonlyMap<string, readonly string[]>> {
    return this.#byChannel;
  }

  started(channelId: string, accountId: string): void {
    const key = `${channelId} ${accountId}`;
    this.#cancels.get(key)?.();
    this.#cancels.set(
      key,
      this.#clock.after(shownMs, () => this.stopped(channelId, accountId)),
    );
    const typing = this.#byChannel.value.get(channelId) ?? [];
    if (!typing.includes(accountId)) {
      this.#set(channelId, [...typing, accountId]);
    }
  }

  /** They sent what they typed, or paused. */
  stopped(channelId: string, accountId: string): void {
    const key = `${channelId} ${accountId}`;
    this.#cancels.get(key)?.();
    if (this.#cancels.delete(key)) {
      this.#set(
        channelId,
        (this.#byChannel.value.get(channelId) ?? []).filter((id) => id !== accountId),
      );
    }
  }

  #set(channelId: string, typing: readonly string[]): void {
    this.#byChannel.value = new Map(this.#byChannel.value).set(channelId, typing);
  }
}

/** Tells others that this person types, at most every three seconds per channel. */
export class TypingSender {
  readonly #clock: Clock;
  readonly #send: (channelId: string) => void;
  #last: { readonly channelId: string; readonly atMs: number } | null = null;

  constructor(clock: Clock, send: (channelId: string) => void) {
    this.#clock = clock;
    this.#send = send;
  }

  typed(channelId: string): void {
    const nowMs = this.#clock.nowMs();
    if (this.#last === null || this.#last.channelId !== channelId || nowMs - this.#last.atMs >= sendEveryMs) {
      this.#last = { channelId, atMs: nowMs };
      this.#send(channelId);
    }
  }

  /** The message went out; the next key is a new beginning. */
  sent(): void {
    this.#last = null;
  }
}
