import { type ChannelEventDto, limits, type MessageDto, type ThreadSummaryDto } from "../../contracts";

/** A thread's summary holds every event of the channel up to `asOf`. */
export type KnownThread = ThreadSummaryDto & { readonly asOf: number };

/** A message as this client knows it. Only REST tells a client message id: null when the message came as an event. */
export type KnownMessage = Omit<MessageDto, "clientMessageId" | "thread"> & {
  readonly clientMessageId: string | null;
  readonly thread: KnownThread | null;
};

/** A message as REST answered it when the channel's last event was `head`. */
export function knownMessage(message: MessageDto, head: number): KnownMessage {
  return { ...message, thread: message.thread && { ...message.thread, asOf: head } };
}

/** The root after a reply to it was posted. */
export function repliedTo(root: KnownMessage, event: PostedEvent): KnownMessage {
  const { thread } = root;
  if (thread !== null && event.seq <= thread.asOf) {
    return root;
  }
  const repliers = thread?.repliers ?? [];
  const isNew = !repliers.includes(event.actorId) && repliers.length < limits.threadRepliers;
  return {
    ...root,
    thread: {
      replyCount: (thread?.replyCount ?? 0) + 1,
      lastReplySeq: event.seq,
      lastReplyAt: event.at,
      repliers: isNew ? [...repliers, event.actorId] : repliers,
      asOf: event.seq,
    },
  };
}

/** The root after the event with this seq deleted a reply to it. */
export function withReplyLess(root: KnownMessage, eventSeq: number): KnownMessage {
  const { thread } = root;
  return thread === null || eventSeq <= thread.asOf
    ? root
    : { ...root, thread: { ...thread, replyCount: thread.replyCount - 1, asOf: eventSeq } };
}

/** What is left of a message that was deleted: its place, and its thread. */
export function withoutContent(message: KnownMessage, deletedAt: string): KnownMessage {
  return {
    ...message,
    text: "",
    files: null,
    mentions: null,
    previews: null,
    deletedAt,
    reactions: [],
    reactionsSeq: 0,
    pinnedBy: null,
    pinnedAt: null,
  };
}

export type PostedEvent = Extract<ChannelEventDto, { type: "message.posted" }>;

/** Whether the channel shows it: a reply is in its thread, unless its author wanted it here too. */
export function isInChannel(message: { readonly threadSeq: number | null; readonly alsoInChannel: boolean | null }): boolean {
  return message.threadSeq === null || message.alsoInChannel === true;
}

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

/** What a thread shows of an event; null: nothing. */
export function replyItemOf(event: ChannelEventDto, threadSeq: number): StoredItem | null {
  return event.type === "message.posted" && event.data.threadSeq === threadSeq ? postedItem(event) : null;
}

function postedItem(event: PostedEvent): StoredItem {
  return messageItem({
    channelId: event.channelId,
    seq: event.seq,
    authorId: event.actorId,
    text: event.data.text,
    postedAt: event.at,
    clientMessageId: null,
    editedAt: null,
    deletedAt: null,
    threadSeq: event.data.threadSeq,
    alsoInChannel: event.data.alsoInChannel,
    thread: null,
    files: event.data.files,
    mentions: event.data.mentions,
    previews: null,
    pinnedBy: null,
    pinnedAt: null,
    reactions: [],
    reactionsSeq: 0,
  });
}

/** What a channel shows of an event; null: it changes something that is shown elsewhere. */
export function itemOf(event: ChannelEventDto): StoredItem | null {
  if (event.type === "message.posted") {
    return isInChannel(event.data) ? postedItem(event) : null;
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
