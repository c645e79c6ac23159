import { type ReadonlySignal, signal } from "@preact/signals-core";
import type { Channel } from "./channel";
import type { ReadMarkers } from "./readMarkers";

/** How what is on screen, a channel or a thread, is read. */
export interface PlaceReading {
  /** The seq after which the line stands; null: there is none. It stays put while one reads. */
  readonly line: ReadonlySignal<number | null>;
  /** Messages of others after the read marker. */
  readonly unread: number;
  readonly readSeq: number;
  /** Whether there is a marker to move. */
  readonly canMarkUnread: boolean;
  look(seesEnd: boolean): void;
  markRead(): void;
  markUnread(seq: number): void;
}

/** How the channel on screen is read: where the "New" line stands, and when the read marker moves. */
export class Reading implements PlaceReading {
  readonly channel: Channel;
  readonly #markers: ReadMarkers;
  readonly #line;
  /** The person marked something as unread; it stays so until they leave the channel or say otherwise. */
  #isKeptUnread = false;

  constructor(channel: Channel, markers: ReadMarkers) {
    this.channel = channel;
    this.#markers = markers;
    this.#line = signal(channel.unread.peek() > 0 ? channel.readSeq.peek() : null);
  }

  get line(): ReadonlySignal<number | null> {
    return this.#line;
  }

  get unread(): number {
    return this.channel.unread.value;
  }

  get readSeq(): number {
    return this.channel.readSeq.value;
  }

  get canMarkUnread(): boolean {
    return this.channel.info.value.isMember;
  }

  /**
   * What is true now: whether the end of the channel is in view, in a window that has the focus. Only then is the channel read;
   * what comes otherwise stands below the line.
   */
  look(seesEnd: boolean): void {
    const { channel } = this;
    if (seesEnd && !this.#isKeptUnread) {
      this.#markers.read(channel, channel.messages.to);
    } else if (channel.unread.value > 0) {
      this.#line.value = channel.readSeq.value;
    }
  }

  markRead(): void {
    this.#isKeptUnread = false;
    this.#markers.read(this.channel, this.channel.info.peek().head);
    this.#line.value = null;
  }

  markUnread(seq: number): void {
    this.#isKeptUnread = true;
    this.#markers.markUnread(this.channel, seq);
    this.#line.value = seq - 1;
  }
}
