import { computed, type ReadonlySignal } from "@preact/signals-core";
import type { ChannelEventDto, MessageDto } from "../../contracts";
import type { Http } from "../api/http";
import { getMessage } from "../api/threads";
import type { Channel } from "../channels/channel";
import type { Channels } from "../channels/channels";
import type { KnownMessage } from "../channels/timelineItem";
import type { FollowedThreads } from "./followedThreads";
import { Thread } from "./thread";
import { ThreadReading } from "./threadReading";

/** The threads on screen, and those that are followed. */
export class Threads {
  readonly followed: FollowedThreads;
  readonly #http: Http;
  readonly #myId: string;
  readonly #channels: Channels;
  readonly #shown = new Set<Thread>();
  readonly #unreadIn = new Map<string, ReadonlySignal<number>>();

  constructor(http: Http, myId: string, channels: Channels, followed: FollowedThreads) {
    this.#http = http;
    this.#myId = myId;
    this.#channels = channels;
    this.followed = followed;
  }

  /** How many threads of a workspace have unread replies. */
  unreadIn(workspaceId: string): ReadonlySignal<number> {
    const known = this.#unreadIn.get(workspaceId);
    if (known !== undefined) {
      return known;
    }
    const count = computed(() => {
      const all = this.#channels.all.value;
      const isHere = (channelId: string) => {
        const info = all.get(channelId)?.info.value;
        return info?.workspaceId === workspaceId && info.isMember;
      };
      return this.followed.unreadIn.filter(isHere).length;
    });
    this.#unreadIn.set(workspaceId, count);
    return count;
  }

  /** The seq of the root of the thread that a message is in. */
  async rootOf(channel: Channel, seq: number): Promise<number> {
    const known = this.find(channel, seq);
    if (known !== null) {
      return known.threadSeq ?? seq;
    }
    const message = await getMessage(this.#http, channel.id, seq);
    return message.threadSeq ?? seq;
  }

  /** Whether there is a message with this seq that is a reply; false also when nobody can tell. */
  async isReply(channel: Channel, seq: number): Promise<boolean> {
    try {
      return (await this.rootOf(channel, seq)) !== seq;
    } catch {
      return false;
    }
  }

  /** The thread comes on screen. */
  show(channel: Channel, seq: number): ThreadReading {
    const thread = new Thread(this.#http, channel, seq, this.#myId);
    this.#shown.add(thread);
    return new ThreadReading(thread, this.followed);
  }

  hide(reading: ThreadReading): void {
    this.#shown.delete(reading.thread);
    reading.thread.messages.clear();
  }

  isShown(channel: Channel, seq: number): boolean {
    return [...this.#shown].some((thread) => thread.channel === channel && thread.seq === seq);
  }

  /** A message that is loaded, in the channel or in a thread that is on screen. */
  find(channel: Channel, seq: number): KnownMessage | null {
    const shown = [...this.#shown].filter((thread) => thread.channel === channel);
    return [channel, ...shown].map(({ messages }) => messages.find(seq)).find((message) => message !== null) ?? null;
  }

  /** A message as the server answered it, before its event is here: wherever it shows. */
  replace(channel: Channel, message: MessageDto | KnownMessage): void {
    channel.messages.replace(message);
    for (const thread of this.#shown) {
      if (thread.channel === channel) {
        thread.messages.replace(message);
      }
    }
  }

  applied(channel: Channel, event: ChannelEventDto): void {
    this.followed.applied(channel.id, event);
    for (const thread of this.#shown) {
      if (thread.channel === channel) {
        thread.apply(event);
      }
    }
  }

  reset(channel: Channel): void {
    this.followed.loadSoon();
    for (const thread of this.#shown) {
      if (thread.channel === channel) {
        thread.reset();
      }
    }
  }
}
