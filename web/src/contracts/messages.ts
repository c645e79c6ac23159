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
  /** In the order in which each emoji came. */
  readonly reactions: readonly ReactionDto[];
  /** The seq of the last event that the reactions show; 0 when there was none. */
  readonly reactionsSeq: number;
}

/** One emoji on a message, with who put it there. */
export interface ReactionDto {
  readonly emoji: string;
  /** Exact, and at least 1. */
  readonly count: number;
  readonly isMine: boolean;
  /** The first ones, at most `limits.reactionAccounts`. */
  readonly accountIds: readonly string[];
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
}
