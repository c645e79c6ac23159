import { computed, type ReadonlySignal } from "@preact/signals-core";
import type { Channel } from "../channels/channel";
import type { Outbox } from "../outbox/outbox";
import { rowsOf, type TimelineRow } from "./rows";

/** The rows of a channel: what is stored, then what was written here and is not stored yet. */
export function timelineOf(channel: Channel, outbox: Outbox, myId: string): ReadonlySignal<readonly TimelineRow[]> {
  const pending = computed(() => outbox.items.value.filter((item) => item.channelId === channel.id));
  return computed(() => {
    const { items, hasNewer } = channel.messages.state.value;
    // What was just sent belongs at the end, which a list that ends earlier does not show.
    const shown = hasNewer
      ? []
      : pending.value.filter((item) => item.state.name !== "sent" || item.state.message.seq > channel.messages.to);
    return rowsOf(items, shown, myId);
  });
}
