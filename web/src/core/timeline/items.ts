import { computed, type ReadonlySignal } from "@preact/signals-core";
import type { Channel } from "../channels/channel";
import type { StoredItem } from "../channels/timelineItem";
import type { Outbox } from "../outbox/outbox";
import { type OutboxItem, seqOf } from "../outbox/outboxItem";
import { rowsOf, type TimelineRow } from "./rows";

/** The rows of a channel: what is stored, then what was written here and is not stored yet. */
export function timelineOf(channel: Channel, outbox: Outbox): ReadonlySignal<readonly TimelineRow[]> {
  const pending = computed(() => outbox.items.value.filter((item) => item.channelId === channel.id));
  return computed(() => {
    const { items, hasNewer } = channel.messages.state.value;
    // What was just sent belongs at the end, which a list that ends earlier does not show.
    const shown = hasNewer ? [] : notAmong(items, channel.messages.to, pending.value);
    return rowsOf(items, shown, (seq) => outbox.sentAs(channel.id, seq));
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
