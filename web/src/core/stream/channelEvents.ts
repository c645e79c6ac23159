import type { ReadonlySignal } from "@preact/signals-core";
import type { ChannelEventDto } from "../../contracts";
import type { Channel } from "../channels/channel";
import type { Reading } from "../channels/reading";
import { isInChannel, type PostedEvent } from "../channels/timelineItem";
import { draftKey } from "../drafts/draftStore";
import type { Stores } from "../stores";

// More than comes while one answer is on its way.
const strayEvents = 1_000;

export interface ChannelEventsServices {
  readonly stores: Stores;
  readonly reading: ReadonlySignal<Reading | null>;
  readonly resyncSoon: () => void;
}

/** Brings the events of the stream to their channels, and what they mean beyond one to the other stores. */
export class ChannelEvents {
  readonly #services: ChannelEventsServices;
  /** Events of channels that are not known yet: the answer that makes them known may have been read before them. */
  #strays: ChannelEventDto[] = [];

  constructor(services: ChannelEventsServices) {
    this.#services = services;
  }

  received(event: ChannelEventDto): void {
    const { stores, resyncSoon } = this.#services;
    const channel = stores.channels.get(event.channelId);
    if (channel !== undefined) {
      channel.receive(event);
      return;
    }
    this.#strays = [...this.#strays, event].slice(-strayEvents);
    if (event.type === "member.joined" && event.data.accountId === stores.account.id) {
      resyncSoon();
    }
  }

  /** Channels became known. */
  deliverStrays(): void {
    const { channels } = this.#services.stores;
    const strays = this.#strays;
    this.#strays = strays.filter((event) => channels.get(event.channelId) === undefined);
    for (const event of strays) {
      channels.get(event.channelId)?.receive(event);
    }
  }

  /** An event took its place in its channel. */
  applied(channel: Channel, event: ChannelEventDto): void {
    const { stores, resyncSoon } = this.#services;
    const { account, threads, reactions, people } = stores;
    threads.applied(channel, event);
    switch (event.type) {
      case "message.posted":
        this.#posted(channel, event);
        break;
      case "reaction.added":
      case "reaction.removed":
        if (event.actorId === account.id) {
          reactions.heard(event);
        }
        break;
      case "member.joined":
        people.of(channel.info.peek().workspaceId).expect([event.data.accountId]);
        if (event.data.accountId === account.id) {
          resyncSoon();
          threads.followed.loadSoon();
        }
        break;
      case "member.left":
        if (event.data.accountId === account.id) {
          this.left(channel);
        }
        break;
      default:
        break;
    }
  }

  /** A public channel stays readable; of a private one nothing may stay on screen. */
  left(channel: Channel): void {
    const { threads, channels } = this.#services.stores;
    threads.followed.leftChannel(channel.id);
    if (channel.info.peek().visibility !== "public") {
      channels.remove(channel.id);
    }
  }

  #posted(channel: Channel, event: PostedEvent): void {
    const { stores, reading } = this.#services;
    const { actorId: authorId, seq, data } = event;
    const { text, threadSeq } = data;
    stores.typing.stopped(draftKey({ channelId: channel.id, threadSeq }), authorId);
    if (authorId === stores.account.id) {
      stores.outbox.arrived(channel.id, seq, text, threadSeq);
      return;
    }
    stores.people.find(channel.info.peek().workspaceId)?.expect([authorId]);
    const isOnScreen = isInChannel(data) && channel === reading.peek()?.channel;
    if (isOnScreen || (threadSeq !== null && stores.threads.isShown(channel, threadSeq))) {
      stores.announcer.posted(authorId, text);
    }
    for (const listener of stores.postedListeners) {
      listener(channel, event);
    }
  }
}
