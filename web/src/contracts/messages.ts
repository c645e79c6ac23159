/** A message as it is now. It is named by `(channelId, seq)` of the event that posted it. */
export interface MessageDto {
  readonly channelId: string;
  readonly seq: number;
  readonly authorId: string;
  /** Markdown; empty once deleted. */
  readonly text: string;
  readonly postedAt: string;
  readonly clientMessageId: string;
  /** null: never edited. */
  readonly editedAt: string | null;
  /** null: not deleted. */
  readonly deletedAt: string | null;
  /** Whom its text calls; null: nobody. */
  readonly mentions: MessageMentions | null;
}

/** Whom a message calls, as it was decided when it was posted or last edited. Its author is never among them. */
export interface MessageMentions {
  /** Those named by `@username`; null: nobody. */
  readonly accountIds: readonly string[] | null;
  /** Those whom `@here` called: who was online at that moment; null: the text has no `@here`. */
  readonly here: readonly string[] | null;
  /** Whether `@channel` calls everyone. */
  readonly channel: boolean;
}

/** Messages that mention the caller, newest first. */
export interface MentionPage {
  readonly messages: readonly MessageDto[];
  readonly cursor: string | null;
}

export interface PostMessageRequest {
  readonly text: string;
  /** A repeat by the same author in the same channel returns the first message. */
  readonly clientMessageId: string;
}

export interface EditMessageRequest {
  readonly text: string;
}

/** One page of a channel's messages, ascending by seq. Deleted ones are there, without text. */
export interface MessagePage {
  readonly messages: readonly MessageDto[];
  readonly hasOlder: boolean;
  readonly hasNewer: boolean;
  /** The page shows every event up to this seq. */
  readonly head: number;
  readonly epoch: string;
}

export interface ReadMarkerDto {
  /** The highest seq that was read. It may move back, never past the head. */
  readonly seq: number;
  /** Of the answer: counts the marker's moves, on all devices. */
  readonly version?: number;
}
