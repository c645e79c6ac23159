import { computed, type ReadonlySignal, signal } from "@preact/signals-core";
import type { ChannelDto, SyncDto } from "../../contracts";
import { Channel, type ChannelServices } from "./channel";

/** The channels this client knows: those the account is a member of, and public ones that it looks at. */
export class Channels {
  readonly #services: ChannelServices;
  readonly #all = signal<ReadonlyMap<string, Channel>>(new Map());
  /** The channels that the account is a member of. */
  readonly joined: ReadonlySignal<readonly Channel[]>;

  constructor(services: ChannelServices) {
    this.#services = services;
    this.joined = computed(() => [...this.#all.value.values()].filter((channel) => channel.info.value.isMember));
  }

  get all(): ReadonlySignal<ReadonlyMap<string, Channel>> {
    return this.#all;
  }

  get(id: string): Channel | undefined {
    return this.#all.peek().get(id);
  }

  /** Takes what REST answered about a channel. */
  put(info: ChannelDto): Channel {
    const known = this.get(info.id);
    if (known !== undefined) {
      known.update(info);
      return known;
    }
    const channel = new Channel(info, this.#services);
    this.#all.value = new Map(this.#all.peek()).set(info.id, channel);
    return channel;
  }

  remove(id: string): void {
    const all = new Map(this.#all.peek());
    all.get(id)?.dispose();
    all.delete(id);
    this.#all.value = all;
  }

  /** Takes the server's list of joined channels; one that it does not name was left elsewhere. */
  sync(from: SyncDto): void {
    const named = new Set(from.channels.map(({ channel }) => channel.id));
    for (const channel of this.joined.peek()) {
      if (!named.has(channel.id)) {
        this.remove(channel.id);
      }
    }
    for (const state of from.channels) {
      this.put(state.channel).sync(state);
    }
  }

  /** The seq of the last event of each joined channel, for a new connection. */
  cursors(): Readonly<Record<string, number>> {
    return Object.fromEntries(this.joined.peek().map((channel) => [channel.id, channel.cursor]));
  }
}
