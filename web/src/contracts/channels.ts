import type { ChannelNotificationsDto } from "./attention";
import type { WorkspaceRole } from "./workspaces";

export type ChannelVisibility = "public" | "private" | "direct";

/** A place messages are in. */
export interface ChannelDto {
  readonly id: string;
  readonly workspaceId: string;
  readonly visibility: ChannelVisibility;
  /** Empty for a direct channel. */
  readonly name: string;
  readonly topic: string;
  readonly purpose: string;
  /** Everyone who joins the workspace is added to it, and it is not archived. */
  readonly isDefault: boolean;
  readonly createdBy: string;
  readonly createdAt: string;
  /** null: not archived. */
  readonly archivedAt: string | null;
  /** The seq of the channel's last event. */
  readonly head: number;
  /** Whether the caller is a member, so that its events arrive on the caller's event stream. */
  readonly isMember: boolean;
  readonly memberCount: number;
  /** Everyone in a direct channel, the caller included; null for other channels. */
  readonly directMemberIds: readonly string[] | null;
}

export interface ChannelPage {
  readonly channels: readonly ChannelDto[];
  readonly cursor: string | null;
}

export interface CreateChannelRequest {
  readonly name: string;
  readonly topic?: string;
  readonly purpose?: string;
  readonly visibility?: "public" | "private";
}

export interface UpdateChannelRequest {
  readonly name?: string;
  readonly topic?: string;
  readonly purpose?: string;
  /** true archives, false restores. */
  readonly archived?: boolean;
}

export interface OpenDirectChannelRequest {
  readonly accountIds: readonly string[];
}

export interface ChannelMemberDto {
  readonly accountId: string;
  readonly username: string;
  readonly displayName: string;
  readonly role: WorkspaceRole;
  readonly joinedSeq: number;
}

export interface ChannelMemberPage {
  readonly members: readonly ChannelMemberDto[];
  readonly cursor: string | null;
}

/** Where a client starts, and what it asks after a long absence. */
export interface SyncDto {
  /** Changes when the database was restored from a backup; cursors of another epoch are void. */
  readonly epoch: string;
  /** Every channel the caller is a member of, in all workspaces. */
  readonly channels: readonly SyncChannelDto[];
}

export interface SyncChannelDto {
  readonly channel: ChannelDto;
  /** The highest seq read; 0 when nothing was. */
  readonly readSeq: number;
  /** Messages of others after the read marker that are not deleted, counted up to `limits.unreadCount`. */
  readonly unread: number;
  /** Which of them mention the caller or hold one of the caller's keywords, ascending, the oldest `limits.unreadCount` of them. */
  readonly mentionSeqs: readonly number[];
  /** Counts the read marker's moves: of two positions the one with the higher version holds. */
  readonly readVersion: number;
  /** null when there is none. Orders direct channels. */
  readonly lastMessageAt: string | null;
  /** null: as everywhere. */
  readonly notifications: ChannelNotificationsDto | null;
}
