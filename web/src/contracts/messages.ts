import type { FileDto } from "./files";

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
  /** The thread that it is a reply in, by the seq of its root; null: it is none. */
  readonly threadSeq: number | null;
  /** true: a reply that shows in the channel too. */
  readonly alsoInChannel: boolean | null;
  /** null: nobody ever replied to it. */
  readonly thread: ThreadSummaryDto | null;
  /** null: it has none. */
  readonly files: readonly FileDto[] | null;
}

/** What a message that was replied to tells of its thread. */
export interface ThreadSummaryDto {
  /** Replies that are not deleted. */
  readonly replyCount: number;
  /** Of the last reply that was posted, deleted or not. */
  readonly lastReplySeq: number;
  readonly lastReplyAt: string;
  /** In the order of their first replies, at most `limits.threadRepliers`. */
  readonly repliers: readonly string[];
}

export interface PostMessageRequest {
  readonly text: string;
  /** A repeat by the same author in the same channel returns the first message. */
  readonly clientMessageId: string;
  /** Makes it a reply: the seq of the thread's root. */
  readonly threadSeq?: number;
  readonly alsoInChannel?: boolean;
  readonly fileIds?: readonly string[];
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
