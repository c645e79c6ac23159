import type { ReadMarkerDto } from "../../contracts";
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
  readonly #due = new Map<string, { readonly channel: Channel; readonly seq: number }>();
  /** What is on its way to the server. */
  readonly #sending = new Map<string, number>();
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
    const unread = channels.filter((channel) => channel.unread.value + channel.mentions.value > 0);
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

  /** The server says that the marker moved; when another device did it, what this one still has to send would take that back. */
  moved(channel: Channel, { seq, version }: { readonly seq: number; readonly version: number }): void {
    if (version <= channel.readVersion) {
      return;
    }
    channel.knowsMove(version);
    if (this.#sending.get(channel.id) !== seq) {
      this.#due.delete(channel.id);
      channel.readTo(seq);
    }
  }

  /** Sends what could not be sent, as after a reconnect. */
  flush(): void {
    for (const [channelId, { channel, seq }] of this.#due) {
      if (this.#sending.get(channelId) !== seq) {
        void this.#send(channel, seq);
      }
    }
  }

  /** A list that the server made before it had these markers does not take them back. */
  reapply(channels: Channels): void {
    for (const [channelId, { seq }] of this.#due) {
      channels.get(channelId)?.readTo(seq);
    }
  }

  #move(channel: Channel, seq: number): void {
    channel.readTo(seq);
    this.#due.set(channel.id, { channel, seq });
    if (!this.#isScheduled) {
      this.#isScheduled = true;
      this.#clock.after(sendAfterMs, () => {
        this.#isScheduled = false;
        this.flush();
      });
    }
  }

  async #send(channel: Channel, seq: number): Promise<void> {
    this.#sending.set(channel.id, seq);
    try {
      const answer = await putReadMarker(this.#http, channel.id, { seq });
      this.#settle(channel, seq);
      this.#answered(channel, answer);
    } catch (error) {
      if (!isPassing(error)) {
        this.#settle(channel, seq);
      }
    } finally {
      if (this.#sending.get(channel.id) === seq) {
        this.#sending.delete(channel.id);
      }
    }
  }

  /** Where no later move waits to be sent, the marker is where the answer says, also when another device's move came in between. */
  #answered(channel: Channel, { seq, version }: Required<ReadMarkerDto>): void {
    if (version > channel.readVersion) {
      channel.knowsMove(version);
    }
    if (version === channel.readVersion && !this.#due.has(channel.id) && channel.readSeq.value !== seq) {
      channel.readTo(seq);
    }
  }

  #settle(channel: Channel, seq: number): void {
    if (this.#due.get(channel.id)?.seq === seq) {
      this.#due.delete(channel.id);
    }
  }
}
