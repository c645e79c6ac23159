import type { ChannelVisibility } from "./channels";
import type { MessageMentions } from "./messages";

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
}

/** A type that this client does not know: its seq counts, the rest is ignored. */
export type UnknownEvent = Envelope<"unknown", null>;

export type ChannelEventDto =
  | Envelope<"channel.created", ChannelCreated>
  | Envelope<"channel.updated", ChannelUpdated>
  | Envelope<"member.joined", MemberChanged>
  | Envelope<"member.left", MemberChanged>
  | Envelope<"message.posted", MessagePosted>
  | Envelope<"message.edited", MessageEdited>
  | Envelope<"message.deleted", MessageDeleted>
  | UnknownEvent;

/** The log itself, ascending by seq, all types. */
export interface ChannelEventPage {
  readonly events: readonly ChannelEventDto[];
  readonly head: number;
  readonly epoch: string;
}
