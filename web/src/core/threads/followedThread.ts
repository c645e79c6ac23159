import { type ReadonlySignal, signal } from "@preact/signals-core";
import type { FollowedThreadDto } from "../../contracts";
import { type LoadedMessages, UnreadCounter } from "../channels/unreadCounter";

/** What one thread is to this account: whether it is followed, and what of it is unread. */
export class FollowedThread {
  readonly channelId: string;
  readonly seq: number;
  readonly #isFollowing;
  readonly #readSeq;
  readonly #unread = new UnreadCounter();
  #head = 0;

  constructor(channelId: string, state: FollowedThreadDto, head: number) {
    this.channelId = channelId;
    this.seq = state.threadSeq;
    this.#isFollowing = signal(state.isFollowing);
    this.#readSeq = signal(state.readSeq);
    this.take(state, head);
  }

  get isFollowing(): ReadonlySignal<boolean> {
    return this.#isFollowing;
  }

  get readSeq(): ReadonlySignal<number> {
    return this.#readSeq;
  }

  get unread(): ReadonlySignal<number> {
    return this.#unread.count;
  }

  /** What happened up to this seq of the channel's log is in it. */
  get head(): number {
    return this.#head;
  }

  get isStale(): boolean {
    return this.#unread.isStale;
  }

  /** Takes what the server said when the channel's last event was `head`. */
  take({ isFollowing, readSeq, unread }: FollowedThreadDto, head: number): void {
    this.#isFollowing.value = isFollowing;
    this.#readSeq.value = readSeq;
    this.#head = head;
    this.#unread.restart(readSeq, unread, head);
    if (!isFollowing) {
      // Nothing that came later counts either.
      this.#unread.readTo(head, head, nothingLoaded);
    }
  }

  /** A reply of someone else. */
  repliedTo(seq: number): void {
    if (this.#isFollowing.value) {
      this.#unread.posted(seq, false);
    }
  }

  /** A reply of someone else is gone. */
  replyDeleted(eventSeq: number, seq: number): void {
    if (this.#isFollowing.value) {
      this.#unread.deleted(eventSeq, seq, nothingLoaded);
    }
  }

  readTo(seq: number, head: number, loaded: LoadedMessages): void {
    this.#readSeq.value = seq;
    if (this.#isFollowing.value) {
      this.#unread.readTo(seq, head, loaded);
    }
  }
}

const nothingLoaded: LoadedMessages = { countOthers: () => null, isByMe: () => false };
