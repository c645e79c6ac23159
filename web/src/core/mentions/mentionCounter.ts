import { type ReadonlySignal, signal } from "@preact/signals-core";
import { limits } from "../../contracts";

/** The loaded messages that mention the person, with a seq from `from` to `to`, both included: what shows until the server has named all. */
export type LoadedMentions = (from: number, to: number) => readonly number[];

interface Change {
  readonly eventSeq: number;
  readonly messageSeq: number;
  readonly isMention: boolean;
}

// Far more than what happens while an answer is on its way; past it the next answer is asked for again.
const mostChanges = 1_000;

/**
 * Which messages after the read marker mention the person, replies in threads included. The server names them as of some head; what came later is kept up here,
 * since every event says whom its message calls from then on. As a set it takes an event twice, or one that an answer had already, without harm.
 */
export class MentionCounter {
  readonly #count = signal(0);
  /** Also of messages that were read since, for a marker that moves back. */
  readonly #seqs = new Set<number>();
  /** Every mention after this seq is among them. */
  #knownAfter = 0;
  #readSeq = 0;
  #head = 0;
  /** The server named only the oldest ones. */
  #isCut = false;
  #isStale = false;
  /** What events after `#head` did, for an answer that was read before them. */
  #changes: Change[] = [];
  #forgottenSeq = 0;

  get count(): ReadonlySignal<number> {
    return this.#count;
  }

  get isStale(): boolean {
    return this.#isStale;
  }

  /** The server's answer, made when the channel's last event was `head`. */
  restart(readSeq: number, seqs: readonly number[], head: number): void {
    this.#readSeq = readSeq;
    this.#knownAfter = readSeq;
    this.#head = head;
    this.#isCut = seqs.length >= limits.unreadCount;
    this.#isStale = head < this.#forgottenSeq;
    this.#seqs.clear();
    for (const seq of seqs) {
      this.#seqs.add(seq);
    }
    this.#changes = this.#changes.filter(({ eventSeq }) => eventSeq > head);
    for (const change of this.#changes) {
      this.#apply(change);
    }
    this.#publish();
  }

  /** A message was posted, edited or deleted by the event; `isMention`: from then on it calls the person. */
  changed(eventSeq: number, messageSeq: number, isMention: boolean): void {
    // A new message that calls nobody changes nothing for any answer.
    if (eventSeq <= this.#head || (eventSeq === messageSeq && !isMention)) {
      return;
    }
    const change = { eventSeq, messageSeq, isMention };
    this.#changes.push(change);
    if (this.#changes.length > mostChanges) {
      this.#forgottenSeq = this.#changes.shift()?.eventSeq ?? 0;
    }
    this.#apply(change);
    this.#publish();
  }

  /** The marker moved, here or on another device, forward or back. */
  readTo(readSeq: number, head: number, loaded: LoadedMentions): void {
    const before = this.#readSeq;
    this.#readSeq = readSeq;
    if (readSeq < this.#knownAfter) {
      // Replies are not among the messages that are loaded, so what these have is not all.
      for (const seq of loaded(readSeq + 1, this.#knownAfter)) {
        this.#seqs.add(seq);
      }
      this.#isStale = true;
    } else if (readSeq >= head) {
      this.#readAll();
    } else if (this.#isCut && readSeq > before) {
      this.#isStale = true;
    }
    this.#publish();
  }

  /** Nothing counts, whatever was not known before. */
  #readAll(): void {
    if (this.#isCut || this.#isStale || this.#seqs.size > limits.unreadCount) {
      this.#seqs.clear();
      this.#knownAfter = this.#readSeq;
    }
    this.#isCut = false;
    this.#isStale = false;
  }

  #apply({ messageSeq, isMention }: Change): void {
    if (isMention && messageSeq > this.#knownAfter) {
      this.#seqs.add(messageSeq);
    } else if (this.#seqs.delete(messageSeq) && this.#isCut) {
      this.#isStale = true;
    }
  }

  #publish(): void {
    const unread = [...this.#seqs].filter((seq) => seq > this.#readSeq);
    this.#count.value = Math.min(unread.length, limits.unreadCount);
  }
}
