import { type ReadonlySignal, signal } from "@preact/signals-core";
import type { MessageDto, PostMessageRequest } from "../../contracts";
import { isPassing, ProblemError } from "../api/http";
import type { Clock } from "../clock";
import { backoffMs } from "../connection/backoff";
import type { OutboxItem, SendState } from "./outboxItem";
import type { OutboxStore } from "./outboxStore";

export interface OutboxOptions {
  readonly post: (channelId: string, request: PostMessageRequest) => Promise<MessageDto>;
  readonly store: OutboxStore;
  readonly clock: Clock;
  readonly random: () => number;
  readonly newId: () => string;
}

/**
 * Sends what was written, per channel in the order it was written. A message keeps its client message id through every retry and
 * reload, so that the server stores it once; it stays here until its event is in the channel.
 */
export class Outbox {
  readonly #options: OutboxOptions;
  readonly #items = signal<readonly OutboxItem[]>([]);
  /** Channels with a request on its way: a second one could overtake it. */
  readonly #busy = new Set<string>();
  #attempt = 0;
  #cancelRetry: () => void = () => {};
  #isStopped = false;

  constructor(options: OutboxOptions) {
    this.#options = options;
    this.#items.value = options.store.load();
  }

  get items(): ReadonlySignal<readonly OutboxItem[]> {
    return this.#items;
  }

  /** Messages that would be lost if this device forgot them now. */
  get unsentCount(): number {
    return this.#items.value.filter((item) => item.state.name !== "sent").length;
  }

  write(channelId: string, text: string): void {
    const { clock, newId, store } = this.#options;
    const item: OutboxItem = { clientMessageId: newId(), channelId, text, writtenAtMs: clock.nowMs(), state: { name: "waiting" } };
    store.save(item);
    this.#items.value = [...this.#items.value, item];
    void this.#sendNext(channelId);
  }

  /** Sends all that waits: at the start, and whenever the connection is back. */
  flush(): void {
    this.#cancelRetry();
    this.#isStopped = false;
    for (const channelId of new Set(this.#items.value.map((item) => item.channelId))) {
      void this.#sendNext(channelId);
    }
  }

  tryAgain(clientMessageId: string): void {
    const item = this.#find(clientMessageId);
    if (item?.state.name === "failed") {
      this.#setState(item, { name: "waiting" });
      void this.#sendNext(item.channelId);
    }
  }

  /** The person gave it up, or its event is in the channel. */
  remove(clientMessageId: string): void {
    if (this.#find(clientMessageId) !== undefined) {
      this.#options.store.remove(clientMessageId);
      this.#items.value = this.#items.value.filter((item) => item.clientMessageId !== clientMessageId);
    }
  }

  /** Sends nothing more until {@link flush}; what waits stays stored. */
  stop(): void {
    this.#isStopped = true;
    this.#cancelRetry();
  }

  async #sendNext(channelId: string): Promise<void> {
    const next = this.#items.value.find((item) => item.channelId === channelId && item.state.name === "waiting");
    if (next === undefined || this.#isStopped || this.#busy.has(channelId)) {
      return;
    }
    this.#busy.add(channelId);
    this.#setState(next, { name: "sending" });
    const goOn = await this.#send(next);
    this.#busy.delete(channelId);
    if (goOn) {
      await this.#sendNext(channelId);
    }
  }

  /** @returns Whether the next message of the channel may go. */
  async #send(item: OutboxItem): Promise<boolean> {
    const { clientMessageId, channelId, text } = item;
    try {
      const message = await this.#options.post(channelId, { clientMessageId, text });
      this.#attempt = 0;
      this.#options.store.remove(clientMessageId);
      this.#setState(item, { name: "sent", message });
      return true;
    } catch (error) {
      if (isPassing(error) || isSignedOut(error)) {
        this.#setState(item, { name: "waiting" });
        this.#retryLater(error);
        return false;
      }
      this.#setState(item, { name: "failed", problem: error instanceof ProblemError ? error.problem : null });
      return true;
    }
  }

  #retryLater(error: unknown): void {
    if (this.#isStopped || isSignedOut(error)) {
      return;
    }
    const askedMs = error instanceof ProblemError ? (error.retryAfterMs ?? 0) : 0;
    const delayMs = askedMs + backoffMs(this.#attempt, this.#options.random);
    this.#attempt += 1;
    this.#cancelRetry();
    this.#cancelRetry = this.#options.clock.after(delayMs, () => this.flush());
  }

  #find(clientMessageId: string): OutboxItem | undefined {
    return this.#items.value.find((item) => item.clientMessageId === clientMessageId);
  }

  #setState(item: OutboxItem, state: SendState): void {
    // Its event may have come before the answer, and taken it out.
    if (this.#find(item.clientMessageId) === undefined) {
      return;
    }
    const changed = { ...item, state };
    if (state.name !== "sent") {
      this.#options.store.save(changed);
    }
    this.#items.value = this.#items.value.map((other) => (other.clientMessageId === item.clientMessageId ? changed : other));
  }
}

function isSignedOut(error: unknown): boolean {
  return error instanceof ProblemError && error.problem.status === 401;
}
