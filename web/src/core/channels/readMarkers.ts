import { type Http, isPassing } from "../api/http";
import { putReadMarker } from "../api/messages";
import type { Clock } from "../clock";
import type { Channel } from "./channel";
import type { Channels } from "./channels";

// Reading a burst moves the marker once, not per message.
const sendAfterMs = 400;

/** Moves read markers here at once, and on the server soon after. */
export class ReadMarkers {
  readonly #http: Http;
  readonly #clock: Clock;
  /** Where each channel's marker has to go; kept until the server has it. */
  readonly #due = new Map<string, number>();
  #isScheduled = false;

  constructor(http: Http, clock: Clock) {
    this.#http = http;
    this.#clock = clock;
  }

  /** The person saw everything up to the seq. */
  read(channel: Channel, seq: number): void {
    if (seq > channel.readSeq.value && channel.info.value.isMember) {
      this.#move(channel, seq);
    }
  }

  /** The person wants the message, and all after it, to count as unread. */
  markUnread(channel: Channel, seq: number): void {
    if (channel.info.value.isMember) {
      this.#move(channel, seq - 1);
    }
  }

  /**
   * Everything there is in these channels counts as read.
   * @returns what was unread, and how to have it so again.
   */
  readAll(channels: readonly Channel[]): { readonly count: number; readonly undo: () => void } {
    const unread = channels.filter((channel) => channel.unread.value > 0);
    const before = unread.map((channel) => [channel, channel.readSeq.value] as const);
    for (const channel of unread) {
      this.read(channel, channel.info.value.head);
    }
    return {
      count: unread.length,
      undo: () => {
        for (const [channel, seq] of before) {
          this.#move(channel, seq);
        }
      },
    };
  }

  /** Another device moved it; what this one still has to send would take that back. */
  movedElsewhere(channel: Channel, seq: number): void {
    this.#due.delete(channel.id);
    channel.readTo(seq);
  }

  /** Sends what could not be sent, as after a reconnect. */
  flush(): void {
    for (const [channelId, seq] of this.#due) {
      void this.#send(channelId, seq);
    }
  }

  /** A list that the server made before it had these markers does not take them back. */
  reapply(channels: Channels): void {
    for (const [channelId, seq] of this.#due) {
      channels.get(channelId)?.readTo(seq);
    }
  }

  #move(channel: Channel, seq: number): void {
    channel.readTo(seq);
    this.#due.set(channel.id, seq);
    if (!this.#isScheduled) {
      this.#isScheduled = true;
      this.#clock.after(sendAfterMs, () => {
        this.#isScheduled = false;
        this.flush();
      });
    }
  }

  async #send(channelId: string, seq: number): Promise<void> {
    try {
      await putReadMarker(this.#http, channelId, { seq });
      this.#settle(channelId, seq);
    } catch (error) {
      if (!isPassing(error)) {
        this.#settle(channelId, seq);
      }
    }
  }

  #settle(channelId: string, seq: number): void {
    if (this.#due.get(channelId) === seq) {
      this.#due.delete(channelId);
    }
  }
}
