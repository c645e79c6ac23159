import { type ReadonlySignal, type Signal, signal } from "@preact/signals-core";
import { getChannelMembers } from "../api/channels";
import type { Http } from "../api/http";
import type { Channel } from "../channels/channel";

/** A larger channel is not read to its end only to say who is not in it. */
const mostMembers = 5_000;

interface Known {
  readonly ids: Signal<ReadonlySet<string> | null>;
  memberCount: number;
}

/** Who is in a channel, asked for when someone writes a name in it, and again when its members changed. */
export class ChannelMembers {
  readonly #http: Http;
  readonly #known = new Map<string, Known>();

  constructor(http: Http) {
    this.#http = http;
  }

  /** null: not known, or the channel has too many to know them all. */
  of(channel: Channel): ReadonlySignal<ReadonlySet<string> | null> {
    const { directMemberIds, memberCount } = channel.info.value;
    const known = this.#known.get(channel.id) ?? { ids: signal<ReadonlySet<string> | null>(null), memberCount: -1 };
    this.#known.set(channel.id, known);
    if (known.memberCount !== memberCount) {
      known.memberCount = memberCount;
      if (directMemberIds !== null) {
        known.ids.value = new Set(directMemberIds);
      } else if (memberCount <= mostMembers) {
        void this.#load(channel.id, known);
      }
    }
    return known.ids;
  }

  async #load(channelId: string, known: Known): Promise<void> {
    const ids = new Set<string>();
    try {
      let cursor: string | null = null;
      do {
        const page: Awaited<ReturnType<typeof getChannelMembers>> = await getChannelMembers(this.#http, channelId, cursor);
        for (const { accountId } of page.members) {
          ids.add(accountId);
        }
        cursor = page.cursor;
      } while (cursor !== null);
      known.ids.value = ids;
    } catch {
      // Nobody is marked as outside; the next change of its members asks again.
      known.memberCount = -1;
    }
  }
}
