import { type ReadonlySignal, signal } from "@preact/signals-core";
import { limits } from "../../contracts";

/** Looks at loaded messages. null: they are not all loaded, so this cannot tell. */
export interface LoadedMessages {
  /** How many messages of others, not deleted, have a seq from `from` to `to`, both included. */
  countOthers(from: number, to: number): number | null;
  isByMe(seq: number): boolean | null;
}

// Far more than what is deleted while an answer is on its way; past it the next answer is asked for again.
const mostDeletions = 1_000;

/**
 * Counts messages of others after the read marker. The server's count at some head is the base; what came later is counted here.
 * Where neither knows, the count is stale and has to be asked for again.
 */
export class UnreadCounter {
  readonly #count = signal(0);
  #readSeq = 0;
  #base = 0;
  /** The base covers every event up to this seq. */
  #baseHead = 0;
  /** Seqs of unread messages of others that were posted after `#baseHead`, ascending. */
  #later: number[] = [];
  #isStale = false;
  /** Deletions after `#baseHead`, for an answer that was read before them. */
  #deletions: { readonly eventSeq: number; readonly messageSeq: number; readonly isByMe: boolean | null }[] = [];
  #forgottenSeq = 0;

  get count(): ReadonlySignal<number> {
    return this.#count;
  }

  get readSeq(): number {
    return this.#readSeq;
  }

  get isStale(): boolean {
    return this.#isStale;
  }

  /** The server's count, made when the channel's last event was `head`. */
  restart(readSeq: number, unread: number, head: number): void {
    const deletions = this.#deletions.filter(({ eventSeq }) => eventSeq > head);
    this.#readSeq = readSeq;
    this.#base = unread;
    this.#baseHead = head;
    this.#isStale = false;
    this.#later = this.#later.filter((seq) => seq > head && seq > readSeq);
    this.#isStale = head < this.#forgottenSeq;
    this.#deletions = deletions;
    for (const { messageSeq, isByMe } of deletions) {
      if (messageSeq > readSeq && messageSeq <= head) {
        this.#deletedBelowBase(isByMe);
      }
    }
    this.#publish();
  }

  posted(seq: number, isByMe: boolean): void {
    if (!isByMe && seq > this.#baseHead && seq > this.#readSeq) {
      this.#later.push(seq);
      this.#publish();
    }
  }

  deleted(eventSeq: number, messageSeq: number, loaded: LoadedMessages): void {
    this.#remember(eventSeq, messageSeq, loaded.isByMe(messageSeq));
    if (messageSeq <= this.#readSeq || eventSeq <= this.#baseHead) {
      return;
    }
    if (messageSeq > this.#baseHead) {
      this.#later = this.#later.filter((seq) => seq !== messageSeq);
    } else {
      this.#deletedBelowBase(loaded.isByMe(messageSeq));
    }
    this.#publish();
  }

  /** The marker moved, here or on another device, forward or back. */
  readTo(readSeq: number, head: number, loaded: LoadedMessages): void {
    const movedBack = readSeq < this.#readSeq;
    this.#readSeq = readSeq;
    if (readSeq >= head) {
      this.#base = 0;
      this.#baseHead = Math.max(this.#baseHead, head);
      this.#later = [];
      this.#isStale = false;
    } else if (readSeq >= this.#baseHead && !movedBack) {
      this.#base = 0;
      this.#isStale = false;
      this.#later = this.#later.filter((seq) => seq > readSeq);
    } else {
      this.#recount(readSeq, head, loaded);
    }
    this.#publish();
  }

  #remember(eventSeq: number, messageSeq: number, isByMe: boolean | null): void {
    this.#deletions.push({ eventSeq, messageSeq, isByMe });
    if (this.#deletions.length > mostDeletions) {
      this.#forgottenSeq = this.#deletions.shift()?.eventSeq ?? 0;
    }
  }

  #recount(readSeq: number, head: number, loaded: LoadedMessages): void {
    const counted = loaded.countOthers(readSeq + 1, head);
    if (counted === null) {
      this.#isStale = true;
      return;
    }
    this.#base = Math.min(counted, limits.unreadCount);
    this.#baseHead = head;
    this.#later = [];
    this.#isStale = false;
  }

  #deletedBelowBase(isByMe: boolean | null): void {
    if (isByMe === true) {
      return;
    }
    // A capped base hides how many there are beyond it, so one less cannot be told either.
    if (isByMe === null || this.#base >= limits.unreadCount) {
      this.#isStale = true;
    } else {
      this.#base = Math.max(0, this.#base - 1);
    }
  }

  #publish(): void {
    this.#count.value = Math.min(this.#base + this.#later.length, limits.unreadCount);
  }
}
