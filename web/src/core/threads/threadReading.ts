import { type ReadonlySignal, signal } from "@preact/signals-core";
import type { PlaceReading } from "../channels/reading";
import type { FollowedThreads } from "./followedThreads";
import type { Thread } from "./thread";

/** How the thread on screen is read: where the "New" line stands, and when its read marker moves. */
export class ThreadReading implements PlaceReading {
  readonly thread: Thread;
  readonly #followed: FollowedThreads;
  readonly #line;
  #isKeptUnread = false;

  constructor(thread: Thread, followed: FollowedThreads) {
    this.thread = thread;
    this.#followed = followed;
    this.#line = signal(this.unread > 0 ? this.readSeq : null);
  }

  get line(): ReadonlySignal<number | null> {
    return this.#line;
  }

  get unread(): number {
    return this.#state?.unread.value ?? 0;
  }

  get readSeq(): number {
    return this.#state?.readSeq.value ?? 0;
  }

  get canMarkUnread(): boolean {
    return this.#state?.isFollowing.value ?? false;
  }

  look(seesEnd: boolean): void {
    const { channel, seq, messages } = this.thread;
    if (seesEnd && !this.#isKeptUnread) {
      // What came to the channel besides is no reason to move the marker.
      if (this.unread > 0) {
        this.#followed.read(channel, seq, messages.to, messages);
      }
    } else if (this.unread > 0) {
      this.#line.value = this.readSeq;
    }
  }

  markRead(): void {
    this.#isKeptUnread = false;
    this.#followed.read(this.thread.channel, this.thread.seq, this.thread.channel.info.peek().head, this.thread.messages);
    this.#line.value = null;
  }

  markUnread(seq: number): void {
    this.#isKeptUnread = true;
    this.#followed.markUnread(this.thread.channel, this.thread.seq, seq, this.thread.messages);
    this.#line.value = Math.max(this.thread.seq, seq - 1);
  }

  get #state() {
    return this.#followed.find(this.thread.channel.id, this.thread.seq);
  }
}
