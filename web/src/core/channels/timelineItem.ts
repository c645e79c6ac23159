import type { ChannelEventDto, MessageDto } from "../../contracts";

/** A message as this client knows it. Only REST tells a client message id: null when the message came as an event. */
export type KnownMessage = Omit<MessageDto, "clientMessageId"> & { readonly clientMessageId: string | null };

/** What a system line tells. */
export type SystemChange =
  | { readonly kind: "joined"; readonly accountId: string }
  | { readonly kind: "left"; readonly accountId: string }
  | { readonly kind: "renamed"; readonly name: string }
  | { readonly kind: "topic"; readonly topic: string }
  | { readonly kind: "archived" }
  | { readonly kind: "restored" };

/** One stored thing that the timeline shows, in the place that its seq gives. */
export type StoredItem =
  | { readonly kind: "message"; readonly seq: number; readonly message: KnownMessage }
  | { readonly kind: "system"; readonly seq: number; readonly at: string; readonly actorId: string; readonly change: SystemChange };

export function messageItem(message: KnownMessage): StoredItem {
  return { kind: "message", seq: message.seq, message };
}

export function authorOf(item: StoredItem): string {
  return item.kind === "message" ? item.message.authorId : item.actorId;
}

/** null: the event changes something that is shown elsewhere. */
export function itemOf(event: ChannelEventDto): StoredItem | null {
  if (event.type === "message.posted") {
    return messageItem({
      channelId: event.channelId,
      seq: event.seq,
      authorId: event.actorId,
      text: event.data.text,
      postedAt: event.at,
      clientMessageId: null,
      editedAt: null,
      deletedAt: null,
      mentions: event.data.mentions,
    });
  }
  const change = changeOf(event);
  return change === null ? null : { kind: "system", seq: event.seq, at: event.at, actorId: event.actorId, change };
}

function changeOf(event: ChannelEventDto): SystemChange | null {
  switch (event.type) {
    case "channel.created":
      // The card at the start of the channel tells it; a line below would repeat it.
      return null;
    case "member.joined":
      return { kind: "joined", accountId: event.data.accountId };
    case "member.left":
      return { kind: "left", accountId: event.data.accountId };
    case "channel.updated":
      return updateOf(event.data);
    default:
      return null;
  }
}

function updateOf(data: Extract<ChannelEventDto, { type: "channel.updated" }>["data"]): SystemChange | null {
  if (data.archived !== null) {
    return { kind: data.archived ? "archived" : "restored" };
  }
  if (data.name !== null) {
    return { kind: "renamed", name: data.name };
  }
  return data.topic === null ? null : { kind: "topic", topic: data.topic };
}

/** The index of the first item whose seq is not below the given one. */
export function lowerBound(items: readonly StoredItem[], seq: number): number {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((items[middle]?.seq ?? Number.POSITIVE_INFINITY) < seq) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}
