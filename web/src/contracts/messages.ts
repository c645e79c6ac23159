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
  /** Whom its text calls; null: nobody. */
  readonly mentions: MessageMentions | null;
  /** What its links lead to; null: nothing. */
  readonly previews: readonly LinkPreviewDto[] | null;
  /** null: not pinned to its channel. */
  readonly pinnedBy: string | null;
  readonly pinnedAt: string | null;
  /** In the order in which each emoji came. */
  readonly reactions: readonly ReactionDto[];
  /** The seq of the last event that the reactions show; 0 when there was none. */
  readonly reactionsSeq: number;
}

/** What a page says of itself: plain text of strangers. */
export interface LinkPreviewDto {
  /** As the message has it. */
  readonly url: string;
  readonly siteName: string;
  readonly title: string;
  readonly description: string | null;
  readonly image: PreviewImageDto | null;
}

/** This server's copy of a picture. */
export interface PreviewImageDto {
  readonly id: string;
  readonly width: number;
  readonly height: number;
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

/** One emoji on a message, with who put it there. */
export interface ReactionDto {
  readonly emoji: string;
  /** Exact, and at least 1. */
  readonly count: number;
  readonly isMine: boolean;
  /** The first ones, at most `limits.reactionAccounts`. */
  readonly accountIds: readonly string[];
}

/** Whom a message calls, as it was decided when it was posted or last edited. Its author is never among them. */
export interface MessageMentions {
  /** Those named by `@username`, or by a group that they were in; null: nobody. */
  readonly accountIds: readonly string[] | null;
  /** The names of the groups that it called, in lower case; null: none. */
  readonly groups: readonly string[] | null;
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
  /** Makes it a reply: the seq of the thread's root. */
  readonly threadSeq?: number;
  readonly alsoInChannel?: boolean;
  readonly fileIds?: readonly string[];
}

export interface EditMessageRequest {
  readonly text: string;
}

/** What a message said before an edit. */
export interface MessageVersionDto {
  readonly text: string;
  readonly writtenAt: string;
}

export interface MessageVersionList {
  /** Oldest first. */
  readonly versions: readonly MessageVersionDto[];
}

/** What is pinned to a channel, the newest pin first. */
export interface PinnedMessageList {
  readonly messages: readonly MessageDto[];
}

/** A message that the account saved for later, by its name. */
export interface SavedMessageRef {
  readonly channelId: string;
  readonly messageSeq: number;
}

export interface SavedMessageRefList {
  readonly savedMessages: readonly SavedMessageRef[];
}

export interface SavedMessageDto {
  readonly savedAt: string;
  readonly message: MessageDto;
}

/** One page of what the account saved in a workspace, newest first. */
export interface SavedMessagePage {
  readonly savedMessages: readonly SavedMessageDto[];
  readonly cursor: string | null;
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
