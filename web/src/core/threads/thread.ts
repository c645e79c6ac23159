import { computed, type ReadonlySignal } from "@preact/signals-core";
import type { ChannelEventDto } from "../../contracts";
import type { Http } from "../api/http";
import { getThread } from "../api/threads";
import type { Channel } from "../channels/channel";
import { MessageList } from "../channels/messageList";
import { type KnownMessage, replyItemOf } from "../channels/timelineItem";

/** A thread on screen: its root, once the beginning is loaded, and its replies. */
export class Thread {
  readonly channel: Channel;
  /** The seq of its root. */
  readonly seq: number;
  readonly messages: MessageList;
  /** null: not loaded yet, or the replies that are loaded begin later. */
  readonly root: ReadonlySignal<KnownMessage | null>;

  constructor(http: Http, channel: Channel, seq: number, myId: string) {
    this.channel = channel;
    this.seq = seq;
    this.messages = new MessageList(http, channel.id, myId, () => channel.cursor, {
      load: async (range) => {
        const page = await getThread(http, channel.id, seq, range);
        return page.hasOlder ? page : { ...page, messages: [page.root, ...page.messages] };
      },
      itemOf: (event) => replyItemOf(event, seq),
      hasSystemLines: false,
    });
    this.root = computed(() => {
      void this.messages.state.value;
      return this.messages.find(seq);
    });
  }

  apply(event: ChannelEventDto): void {
    this.messages.apply(event);
  }

  /** The channel's log cannot be resumed: shows what the server has now. */
  reset(): void {
    this.messages.clear();
    void this.messages.openEnd();
  }
}
