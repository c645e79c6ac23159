import { type ReadonlySignal, signal } from "@preact/signals-core";
import type { MessageDto, ReactionDto, ReactionEvent } from "../../contracts";
import type { Http } from "../api/http";
import { deleteReaction, getMessage, putReaction } from "../api/messages";
import type { Channel } from "../channels/channel";
import type { KnownMessage } from "../channels/timelineItem";
import type { Clock } from "../clock";
import { withoutReaction, withReaction } from "./reacted";

export interface ReactionServices {
  readonly http: Http;
  readonly clock: Clock;
  readonly myId: string;
  /** A message that is loaded, wherever it shows. */
  readonly find: (channel: Channel, seq: number) => KnownMessage | null;
  readonly replace: (channel: Channel, message: MessageDto) => void;
  /** A reaction was refused, or nobody answered: it shows as it was. */
  readonly onFailed: (error: unknown) => void;
}

interface Target {
  readonly channel: Channel;
  readonly seq: number;
  readonly emoji: string;
}

// The event of a reaction that was answered is on its way; one that got lost with a list that was loaded again must not leave the wish standing.
const forgetAfterMs = 10_000;

/** One's own reactions show at once, and are what the server says soon after. */
export class Reactions {
  readonly #services: ReactionServices;
  /** What the person wants and the messages do not show yet, by target. */
  readonly #wishes = signal<ReadonlyMap<string, boolean>>(new Map());
  readonly #sending = new Set<string>();

  constructor(services: ReactionServices) {
    this.#services = services;
  }

  get wishes(): ReadonlySignal<ReadonlyMap<string, boolean>> {
    return this.#wishes;
  }

  /** The message's reactions, with what the person just did. */
  of(message: KnownMessage): readonly ReactionDto[] {
    const { myId } = this.#services;
    const prefix = `${message.channelId}/${message.seq}/`;
    let { reactions } = message;
    for (const [key, isWanted] of this.#wishes.value) {
      if (key.startsWith(prefix)) {
        const emoji = key.slice(prefix.length);
        if (isWanted !== isMine(reactions, emoji)) {
          reactions = (isWanted ? withReaction : withoutReaction)(reactions, emoji, myId, myId);
        }
      }
    }
    return reactions;
  }

  /** Puts the person's reaction on the message, or takes it back. */
  toggle(channel: Channel, seq: number, emoji: string): void {
    const message = this.#services.find(channel, seq);
    if (message !== null) {
      this.#wish({ channel, seq, emoji }, !isMine(this.of(message), emoji));
    }
  }

  /** Puts it there; one that is there stays. */
  add(channel: Channel, seq: number, emoji: string): void {
    const message = this.#services.find(channel, seq);
    if (message !== null && !isMine(this.of(message), emoji)) {
      this.#wish({ channel, seq, emoji }, true);
    }
  }

  /** An event of the person's own took its place in the channel. */
  heard(event: ReactionEvent): void {
    const key = keyOf(event.channelId, event.data.messageSeq, event.data.emoji);
    if (!this.#sending.has(key) && this.#wishes.value.get(key) === (event.type === "reaction.added")) {
      this.#forget(key);
    }
  }

  /** Asks for a message whose reactions name fewer people than they could. */
  async refresh(channel: Channel, seq: number): Promise<void> {
    try {
      const message = await getMessage(this.#services.http, channel.id, seq);
      this.#services.replace(channel, message);
    } catch {
      // The names that are known have to do.
    }
  }

  #wish(target: Target, isWanted: boolean): void {
    const key = keyOf(target.channel.id, target.seq, target.emoji);
    this.#wishes.value = new Map(this.#wishes.value).set(key, isWanted);
    if (!this.#sending.has(key)) {
      void this.#send(key, target);
    }
  }

  /** Until the server has what is wanted: the person may change their mind while a request is on its way. */
  async #send(key: string, { channel, seq, emoji }: Target): Promise<void> {
    const { http, clock, onFailed } = this.#services;
    this.#sending.add(key);
    try {
      for (let sent: boolean | undefined; sent !== this.#wishes.value.get(key); ) {
        sent = this.#wishes.value.get(key);
        await (sent === true ? putReaction : deleteReaction)(http, channel.id, seq, emoji);
      }
    } catch (error) {
      this.#forget(key);
      onFailed(error);
    } finally {
      this.#sending.delete(key);
    }
    const message = this.#services.find(channel, seq);
    if (message === null || isMine(message.reactions, emoji) === this.#wishes.value.get(key)) {
      this.#forget(key);
    } else {
      clock.after(forgetAfterMs, () => {
        if (!this.#sending.has(key)) {
          this.#forget(key);
        }
      });
    }
  }

  #forget(key: string): void {
    if (this.#wishes.value.has(key)) {
      const wishes = new Map(this.#wishes.value);
      wishes.delete(key);
      this.#wishes.value = wishes;
    }
  }
}

function isMine(reactions: readonly ReactionDto[], emoji: string): boolean {
  return reactions.some((reaction) => reaction.emoji === emoji && reaction.isMine);
}

function keyOf(channelId: string, seq: number, emoji: string): string {
  return `${channelId}/${seq}/${emoji}`;
}
