import type { MessageDto, MessagePage } from "./messages";

/** One page of a thread: its root, on every page, and replies ascending by seq. */
export interface ThreadPage extends MessagePage {
  readonly root: MessageDto;
}

/** What a thread is to this account. */
export interface ThreadStateDto extends FollowedThreadDto {
  readonly channelId: string;
  /** The count holds every event of the channel up to this seq. */
  readonly head: number;
}

/** What the unread threads are kept by. */
export interface FollowedThreadsDto {
  readonly channels: readonly ChannelThreadsDto[];
  /** false: those with the oldest replies are left out. */
  readonly isComplete: boolean;
}

export interface ChannelThreadsDto {
  readonly channelId: string;
  readonly head: number;
  readonly threads: readonly FollowedThreadDto[];
}

/** A thread that this account follows, or that it said it does not want to. */
export interface FollowedThreadDto {
  readonly threadSeq: number;
  readonly isFollowing: boolean;
  readonly readSeq: number;
  /** Replies of others after the read marker, counted up to `limits.unreadCount`; 0 in a thread that is not followed. */
  readonly unread: number;
}

/** One page of the threads that this account follows in a workspace, the last replied to first. */
export interface ThreadList {
  readonly threads: readonly ThreadListItemDto[];
  readonly cursor: string | null;
}

export interface ThreadListItemDto {
  readonly root: MessageDto;
  readonly readSeq: number;
  readonly unread: number;
}
