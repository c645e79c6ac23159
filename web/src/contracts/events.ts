import type { ChannelVisibility } from "./channels";
import type { FileDto } from "./files";
import type { LinkPreviewDto, MessageMentions } from "./messages";

interface Envelope<Type extends string, Data> {
  readonly type: Type;
  readonly channelId: string;
  /** 1, 2, 3, … per channel, without holes, never reused. */
  readonly seq: number;
  readonly at: string;
  /** The account that did it. */
  readonly actorId: string;
  readonly data: Data;
}

export interface ChannelCreated {
  readonly visibility: ChannelVisibility;
  readonly name: string;
  readonly topic: string;
  readonly purpose: string;
}

/** What changed, and only that. */
export interface ChannelUpdated {
  readonly name: string | null;
  readonly topic: string | null;
  readonly purpose: string | null;
  readonly archived: boolean | null;
}

export interface MemberChanged {
  readonly accountId: string;
}

export interface MessagePosted {
  readonly text: string;
  /** A reply: the seq of its thread's root. null: it is none. */
  readonly threadSeq: number | null;
  readonly alsoInChannel: boolean | null;
  /** A reply: whose message the root is. That account follows the thread from its first reply on. */
  readonly rootAuthorId: string | null;
  /** null: it has none. */
  readonly files: readonly FileDto[] | null;
  /** null: it calls nobody. */
  readonly mentions: MessageMentions | null;
}

export interface MessageEdited {
  /** The message, by the seq of the event that posted it. */
  readonly messageSeq: number;
  readonly text: string;
  /** In place of those of before; null: it calls nobody any more. */
  readonly mentions: MessageMentions | null;
}

export interface MessageDeleted {
  readonly messageSeq: number;
  /** As in {@link MessagePosted}: the thread has a reply less. */
  readonly threadSeq: number | null;
  readonly alsoInChannel: boolean | null;
  /** A reply: who wrote it. */
  readonly authorId: string | null;
}

/** The message has these previews from now on. */
export interface MessagePreviewsChanged {
  readonly messageSeq: number;
  readonly previews: readonly LinkPreviewDto[];
}

export interface MessagePinned {
  readonly messageSeq: number;
}

/** The actor reacted to the message, or took the reaction back. */
export interface ReactionChanged {
  readonly messageSeq: number;
  readonly emoji: string;
}

/** A type that this client does not know: its seq counts, the rest is ignored. */
export type UnknownEvent = Envelope<"unknown", null>;

export type ReactionEvent = Envelope<"reaction.added", ReactionChanged> | Envelope<"reaction.removed", ReactionChanged>;

export type ChannelEventDto =
  | Envelope<"channel.created", ChannelCreated>
  | Envelope<"channel.updated", ChannelUpdated>
  | Envelope<"member.joined", MemberChanged>
  | Envelope<"member.left", MemberChanged>
  | Envelope<"message.posted", MessagePosted>
  | Envelope<"message.edited", MessageEdited>
  | Envelope<"message.deleted", MessageDeleted>
  | Envelope<"message.previews-changed", MessagePreviewsChanged>
  | Envelope<"message.pinned", MessagePinned>
  | Envelope<"message.unpinned", MessagePinned>
  | ReactionEvent
  | UnknownEvent;

/** The log itself, ascending by seq, all types. */
export interface ChannelEventPage {
  readonly events: readonly ChannelEventDto[];
  readonly head: number;
  readonly epoch: string;
}
