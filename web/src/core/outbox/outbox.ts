import { type ReadonlySignal, signal } from "@preact/signals-core";
import type { FileDto, MessageDto, PostMessageRequest } from "../../contracts";
import { isPassing, ProblemError } from "../api/http";
import type { Clock } from "../clock";
import { backoffMs } from "../connection/backoff";
import { type OutboxItem, type ReplyTo, seqOf } from "./outboxItem";
import type { OutboxStore } from "./outboxStore";

export interface OutboxOptions {
  readonly post: (channelId: string, request: PostMessageRequest) => Promise<MessageDto>;
  /** The seq of the channel's last event that was applied here. */
  readonly cursorOf: (channelId: string) => number;
  readonly store: OutboxStore;
  readonly clock: Clock;
  readonly random: () => number;
  readonly newId: () => string;
}

/**
 * Sends what was written, per channel in the order it was written. A message keeps its client message id through every retry and
 * reload, so that the server stores it once; it stays here until the server answered which event of the channel it is, and that event is here.
 */
export class Outbox {
  readonly #options: OutboxOptions;
  readonly #items = signal<readonly OutboxItem[]>([]);
  /** Client message ids of what was sent from here, by channel and seq. */
  readonly #sent = new Map<string, string>();
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

  /** @param reply null: it is for the channel. */
  write(channelId: string, text: string, reply: ReplyTo | null = null, files: readonly FileDto[] = []): void {
    const { clock, newId, store } = this.#options;
    const item: OutboxItem = {
      clientMessageId: newId(),
      channelId,
      text,
      reply,
      files,
      writtenAtMs: clock.nowMs(),
      state: { name: "waiting" },
      arrivedSeq: null,
    };
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
      this.#change(clientMessageId, { state: { name: "waiting" } });
      void this.#sendNext(item.channelId);
    }
  }

  /**
   * A message of this account is in the channel. Whose it is follows from the answer to a post; before that it is taken for the one that is on its
   * way with the same text, so that it does not show twice. When another device sent it, the answer to come names another seq.
   */
  arrived(channelId: string, seq: number, text: string, threadSeq: number | null): void {
    const ofChannel = this.#items.value.filter((item) => item.channelId === channelId);
    const known = ofChannel.find((item) => item.state.name === "sent" && item.state.message.seq === seq);
    if (known !== undefined) {
      this.remove(known.clientMessageId);
      return;
    }
    // Messages of a channel go one after another: only the oldest can be with the server.
    const onItsWay = ofChannel.find(({ state }) => state.name === "sending" || state.name === "waiting");
    if (onItsWay?.text === text && (onItsWay.reply?.threadSeq ?? null) === threadSeq && onItsWay.arrivedSeq === null) {
      this.#change(onItsWay.clientMessageId, { arrivedSeq: seq });
    }
  }

  /** The client message id under which the message with this seq was sent from here, as far as this client knows. */
  sentAs(channelId: string, seq: number): string | undefined {
    // Asked of every row with every message that comes.
    return this.#sent.size === 0 ? undefined : this.#sent.get(placeOf(channelId, seq));
  }

  /** The person gave it up, or it is settled. */
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
    this.#change(next.clientMessageId, { state: { name: "sending" } });
    const goOn = await this.#send(next);
    this.#busy.delete(channelId);
    if (goOn) {
      await this.#sendNext(channelId);
    }
  }

  /** @returns Whether the next message of the channel may go. */
  async #send(item: OutboxItem): Promise<boolean> {
    const { clientMessageId, channelId, text, reply, files } = item;
    const fileIds = files.map((file) => file.id);
    try {
      const message = await this.#options.post(channelId, { clientMessageId, text, ...reply, ...(fileIds.length > 0 && { fileIds }) });
      this.#attempt = 0;
      this.#settle(message, clientMessageId);
      return true;
    } catch (error) {
      if (isPassing(error) || isSignedOut(error)) {
        this.#change(clientMessageId, { state: { name: "waiting" } });
        this.#retryLater(error);
        return false;
      }
      const problem = error instanceof ProblemError ? error.problem : null;
      this.#change(clientMessageId, { state: { name: "failed", problem }, arrivedSeq: null });
      return true;
    }
  }

  /** The answer is exact, whatever event was taken for the message: it is in the channel, or its event is still to come. */
  #settle(message: MessageDto, clientMessageId: string): void {
    if (message.seq <= this.#options.cursorOf(message.channelId)) {
      this.remove(clientMessageId);
      return;
    }
    this.#options.store.remove(clientMessageId);
    this.#change(clientMessageId, { state: { name: "sent", message }, arrivedSeq: null });
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

  #change(clientMessageId: string, change: Partial<Pick<OutboxItem, "state" | "arrivedSeq">>): void {
    const item = this.#find(clientMessageId);
    // The person may have given it up meanwhile.
    if (item === undefined) {
      return;
    }
    const changed = { ...item, ...change };
    if (changed.state.name !== "sent") {
      this.#options.store.save(changed);
    }
    this.#keepPlace(item, changed);
    this.#items.value = this.#items.value.map((other) => (other === item ? changed : other));
  }

  #keepPlace(before: OutboxItem, after: OutboxItem): void {
    const [left, taken] = [seqOf(before), seqOf(after)];
    if (left !== null) {
      this.#sent.delete(placeOf(before.channelId, left));
    }
    if (taken !== null) {
      this.#sent.set(placeOf(after.channelId, taken), after.clientMessageId);
    }
  }
}

function placeOf(channelId: string, seq: number): string {
  return `${channelId}/${seq}`;
}

function isSignedOut(error: unknown): boolean {
  return error instanceof ProblemError && error.problem.status === 401;
}
