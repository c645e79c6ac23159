import { computed, type ReadonlySignal } from "@preact/signals-core";
import type { Channel } from "../channels/channel";
import type { MessageList } from "../channels/messageList";
import type { StoredItem } from "../channels/timelineItem";
import type { Outbox } from "../outbox/outbox";
import { type OutboxItem, seqOf } from "../outbox/outboxItem";
import type { Thread } from "../threads/thread";
import { rowsOf, type TimelineRow } from "./rows";

/** The rows of a channel: what is stored, then what was written here and is not stored yet. */
export function timelineOf(channel: Channel, outbox: Outbox): ReadonlySignal<readonly TimelineRow[]> {
  return rows(channel.id, channel.messages, outbox, ({ reply }) => reply === null || reply.alsoInChannel);
}

/** The rows of a thread: the root, then replies, in the same way. */
export function threadTimelineOf(thread: Thread, outbox: Outbox): ReadonlySignal<readonly TimelineRow[]> {
  return rows(thread.channel.id, thread.messages, outbox, ({ reply }) => reply?.threadSeq === thread.seq);
}

function rows(
  channelId: string,
  list: MessageList,
  outbox: Outbox,
  isShown: (item: OutboxItem) => boolean,
): ReadonlySignal<readonly TimelineRow[]> {
  const pending = computed(() => outbox.items.value.filter((item) => item.channelId === channelId && isShown(item)));
  return computed(() => {
    const { items, hasNewer } = list.state.value;
    // What was just sent belongs at the end, which a list that ends earlier does not show.
    const shown = hasNewer ? [] : notAmong(items, list.to, pending.value);
    return rowsOf(items, shown, (seq) => outbox.sentAs(channelId, seq));
  });
}

/** Without those that the list, which reaches up to `to`, shows as stored: by their seq, or by their id when a reload came before the answer. */
function notAmong(items: readonly StoredItem[], to: number, pending: readonly OutboxItem[]): readonly OutboxItem[] {
  if (pending.length === 0) {
    return pending;
  }
  const ids = new Set(items.map((item) => (item.kind === "message" ? item.message.clientMessageId : null)));
  return pending.filter((item) => (seqOf(item) ?? to + 1) > to && !ids.has(item.clientMessageId));
}
